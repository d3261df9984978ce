using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using CustodyWatch.Access;
using CustodyWatch.Features.Certificates.Document;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Proof;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Certificates;

public sealed record Signed(string Id, string Number, string Limb, string ContentHash, string VerificationCode, string? Supersedes)
{
    public static Signed Of(CertificateRow row) =>
        new(row.Id, row.Number, row.Limb, Convert.ToHexStringLower(row.ContentHash), row.VerificationCode, row.Supersedes);
}

/// <summary>What came of it: the result, or every reason against it by field.</summary>
public sealed record Judged<T>(T? Result, IReadOnlyDictionary<string, string[]>? Errors) where T : class;

/// <summary>
/// Signs certificates. What the record says is read, judged and frozen in the transaction that writes the certificate, its number,
/// its link in the chain and its entry on the record: all of it or nothing.
/// </summary>
public sealed class Signing(CustodyLog log, Database database)
{
    // Letters and digits that nobody mistakes for one another.
    private const string CodeLetters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int CodeLength = 10;

    /// <param name="detention">The child's detention.</param>
    /// <param name="body">The certificate.</param>
    /// <param name="by">Who signs in.</param>
    /// <param name="verifyAt">Where the paper can be checked.</param>
    /// <param name="id">An id given when a form was drawn, so that pressing twice signs once.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Judged<Signed>> Sign(
        DetentionRow detention, CertificateBody body, Caller by, Uri verifyAt, CancellationToken cancel, Guid? id = null)
    {
        if (body.Draft(out var errors) is not { } draft) return new(null, errors);
        return await log.Decide<Judged<Signed>>(by, async act =>
        {
            var (connection, transaction, chain) = (act.Connection, act.Transaction, act.Chain);
            if (id is { } given && await CertificateRow.Find(connection, given.ToString(), transaction) is { } before)
                return before.DetentionId == detention.Id ? new(Signed.Of(before), null) : new(null, errors);
            var (now, record) = (act.Now, await Record.OfId(connection, detention.Id, transaction));
            var (entries, ground, refused) = Judge(draft, record, now);
            if (refused.Count > 0) return new(null, refused);
            var certificateId = id?.ToString() ?? NewId.At(now);
            var sent = OwnEntry.Of(detention, EventKind.CertificateIssued, now, Data(certificateId, draft), by, now);
            if (sent.Refusal is { } misshapen)
                return new(null, misshapen.Errors.ToDictionary(error => error.Key.Replace("data.", "", StringComparison.Ordinal), error => error.Value));

            var row = await Row(certificateId, draft, entries, ground, detention, record, verifyAt, by, now, connection, transaction);
            await (row with { Position = await chain.Add(Chain.Certificate, row.SealedHash()) }).Insert(connection, transaction);
            if ((await act.Take(sent)).Status != OutcomeStatus.Accepted)
                throw new InvalidOperationException($"The entry of certificate {row.Number} was not taken, so it is not signed.");
            return new(Signed.Of(row), null);
        }, cancel);
    }

    /// <summary>What would be signed, as the record stands now; nothing is written.</summary>
    public async Task<Judged<CertificateContent>> Preview(DetentionRow detention, CertificateBody body, Caller by, Uri verifyAt, CancellationToken cancel)
    {
        if (body.Draft(out var errors) is not { } draft) return new(null, errors);
        await using var connection = await database.Open(cancel);
        var (now, record) = (log.Now(), await Record.OfId(connection, detention.Id));
        var (entries, ground, refused) = Judge(draft, record, now);
        return refused.Count > 0
            ? new(null, refused)
            : new(Freezing.Freeze(draft, entries, ground, detention, record, "not signed", null, verifyAt, by, now), null);
    }

    private static (IReadOnlyList<CustodyEvent> Entries, CertificateGround Ground, Dictionary<string, string[]> Refused) Judge(
        CertificateDraft draft, Record record, Instant now)
    {
        var entries = record.Entries(now);
        var ground = CertificateGround.Of(entries, now);
        return (entries, ground, CertificateRules.Refusals(draft, ground, record.ReplyWithin).GroupBy(refusal => refusal.Field)
            .ToDictionary(group => group.Key, group => group.Select(one => one.Sentence).ToArray()));
    }

    private static async Task<CertificateRow> Row(
        string id, CertificateDraft draft, IReadOnlyList<CustodyEvent> entries, CertificateGround ground, DetentionRow detention, Record record,
        Uri verifyAt, Caller by, Instant now, DbConnection connection, DbTransaction transaction)
    {
        var before = await CertificateRow.Current(connection, transaction, detention.Id, draft.Limb == CertificateLimb.LaFailure);
        var number = await CertificateRow.NextNumber(connection, transaction, detention.Force);
        var content = JsonSerializer.SerializeToUtf8Bytes(
            Freezing.Freeze(draft, entries, ground, detention, record, number, before?.Number, verifyAt, by, now), Json.Options);
        return new CertificateRow
        {
            Id = id,
            Number = number,
            DetentionId = detention.Id,
            CustodyRecordNumber = detention.CustodyRecordNumber,
            Force = detention.Force,
            Suite = detention.Suite,
            Limb = Vocabulary<CertificateLimb>.Word(draft.Limb),
            SignedAt = now,
            SignedBy = by.UserId,
            Supersedes = before?.Id,
            VerificationCode = RandomNumberGenerator.GetString(CodeLetters, CodeLength),
            Content = content,
            ContentHash = SHA256.HashData(content),
        };
    }

    private static Dictionary<string, object> Data(string id, CertificateDraft draft)
    {
        var data = new Dictionary<string, object>
        {
            ["certificateId"] = id,
            ["limb"] = Vocabulary<CertificateLimb>.Word(draft.Limb),
            ["officer"] = new { id = draft.CustodyOfficer.Id, rank = Vocabulary<Rank>.Word(draft.CustodyOfficer.Rank) },
            ["requests"] = draft.Requests,
        };
        if (draft.Circumstances is { } circumstances) data["circumstances"] = circumstances;
        if (draft.Escalation is { } escalation) data["escalation"] = escalation;
        if (draft.NoSecureSearch is { } search) data["noSecureSearch"] = search;
        if (draft.WhyOtherInadequate is { } why) data["whyOtherInadequate"] = why;
        if (draft.SeriousHarmFacts is { } harm) data["seriousHarmFacts"] = harm;
        if (draft.TransportTried is { } transport) data["transportTried"] = transport;
        return data;
    }
}

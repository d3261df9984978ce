using System.Security.Cryptography;
using System.Text.Json;
using CustodyWatch.Access;
using CustodyWatch.Features.Certificates.Document;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Features.Certificates;

public sealed record OfficerBody(string? Id, string? Rank);

public sealed record ConfirmationsBody(bool BailConsidered, bool ChildAndAdultTold);

/// <summary>A certificate as the custody officer sends it to be signed.</summary>
public sealed record CertificateBody(
    string? Limb, string? Circumstances, IReadOnlyList<string>? Requests, string? Escalation, string? NoSecureSearch,
    string? WhyOtherInadequate, string? SeriousHarmFacts, OfficerBody? CustodyOfficer, ConfirmationsBody? Confirmations);

public sealed record Signed(string Id, string Number, string Limb, string ContentHash, string VerificationCode, string? Supersedes);

/// <summary>
/// Signs certificates. What the record says is read, judged and frozen in the transaction that writes the certificate, its number,
/// its link in the chain and its entry on the record: all of it or nothing.
/// </summary>
public sealed class Signing(CustodyLog log)
{
    // Letters and digits that nobody mistakes for one another.
    private const string CodeLetters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int CodeLength = 10;

    public async Task<IResult> Sign(DetentionRow detention, CertificateBody body, Caller by, CancellationToken cancel)
    {
        if (Draft(body, out var errors) is not { } draft) return Problem.Invalid(errors);
        return await log.Decide<IResult>(by, async appending =>
        {
            var (connection, transaction, chain) = appending.Open;
            var (now, record) = (appending.Now, await Record.OfId(connection, detention.Id, transaction));
            var entries = record.Entries(now);
            var ground = CertificateGround.Of(entries);
            var refusals = CertificateRules.Refusals(draft, ground);
            if (refusals.Count > 0) return Problem.Invalid(Named(refusals), "A certificate in these terms would not be lawful.");
            var id = Guid.CreateVersion7(now.ToDateTimeOffset()).ToString();
            var sent = OwnEntry.Of(detention, EventKind.CertificateIssued, now, Data(id, draft), by, now);
            if (sent.Refusal is { } misshapen)
                return Problem.Invalid(misshapen.Errors.ToDictionary(error => error.Key.Replace("data.", "", StringComparison.Ordinal), error => error.Value));

            var before = await CertificateRow.Current(connection, transaction, detention.Id);
            var number = await CertificateRow.NextNumber(connection, transaction, detention.Force);
            var content = JsonSerializer.SerializeToUtf8Bytes(
                Freezing.Freeze(draft, entries, ground, detention, record, number, before?.Number, by, now), Json.Options);
            var row = new CertificateRow
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
            await (row with { Position = await chain.Add(Chain.Certificate, row.SealedHash()) }).Insert(connection, transaction);
            await appending.Take(sent);
            return TypedResults.Created($"/api/v1/certificates/{id}",
                new Signed(id, number, row.Limb, Convert.ToHexStringLower(row.ContentHash), row.VerificationCode, before?.Id));
        }, cancel);
    }

    private static CertificateDraft? Draft(CertificateBody body, out Dictionary<string, string[]> errors)
    {
        errors = [];
        var limb = Vocabulary<CertificateLimb>.Parse(System.Text.Encoding.UTF8.GetBytes(body.Limb ?? ""));
        var rank = Vocabulary<Rank>.Parse(System.Text.Encoding.UTF8.GetBytes(body.CustodyOfficer?.Rank ?? ""));
        if (limb is null) errors["limb"] = ["must be impracticable, no-secure or la-failure (PACE 1984 s38(6))."];
        if (rank is null) errors["custodyOfficer.rank"] = ["must be the rank of the custody officer who signs, a sergeant or above (PACE 1984 ss36(3), 38(6))."];
        if (string.IsNullOrWhiteSpace(body.CustodyOfficer?.Id)) errors["custodyOfficer.id"] = ["must be the number of the custody officer who signs (PACE 1984 s38(6))."];
        return errors.Count > 0 ? null : new CertificateDraft
        {
            Limb = limb!.Value,
            Circumstances = Text(body.Circumstances),
            Requests = body.Requests ?? [],
            Escalation = Text(body.Escalation),
            NoSecureSearch = Text(body.NoSecureSearch),
            WhyOtherInadequate = Text(body.WhyOtherInadequate),
            SeriousHarmFacts = Text(body.SeriousHarmFacts),
            CustodyOfficer = new Officer(body.CustodyOfficer!.Id!.Trim(), rank!.Value),
            BailConsidered = body.Confirmations?.BailConsidered ?? false,
            ChildAndAdultTold = body.Confirmations?.ChildAndAdultTold ?? false,
        };
    }

    private static Dictionary<string, string[]> Named(IReadOnlyList<Pace.Accommodation.Refusal> refusals) =>
        refusals.GroupBy(refusal => refusal.Field).ToDictionary(group => group.Key, group => group.Select(one => one.Sentence).ToArray());

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
        return data;
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

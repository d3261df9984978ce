using System.Data.Common;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Projections;

/// <summary>A request for a place as the queue and the ledger show it, worked out from the events of its record.</summary>
public sealed record PlaceRequestRow
{
    public string DetentionId { get; init; } = "";
    public string RequestId { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public string CustodyRecordNumber { get; init; } = "";
    public string Authority { get; init; } = "";
    public string Kind { get; init; } = "";
    public Instant AskedAt { get; init; }
    public Instant ReplyDueAt { get; init; }
    public Instant? NeededBy { get; init; }

    /// <summary>The first answer that decided.</summary>
    public Instant? AnsweredAt { get; init; }

    /// <summary>The answer that stands.</summary>
    public string? Decision { get; init; }

    public Sealed? Worker { get; init; }
    public Instant? WithdrawnAt { get; init; }
    public Instant? NeedEndedAt { get; init; }
    public Instant? ChargedAt { get; init; }
    public Instant? LeftAt { get; init; }
    public bool Transferred { get; init; }
    public bool LaFailure { get; init; }
    public long LateAnswers { get; init; }

    /// <summary>When the claim for the child's keep begins, on the one request that bears it; it may lie ahead.</summary>
    public Instant? ClaimFrom { get; init; }

    public string? ClaimAgainst { get; init; }

    /// <summary>The name the authority goes by, where it was read with the row.</summary>
    public string? AuthorityName { get; init; }

    /// <summary>Whether the desk can still do something about it.</summary>
    public bool IsClosed => ClosedAt is not null;

    /// <summary>When it was withdrawn, or the need ended, whichever came first.</summary>
    public Instant? ClosedAt => NeedEndedAt is null || WithdrawnAt < NeedEndedAt ? WithdrawnAt : NeedEndedAt;

    public const string Columns = """
        detention_id, request_id, force, suite, custody_record_number, authority, kind, asked_at, reply_due_at, needed_by, answered_at,
        decision, worker, withdrawn_at, need_ended_at, charged_at, left_at, transferred, la_failure, late_answers, claim_from, claim_against
        """;

    private const string InsertRow = $"""
        INSERT INTO place_requests ({Columns})
        VALUES (@DetentionId, @RequestId, @Force, @Suite, @CustodyRecordNumber, @Authority, @Kind, @AskedAt, @ReplyDueAt, @NeededBy,
            @AnsweredAt, @Decision, @Worker, @WithdrawnAt, @NeedEndedAt, @ChargedAt, @LeftAt, @Transferred, @LaFailure, @LateAnswers,
            @ClaimFrom, @ClaimAgainst)
        """;

    private const string DeleteRows = "DELETE FROM place_requests WHERE detention_id = @detentionId";

    /// <summary>What has become of it at an instant, in the words of the ledger.</summary>
    public string OutcomeAt(Instant now)
    {
        var silent = AnsweredAt is null && now >= ReplyDueAt && !(WithdrawnAt <= ReplyDueAt) && !(NeedEndedAt <= ReplyDueAt);
        if (silent) return Vocabulary<PlaceOutcome>.Word(PlaceOutcome.NoReply);
        if (WithdrawnAt is not null) return Vocabulary<PlaceOutcome>.Word(PlaceOutcome.Withdrawn);
        return Decision ?? Vocabulary<PlaceOutcome>.Word(PlaceOutcome.Open);
    }

    /// <summary>Replaces the rows of a record. While it has no arrival its requests are kept and shown to nobody.</summary>
    public static void Replace(Writes writes, Record record, DetentionRow detention, Instant now)
    {
        if (!record.Events.Exists(entry => entry.Fact is AccommodationRequested)) return;
        writes.Add(DeleteRows, new { detentionId = record.DetentionId });
        writes.AddEach(InsertRow, [.. Of(record, detention, now)]);
    }

    private static IEnumerable<PlaceRequestRow> Of(Record record, DetentionRow detention, Instant now)
    {
        var entries = record.Known(now);
        if (!entries.Any(entry => entry.Fact is Arrived)) yield break;
        var leftAt = PlaceRequests.LeftAt(entries);
        var claim = CostClaim.Of(entries, record.ReplyWithin);
        foreach (var request in PlaceRequests.Of(entries))
            yield return new PlaceRequestRow
            {
                DetentionId = record.DetentionId,
                RequestId = request.Asked.RequestId,
                Force = detention.Force,
                Suite = detention.Suite,
                CustodyRecordNumber = detention.CustodyRecordNumber,
                Authority = request.Asked.Authority,
                Kind = Vocabulary<AccommodationKind>.Word(request.Asked.Kind),
                AskedAt = request.AskedAt,
                ReplyDueAt = request.AskedAt + record.ReplyWithin(request.AskedAt),
                NeededBy = request.Asked.NeededBy,
                AnsweredAt = request.FirstReply?.At,
                Decision = request.Standing is { } standing ? Vocabulary<AccommodationDecision>.Word(standing.Said.Decision) : null,
                Worker = request.Standing?.Said.Worker,
                WithdrawnAt = request.WithdrawnAt,
                NeedEndedAt = request.NeedEndedAt,
                ChargedAt = detention.ChargedAt,
                LeftAt = leftAt,
                Transferred = entries.Any(entry => InTime(entry.Occurred)
                    && entry.Fact is Transferred { To: TransferTo.LocalAuthority } moved && moved.Authority == request.Asked.Authority),
                LaFailure = InTime(request.AskedAt) && !request.PlaceStands && request.BearsOutFailure(record.ReplyWithin(request.AskedAt)) && entries.Any(entry =>
                    entry.Fact is CertificateIssued { Limb: CertificateLimb.LaFailure } statement && entry.Occurred >= request.AskedAt && InTime(entry.Occurred)
                    && (statement.Requests.Count == 0 || statement.Requests.Contains(request.Asked.RequestId))),
                LateAnswers = request.Answers.Count(answer => answer.Late),
                ClaimFrom = claim?.RequestId == request.Asked.RequestId ? claim.From : null,
                ClaimAgainst = claim?.RequestId == request.Asked.RequestId ? claim.Against : null,
            };

        // What happened after the end is kept and says nothing of what went before.
        bool InTime(Instant at) => !(at > leftAt);
    }
}

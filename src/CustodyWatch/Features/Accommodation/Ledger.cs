using CustodyWatch.Log;
using NodaTime;

namespace CustodyWatch.Features.Accommodation;

/// <summary>One request in the ledger that police, authority and inspectorate share.</summary>
public sealed record LedgerRow(
    string RequestId, string CustodyRecordNumber, string Force, string Suite, string Authority, string AuthorityName, string Kind,
    Instant Asked, Instant ReplyDueAt, Instant? Answered, string Outcome, long? MinutesToAnswer, long? MinutesSilent,
    long? MinutesInPoliceDetentionAfterCharge, bool Transferred, bool LaFailure, bool LateAnswer)
{
    public static LedgerRow Of(PlaceRequestRow row, Instant now) => new(
        row.RequestId, row.CustodyRecordNumber, row.Force, row.Suite, row.Authority, Authorities.NameOf(row.Authority), row.Kind,
        row.AskedAt, row.ReplyDueAt, row.AnsweredAt, row.OutcomeAt(now), Minutes(row.AskedAt, row.AnsweredAt),
        row.AnsweredAt is null ? Minutes(row.AskedAt, row.WithdrawnAt ?? row.NeedEndedAt ?? now) : null,
        Minutes(row.ChargedAt, row.LeftAt ?? now), row.Transferred, row.LaFailure, row.LateAnswers > 0);

    private static long? Minutes(Instant? from, Instant? to) => from is { } start && to is { } end && end >= start ? (long)(end - start).TotalMinutes : null;
}

using System.ComponentModel;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Settings;
using NodaTime;

namespace CustodyWatch.Features.Accommodation;

/// <summary>One request in the ledger that police, authority and inspectorate share.</summary>
public sealed record LedgerRow(
    string RequestId, string CustodyRecordNumber, string Force, string Suite, string Authority, string AuthorityName, string Kind,
    Instant Asked, Instant ReplyDueAt, Instant? Answered, string Outcome, long? MinutesToAnswer, long? MinutesSilent,
    long? MinutesInPoliceDetentionAfterCharge, bool Transferred, bool LaFailure,
    [property: Description(Accommodation.LateAnswer.OfAny)] bool LateAnswer, ClaimAnswer? Claim)
{
    public static LedgerRow Of(PlaceRequestRow row, Instant now, LocalSettings settings) => new(
        row.RequestId, row.CustodyRecordNumber, row.Force, row.Suite, row.Authority, row.AuthorityName ?? row.Authority, row.Kind,
        row.AskedAt, row.ReplyDueAt, row.AnsweredAt, row.OutcomeAt(now), Minutes(row.AskedAt, row.AnsweredAt),
        row.AnsweredAt is null ? Minutes(row.AskedAt, row.WithdrawnAt ?? row.NeedEndedAt ?? now) : null,
        Minutes(row.ChargedAt, row.LeftAt ?? now), row.Transferred, row.LaFailure, row.LateAnswers > 0, ClaimAnswer.Of(row, now, settings));

    private static long? Minutes(Instant? from, Instant? to) => from is { } start && to is { } end && end >= start ? (long)(end - start).TotalMinutes : null;
}

/// <summary>What the child's keep comes to since the authority failed, and against whom; the one claim a child gives.</summary>
/// <param name="Against">The authority of the child's home.</param>
/// <param name="From">When the authority had failed.</param>
/// <param name="Until">When the child left, or bail was granted after all; null while the child is kept.</param>
/// <param name="Days">Days and parts of a day.</param>
/// <param name="PoundsADay">What the force says a day costs it; null until it says so.</param>
/// <param name="Pounds">The claim; null until the force says what a day costs.</param>
/// <param name="Basis">The law and the promise it rests on.</param>
public sealed record ClaimAnswer(string Against, Instant From, Instant? Until, int Days, int? PoundsADay, int? Pounds, string Basis)
{
    public static ClaimAnswer? Of(PlaceRequestRow row, Instant now, LocalSettings settings)
    {
        if (row.ClaimFrom is not { } from || row.ClaimAgainst is not { } against || now <= from) return null;
        var days = CostClaim.DaysFrom(from, row.NeedEndedAt ?? now);
        var rate = settings.At(from).CellDayPounds;
        return days == 0 ? null : new(against, from, row.NeedEndedAt, days, rate, days * rate, CostClaim.Basis);
    }
}

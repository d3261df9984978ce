using CustodyWatch.Log;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Features.Accommodation;

/// <summary>What the child needs tonight, and no more of the record than that.</summary>
public sealed record Needs(
    int? Age, string? Sex, string? GenderIdentity, bool LookedAfter, string? LookedAfterBy, string? HomeAuthority,
    IReadOnlyList<string> Vulnerabilities, IReadOnlyList<string> Disabilities, string? Language, string? LastMeal, bool? FitToBeDetained);

/// <summary>A request as a duty desk sees it: enough to find a place, and nothing else of the child's record.</summary>
public sealed record DeskRequest(
    string RequestId, string DetentionId, string CustodyRecordNumber, string? Initials, string Force, string Suite, string Authority,
    string AuthorityName, string Kind, string Duty, string? SeriousHarmReason, Instant AskedAt, Instant ReplyDueAt, long AgeMinutes,
    Instant? NeededBy, string? Notes, string State, string Outcome, IReadOnlyList<string> Offences, Instant? ChargedAt, string? Court,
    Instant? SittingAt, Needs Needs, IReadOnlyList<DeskAnswer> Answers)
{
    public static DeskRequest Of(PlaceRequestRow row, Record record, Instant now)
    {
        var entries = record.Entries(now);
        var request = PlaceRequests.Of(entries).First(one => one.Asked.RequestId == row.RequestId);
        var child = Last<Arrived>(entries)?.Child;
        var listing = Last<CourtListed>(entries);
        return new(
            row.RequestId, row.DetentionId, row.CustodyRecordNumber, child?.Initials, row.Force, row.Suite, row.Authority,
            Authorities.NameOf(row.Authority), row.Kind,
            request.Asked.Kind == AccommodationKind.Secure ? RequestRules.SecureDuty : RequestRules.OrdinaryDuty,
            request.Asked.SeriousHarmReason, row.AskedAt, row.ReplyDueAt, (long)(now - row.AskedAt).TotalMinutes, row.NeededBy, request.Asked.Notes,
            StateOf(row), row.OutcomeAt(now), [.. OffencesOf(entries)], row.ChargedAt, listing?.Court, listing?.SittingAt, NeedsOf(child, entries, now),
            [.. request.Answers.Select(DeskAnswer.Of)]);
    }

    public static string StateOf(PlaceRequestRow row) =>
        row.WithdrawnAt is not null || row.NeedEndedAt is not null ? "closed" : row.Decision is null ? "open" : "answered";

    private static Needs NeedsOf(Child? child, IReadOnlyList<CustodyEvent> entries, Instant now)
    {
        var meal = entries.LastOrDefault(entry => entry.Fact is MealOffered { Outcome: OfferOutcome.Accepted })?.Occurred;
        var finding = Last<HealthcareAttended>(entries)?.Finding;
        return new(
            child?.AgeAt(now), child is null ? null : Vocabulary<Sex>.Word(child.Sex), child?.GenderIdentity, child?.LookedAfter ?? false,
            child?.LookedAfterBy, child?.HomeAuthority, [.. (child?.Vulnerabilities ?? []).Select(Vocabulary<Vulnerability>.Word)],
            child?.Disabilities ?? [], child?.Language, meal is { } at ? Http.Rfc3339.Text(at) : null,
            finding is { } found ? found is HealthcareFinding.Fit or HealthcareFinding.FitWithConditions : null);
    }

    private static IEnumerable<string> OffencesOf(IReadOnlyList<CustodyEvent> entries) =>
        (Last<Charged>(entries)?.Offences ?? Last<Arrived>(entries)?.Offences ?? []).Select(offence => offence.Description);

    private static T? Last<T>(IReadOnlyList<CustodyEvent> entries) where T : Fact => entries.Select(entry => entry.Fact).OfType<T>().LastOrDefault();
}

/// <summary>An answer that was given.</summary>
public sealed record DeskAnswer(
    Instant At, string Decision, string? Placement, Instant? ReadyAt, string? TransportBy, string? ReasonCode, string? Text, string Worker, bool Late)
{
    public static DeskAnswer Of(PlaceAnswer answer) => new(
        answer.At, Vocabulary<AccommodationDecision>.Word(answer.Said.Decision),
        answer.Said.Placement?.Kind is { } kind ? Vocabulary<PlacementKind>.Word(kind) : null, answer.Said.Placement?.ReadyAt,
        answer.Said.Placement?.TransportBy, answer.Said.ReasonCode is { } reason ? Vocabulary<DeclineReason>.Word(reason) : null,
        answer.Said.Text, answer.Said.Worker, answer.Late);
}

using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Welfare;
using NodaTime;

namespace CustodyWatch.Features.Accommodation;

/// <summary>What the child needs tonight, and no more of the record than that.</summary>
public sealed record Needs(
    int? Age, string? Sex, string? GenderIdentity, bool LookedAfter, string? LookedAfterBy, string? HomeAuthority,
    IReadOnlyList<string> Vulnerabilities, IReadOnlyList<string> Disabilities, string? Language, Instant? LastMeal, Instant? LastSlept,
    int? ObservationLevel, bool? FitToBeDetained, string? HealthInstructions)
{
    public static Needs Of(IReadOnlyList<CustodyEvent> entries, Instant now)
    {
        var child = entries.Last<Arrived>()?.Fact.Child;
        var health = entries.Last<HealthcareAttended>()?.Fact;
        return new(
            child?.AgeAt(now), child is null ? null : Vocabulary<Sex>.Word(child.Sex), child?.GenderIdentity, child?.LookedAfter ?? false,
            child?.LookedAfterBy, child?.HomeAuthority, [.. (child?.Vulnerabilities ?? []).Select(Vocabulary<Vulnerability>.Word)],
            child?.Disabilities ?? [], child?.Language, LastMealOf(entries), LastSleptOf(entries), LevelOf(entries),
            health is null ? null : health.Finding is HealthcareFinding.Fit or HealthcareFinding.FitWithConditions, health?.Instructions);
    }

    private static Instant? LastMealOf(IReadOnlyList<CustodyEvent> entries) =>
        Latest(entries.Last<MealOffered>(meal => meal.Outcome == OfferOutcome.Accepted)?.At, entries.Last<RiskAssessed>()?.Fact.LastAteAt);

    private static Instant? LastSleptOf(IReadOnlyList<CustodyEvent> entries) =>
        Latest(Latest(entries.Last<RestEnded>()?.At, Periods.OfRest(entries).Max(rest => rest.To)), entries.Last<RiskAssessed>()?.Fact.LastSleptAt);

    private static int? LevelOf(IReadOnlyList<CustodyEvent> entries) =>
        entries.LastOrDefault(entry => entry.Fact is RiskAssessed or ObservationChanged)?.Fact switch
        {
            RiskAssessed risk => risk.ObservationLevel,
            ObservationChanged change => change.ObservationLevel,
            _ => null,
        };

    private static Instant? Latest(Instant? one, Instant? other) => one > other || other is null ? one : other;
}

internal static class EntriesOfKind
{
    /// <summary>The latest entry of a kind of fact, with its time; null when there is none.</summary>
    public static (T Fact, Instant At)? Last<T>(this IReadOnlyList<CustodyEvent> entries, Func<T, bool>? which = null) where T : Fact =>
        entries.LastOrDefault(entry => entry.Fact is T fact && which?.Invoke(fact) != false) is { } found ? ((T)found.Fact, found.Occurred) : null;
}

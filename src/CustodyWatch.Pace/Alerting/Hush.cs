using CustodyWatch.Pace.Clocks;
using NodaTime;

namespace CustodyWatch.Pace.Alerting;

/// <summary>Why an alert that is raised and stands does not speak for a while.</summary>
public enum HushReason
{
    /// <summary>Somebody has silenced it, by name.</summary>
    Silence,

    /// <summary>An alert about its whole suite says already that nothing is heard from there.</summary>
    Outage,
}

/// <summary>
/// What keeps alerts from speaking for a while; they are raised, kept and shown all the same. An alert under a statute always
/// speaks, and so does a gate, unless that one happening was silenced. An outage keeps warnings from speaking, and nothing else.
/// </summary>
/// <param name="Reason">Why.</param>
/// <param name="Clock">Which duty; null for every one of the child.</param>
/// <param name="Sequence">Which cycle of it; null for each.</param>
/// <param name="Until">When it ends by itself; null where something else ends it.</param>
public sealed record Hush(HushReason Reason, ClockName? Clock, int? Sequence, Instant? Until)
{
    // That a duty is due, and that it still is, is never left to another alert to say; only what warns of it may be.
    public bool Covers(Clock clock, Step step, Instant now) =>
        clock.Basis.Authority != Authority.Statute
        && !(Until <= now)
        && (Reason != HushReason.Outage || step.IsWarning)
        && (Sequence is { } only ? Clock == clock.Name && only == clock.Sequence : !clock.IsGate && (Clock is null || Clock == clock.Name));
}

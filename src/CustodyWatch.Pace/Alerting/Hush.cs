using CustodyWatch.Pace.Clocks;
using NodaTime;

namespace CustodyWatch.Pace.Alerting;

/// <summary>
/// A silence that somebody has set by name: alerts are raised, kept and shown all the same, and do not speak for a while. An alert of a
/// duty under a statute always speaks, whoever set its minutes, and so does a gate, unless that one happening was silenced.
/// </summary>
/// <param name="Clock">Which duty.</param>
/// <param name="Sequence">Which cycle of it; null for each.</param>
/// <param name="Until">When it ends by itself.</param>
public sealed record Hush(ClockName Clock, int? Sequence, Instant Until)
{
    /// <summary>The reason an alert carries while it stands and does not speak.</summary>
    public const string Reason = "silence";

    /// <summary>The reason of an alert that speaks again because its silence is over.</summary>
    public const string Over = Reason + "-over";

    /// <summary>
    /// When the duty of that one cycle fell due as it was silenced; null for each cycle. What says another time has taken over its number,
    /// and nobody has silenced that.
    /// </summary>
    public Instant? DueAt { get; init; }

    public bool Covers(Clock clock, Instant now) =>
        clock.Basis.Authority != Authority.Statute && ClockKind.Of(clock.Name).Act is null && Until > now && Clock == clock.Name
        && (Sequence is { } only ? only == clock.Sequence && (DueAt is null || clock.DueAt is null || DueAt == clock.DueAt) : !clock.IsGate);
}

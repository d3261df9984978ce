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

    public bool Covers(Clock clock, Instant now) =>
        clock.Basis.Authority != Authority.Statute && ClockKind.Of(clock.Name).Act is null && Until > now && Clock == clock.Name
        && (Sequence is { } only ? only == clock.Sequence : !clock.IsGate);
}

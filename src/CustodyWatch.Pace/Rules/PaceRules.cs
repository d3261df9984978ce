using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Settings;
using NodaTime;

namespace CustodyWatch.Pace.Rules;

/// <summary>The table of contents of the law: every rule, in statute order.</summary>
public static class PaceRules
{
    /// <summary>
    /// Every clock of a detention at an instant. Only events that had occurred by then count; every correction counts,
    /// whatever its own time. The same events, settings and instant always give the same answer.
    /// </summary>
    public static ClockSheet Clocks(IReadOnlyCollection<CustodyEvent> events, LocalSettings settings, Instant at) =>
        new(at, new CustodyRecord { Events = [.. events] }, [], [], null);
}

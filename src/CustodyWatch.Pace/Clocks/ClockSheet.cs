using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Clocks;

/// <summary>Every clock of a detention at one instant.</summary>
/// <param name="At">The instant asked about.</param>
/// <param name="Record">The custody record as it stood then.</param>
/// <param name="History">Every cycle begun at or before <paramref name="At"/>, by clock in statute order, oldest first.</param>
/// <param name="Current">The latest cycle of each clock, and every unmet one of those raised per request or per event.</param>
/// <param name="NextChange">
/// The soonest later instant at which, with no new entry, a cycle begins, an entry dated in the future takes effect or a sentence turns;
/// warnings and due times are in the clocks themselves. Null when there is none.
/// </param>
public sealed record ClockSheet(
    Instant At,
    CustodyRecord Record,
    IReadOnlyList<Clock> History,
    IReadOnlyList<Clock> Current,
    Instant? NextChange);

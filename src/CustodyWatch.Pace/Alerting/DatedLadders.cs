using CustodyWatch.Pace.Clocks;
using NodaTime;

namespace CustodyWatch.Pace.Alerting;

/// <summary>A force's own ladder for one duty from an instant on.</summary>
/// <param name="Clock">Which duty.</param>
/// <param name="From">The first instant at which it holds.</param>
/// <param name="Ladder">The ladder; null when the usual one holds again.</param>
public sealed record LadderChange(ClockName Clock, Instant From, Ladder? Ladder);

/// <summary>The ladders a force has set for itself, over time, so that a past night is judged by the ladders of that night.</summary>
public sealed class DatedLadders
{
    private readonly ILookup<ClockName, LadderChange> _changes;

    /// <summary>A force that has changed nothing.</summary>
    public static readonly DatedLadders None = new([]);

    /// <summary>Changes in any order; of two for the same instant the later one in the list holds.</summary>
    public DatedLadders(IEnumerable<LadderChange> changes) =>
        _changes = changes.OrderBy(change => change.From).ToLookup(change => change.Clock);

    /// <summary>The change in force at an instant; null where the usual ladder always held.</summary>
    public LadderChange? At(ClockName clock, Instant at) => _changes[clock].LastOrDefault(change => change.From <= at);
}

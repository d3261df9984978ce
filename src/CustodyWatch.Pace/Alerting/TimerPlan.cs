using CustodyWatch.Pace.Clocks;
using NodaTime;

namespace CustodyWatch.Pace.Alerting;

/// <summary>One cycle of one clock of a child.</summary>
public readonly record struct CycleKey(ClockName Clock, int Sequence)
{
    public static CycleKey Of(Clock clock) => new(clock.Name, clock.Sequence);
}

/// <summary>A step that is to be decided, and the instant from which it may be.</summary>
public sealed record PlannedStep(CycleKey Cycle, Step Step, Instant At, Rung Rung);

/// <summary>Which steps of a clock are to be decided, and when.</summary>
public static class TimerPlan
{
    /// <summary>
    /// The steps of one cycle in order of their place on the ladder: none once the duty is done or has stopped applying, and
    /// of a broken one that was overtaken, or done too late, only those that had come by then.
    /// </summary>
    public static IReadOnlyList<PlannedStep> Of(Clock clock, Ladder ladder)
    {
        if (clock.State is ClockState.Met or ClockState.MetLate or ClockState.Ended) return [];
        var steps = new List<PlannedStep>(8);
        var cycle = CycleKey.Of(clock);
        if (ladder.Start is { } start) Add(Step.Warning(1), clock.StartedAt, start);
        var first = ladder.Start is null ? 1 : 2;
        for (var i = 0; i < clock.Warnings.Count; i++) Add(Step.Warning(first + i), clock.Warnings[i], ladder.Warning);
        if (clock.DueAt is not { } due) return steps;
        Add(Step.Due, due, ladder.Due);
        for (var i = 0; i < ladder.Escalations.Count; i++)
        {
            var escalation = ladder.Escalations[i];
            var from = escalation.From == EscalationFrom.Due ? due : clock.StartedAt;
            Add(Step.Escalation(i + 1), Instant.Max(due, from + escalation.After), escalation.Rung);
        }
        return steps;

        void Add(Step step, Instant at, Rung rung)
        {
            if (!(at > clock.ToldUntil)) steps.Add(new(cycle, step, at, rung));
        }
    }
}

using CustodyWatch.Pace.Clocks;
using CustodyWatch.Screens;
using NodaTime;

namespace CustodyWatch.Features.Board.Pages;

/// <summary>What is due for one child in the hours a sheet of paper must cover, with a line to write on for each.</summary>
public sealed record PaperSheet(ChildView Child, IReadOnlyList<PaperLine> Lines)
{
    public static readonly Duration Covers = Duration.FromHours(6);

    // Done again and again: on paper each time has a line of its own, as far apart as the one that is running.
    private static readonly ClockName[] Rounds = [ClockName.Visit, ClockName.Drink];

    public static PaperSheet Of(ChildView child, Instant now) => new(child, [.. child.Duties
        .Where(duty => duty is { IsGate: false, DueAt: not null, State: ClockState.Breached or ClockState.Warning or ClockState.Running })
        .SelectMany(duty => LinesOf(duty, now)).Where(line => line.DueAt <= now + Covers).OrderBy(line => line.DueAt).ThenBy(line => line.Duty.Name)]);

    private static IEnumerable<PaperLine> LinesOf(Duty duty, Instant now)
    {
        var due = duty.DueAt!.Value;
        yield return new PaperLine(duty, due, duty.IsBroken);
        var every = due - duty.StartedAt;
        if (!Rounds.Contains(duty.Name) || every <= Duration.Zero) yield break;
        for (var next = Instant.Max(due, now) + every; next <= now + Covers; next += every) yield return new PaperLine(duty, next, false);
    }
}

public sealed record PaperLine(Duty Duty, Instant DueAt, bool Overdue);

using CustodyWatch.Log;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Welfare;
using CustodyWatch.Screens;
using NodaTime;

namespace CustodyWatch.Features.Board.Pages;

/// <summary>What is due for one child in the hours a sheet of paper must cover, with a line to write on for each.</summary>
public sealed record PaperSheet(ChildView Child, IReadOnlyList<PaperLine> Lines)
{
    public static readonly Duration Covers = Duration.FromHours(6);

    /// <summary>What whoever looks after the child must know before anything else.</summary>
    public IReadOnlyList<string> Safe { get; init; } = [];

    public static PaperSheet Of(ChildView child, Record record, Instant now)
    {
        var (sheet, until) = (record.Clocks(now), now + Covers);
        // Each thing a child asks for has a clock of its own, numbered in the order of the asking.
        var asked = sheet.Record.Events.Select(entry => entry.Fact).OfType<ChildAsked>().DistinctBy(one => one.RequestId).ToArray();
        var rounds = sheet.Current.Where(clock => clock.Cycle.Every is not null).ToDictionary(clock => clock.Name, clock => clock.Cycle.Every!.Value);
        // The review that waits while the child is away is to be held all the same, by when it would be due on the careful reading.
        var due = child.Duties
            .Where(duty => duty is { IsGate: false, DoBy: not null, State: ClockState.Breached or ClockState.Warning or ClockState.Running or ClockState.Paused })
            .Select(duty => new PaperLine(duty, duty.DoBy!.Value) { Overdue = duty.IsBroken, Asked = WhatFor(duty), Rouses = Rouses(duty) });
        // Done again and again: on paper each time has a line of its own. What waits is counted from now, as if the child were back.
        var again = child.Duties
            .Where(duty => rounds.ContainsKey(duty.Name) && (duty.DueAt is not null || duty.State == ClockState.Paused))
            .SelectMany(duty => Rounds(duty, rounds[duty.Name]));
        var meals = record.Clocks(until).History
            .Where(clock => clock is { Name: ClockName.MealTime, DueAt: not null, MetAt: null, StoppedAt: null } && clock.StartedAt > now)
            .Select(clock => new PaperLine(Duty.Of(clock), clock.DueAt!.Value));
        return new(child, [.. due.Concat(again).Concat(meals).Where(line => line.DueAt <= until).OrderBy(line => line.DueAt).ThenBy(line => line.Duty.Name)])
        {
            Safe = KeptSafe.Lines(sheet.Record, child.Duties),
        };

        bool Rouses(Duty duty) => duty.Name == ClockName.Visit && VisitFaults.MustRouse(sheet.Record);

        string? WhatFor(Duty duty) => duty.Name == ClockName.ChildRequest && asked.ElementAtOrDefault(duty.Sequence - 1) is { } one
            ? Words.Sentence(Vocabulary<AskedFor>.Word(one.For)).ToLowerInvariant()
            : null;

        IEnumerable<PaperLine> Rounds(Duty duty, Duration every)
        {
            var waits = duty.DueAt is not null ? null : duty.Name == ClockName.Drink && !sheet.Record.IsAway ? "when woken" : "when back";
            for (var next = Instant.Max(duty.DueAt ?? now, now) + every; next <= until; next += every) yield return new(duty, next) { Waits = waits, Rouses = Rouses(duty) };
        }
    }
}

/// <param name="Duty">What is to be done.</param>
/// <param name="DueAt">By when.</param>
public sealed record PaperLine(Duty Duty, Instant DueAt)
{
    public bool Overdue { get; init; }

    /// <summary>What the child asked for, where that is what must be answered; null for everything else.</summary>
    public string? Asked { get; init; }

    /// <summary>Whether the child must be roused, or it does not count.</summary>
    public bool Rouses { get; init; }

    /// <summary>What has to come first, for what is not owed meanwhile; null when nothing has.</summary>
    public string? Waits { get; init; }
}

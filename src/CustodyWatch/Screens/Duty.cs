using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Reviews;
using NodaTime;

namespace CustodyWatch.Screens;

/// <summary>One cycle of one clock as a screen shows it.</summary>
public sealed record Duty
{
    public required ClockName Name { get; init; }
    public required int Sequence { get; init; }
    public required string Title { get; init; }
    public required ClockState State { get; init; }
    public required Instant StartedAt { get; init; }
    public Instant? WarnAt { get; init; }
    public Instant? DueAt { get; init; }
    /// <summary>
    /// By when it is to be done: when it falls due, and of a review that waits while the child is away, when it would on the careful reading.
    /// </summary>
    public Instant? DoBy => DueAt ?? (Name == ClockName.Review && State is ClockState.Warning or ClockState.Paused && WarnAt is { } warned ? CarefulReview.HoldBy(warned) : null);

    public Instant? MetAt { get; init; }
    public Duration PausedFor { get; init; }
    public required Basis Basis { get; init; }
    public required string Explanation { get; init; }

    /// <summary>Broken the moment something happened, so that there is nothing to count.</summary>
    public bool IsGate { get; init; }

    public bool IsBroken => State == ClockState.Breached;

    public static Duty Of(ClockRow clock) => new()
    {
        Name = Vocabulary<ClockName>.Read(clock.Clock),
        Sequence = clock.Sequence,
        Title = clock.Title,
        State = Vocabulary<ClockState>.Read(clock.State),
        StartedAt = clock.StartedAt,
        WarnAt = clock.WarnAt,
        DueAt = clock.DueAt,
        MetAt = clock.MetAt,
        PausedFor = Duration.FromMilliseconds(clock.PausedMs),
        Basis = new Basis(ClockRow.AuthorityOf(clock.Authority), clock.Citation, clock.Setting),
        Explanation = clock.Explanation,
        IsGate = clock.IsGate,
    };

    public static Duty Of(Clock clock) => new()
    {
        Name = clock.Name,
        Sequence = clock.Sequence,
        Title = clock.Title,
        State = clock.State,
        StartedAt = clock.StartedAt,
        WarnAt = clock.WarnAt,
        DueAt = clock.DueAt,
        MetAt = clock.MetAt,
        PausedFor = clock.PausedFor,
        Basis = clock.Basis,
        Explanation = clock.Explanation,
        IsGate = clock.IsGate,
    };
}

using CustodyWatch.Pace.Clocks;
using NodaTime;

namespace CustodyWatch.Pace.Alerting;

/// <summary>Where an alert stands.</summary>
public enum AlertState
{
    /// <summary>Waiting for somebody.</summary>
    Open,

    /// <summary>Somebody has seen it, by name; the duty is still undone.</summary>
    Acknowledged,

    /// <summary>The duty was done, or stopped applying.</summary>
    Resolved,

    /// <summary>A correction showed it to be mistaken.</summary>
    Retracted,

    /// <summary>Decided and kept, and not spoken, because a larger alert says it already.</summary>
    Muted,
}

/// <summary>An alert already kept, as far as the next decision needs it.</summary>
public sealed record RaisedAlert
{
    public required string Id { get; init; }
    public required CycleKey Cycle { get; init; }
    public required Step Step { get; init; }
    public required AlertState State { get; init; }
    public Instant? AcknowledgedAt { get; init; }

    /// <summary>When it last began to stand.</summary>
    public Instant RaisedAt { get; init; }

    /// <summary>The instant of its step, as it was when the alert last spoke or was put right.</summary>
    public Instant StepAt { get; init; }

    /// <summary>Whether it stands where it belongs no more: the record is another suite's by now, or another authority was asked.</summary>
    public bool Misplaced { get; init; }

    /// <summary>When it says that the duty falls due; null for a gate.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>When it was closed; null while it never was or speaks again.</summary>
    public Instant? ResolvedAt { get; init; }

    /// <summary>
    /// Gives the child's clocks as they would stand had nothing been put right since the alert last spoke; null when nothing was. They
    /// are worked out only when they are asked for: most alerts that are closed need them no more.
    /// </summary>
    public Func<ClockSheet?> Uncorrected { get; init; } = static () => null;

    /// <summary>Whether somebody has silenced it since it last spoke.</summary>
    public bool Hushed { get; init; }

    /// <summary>The ladder as it stood when the cycle first spoke.</summary>
    public required Ladder Ladder { get; init; }

    /// <summary>Whether it is still waiting for the duty to be done.</summary>
    public bool IsLive => State is AlertState.Open or AlertState.Acknowledged;
}

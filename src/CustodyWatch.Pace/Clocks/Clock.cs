using NodaTime;

namespace CustodyWatch.Pace.Clocks;

/// <summary>Where a duty stands at the instant asked about.</summary>
public enum ClockState
{
    /// <summary>Before the first warning.</summary>
    Running,

    /// <summary>From the first warning until due.</summary>
    Warning,

    /// <summary>Due and not met.</summary>
    Breached,

    /// <summary>Met at or before due.</summary>
    Met,

    /// <summary>Met after due.</summary>
    MetLate,

    /// <summary>Not counting down now.</summary>
    Paused,

    /// <summary>The detention ended, or the duty stopped applying, unmet and at or before due.</summary>
    Ended,
}

/// <summary>On what a duty rests: an Act, Code C, guidance, or a local service level.</summary>
public enum Authority { Statute, Code, Guidance, Local }

/// <summary>The provision behind a clock.</summary>
/// <param name="Authority">How far it binds.</param>
/// <param name="Citation">The provision, or for a local number the duty it serves; null where there is none.</param>
/// <param name="Setting">The name of the local setting that gives the number; null for a number fixed by law.</param>
public sealed record Basis(Authority Authority, string? Citation, string? Setting);

/// <summary>One cycle of one duty towards one child, judged at one instant.</summary>
/// <param name="Cycle">What was judged.</param>
public sealed record Clock(Cycle Cycle)
{
    public required ClockName Name { get; init; }
    public required string Title { get; init; }
    public required ClockState State { get; init; }
    public required Instant StartedAt { get; init; }

    /// <summary>The first warning; null for a gate and while nothing is due.</summary>
    public Instant? WarnAt { get; init; }

    /// <summary>Every warning in order, the first being <see cref="WarnAt"/>.</summary>
    public IReadOnlyList<Instant> Warnings { get; init; } = [];

    /// <summary>When it must be done; null while paused or not yet fixed.</summary>
    public Instant? DueAt { get; init; }

    public Instant? MetAt { get; init; }
    public Duration PausedFor { get; init; }

    /// <summary>Which cycle, from 1.</summary>
    public required int Sequence { get; init; }

    public required Basis Basis { get; init; }

    /// <summary>One plain sentence with the sum in it; for a provision that was broken, what that means in law as well.</summary>
    public string Explanation =>
        State is ClockState.Breached or ClockState.MetLate && (Cycle.WhenBroken?.Invoke(this) ?? Cycle.Provision.WhenBroken) is { } meaning
            ? $"{Sentence} {meaning}"
            : Sentence;

    /// <summary>The sentence with the sum alone.</summary>
    public string Sentence => Cycle.Explain(this);

    /// <summary>The sentence as it is said at an instant; that of a gate names the day of a time that is not of the same day.</summary>
    public string SentenceAt(Instant now) => Cycle.SaidAt?.Invoke(now) ?? Sentence;

    /// <summary>When it stopped counting without being met: overtaken by a pause or a warrant, no longer owed, or the detention ended.</summary>
    public Instant? StoppedAt { get; init; }

    /// <summary>From when nobody is told of it any more, though it was not met: it stopped, or was done too late to be.</summary>
    public Instant? ToldUntil => Cycle.DoneTooLate is { } done && !(StoppedAt < done) ? done : StoppedAt;

    /// <summary>Broken the moment something happened: no warning was possible.</summary>
    public bool IsGate { get; init; }

    /// <summary>Raised per request or per event, and not one that comes round: its number only says which of them it is.</summary>
    public bool IsOfOneEvent => IsGate || Name is ClockName.ChildRequest or ClockName.Healthcare
        or ClockName.AccommodationReply or ClockName.AccommodationTransfer;

    /// <summary>Nothing is owed any more: it was done, or the duty stopped.</summary>
    public bool IsOver => State is ClockState.Met or ClockState.MetLate or ClockState.Ended || StoppedAt is not null;

    /// <summary>The verb of what is owed: <c>must</c>, and <c>had to</c> once it is over.</summary>
    public string Must => IsOver ? "had to" : "must";

    /// <summary>A time in the clock's own sentence, which tells when it began and falls due.</summary>
    public string Time(Instant at) => Say.Times(StartedAt, Cycle.Due)(at);
}

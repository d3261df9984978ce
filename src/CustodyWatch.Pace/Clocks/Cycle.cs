using NodaTime;

namespace CustodyWatch.Pace.Clocks;

/// <summary>One cycle of a duty as the events make it, before it is judged at an instant.</summary>
public sealed record Cycle
{
    public required ClockName Name { get; init; }
    public int Sequence { get; init; } = 1;
    public required Instant Start { get; init; }

    /// <summary>When it must be done; null while nothing is due.</summary>
    public Instant? Due { get; init; }

    /// <summary>How long before due each warning stands, longest first.</summary>
    public IReadOnlyList<Duration> WarnBefore { get; init; } = [];

    /// <summary>A first warning that does not hang on <see cref="Due"/>: it may come while the clock is paused.</summary>
    public Instant? OwnWarnAt { get; init; }

    /// <summary>How long after it is done it is due again, for what is done again and again; null for anything else.</summary>
    public Duration? Every { get; init; }

    public Instant? Met { get; init; }

    /// <summary>When the duty stopped applying: the detention ended, or a pause or a warrant overtook it.</summary>
    public Instant? Stopped { get; init; }

    /// <summary>
    /// When it stopped applying before that, if it was not broken by then: bail was granted, or its request was answered otherwise. One
    /// broken by then stays as it is, and gets later.
    /// </summary>
    public Instant? Lapsed { get; init; }

    /// <summary>
    /// When the deed came that would have met it, of a duty that one done too late leaves broken: it gets later, and nobody is told of it
    /// any more.
    /// </summary>
    public Instant? DoneTooLate { get; init; }

    /// <summary>When the child came back, where it fell due while the child was on bail: nobody was held unlawfully before. Null where it did not.</summary>
    public Instant? BackFromBail { get; init; }

    /// <summary>Owed to the court whose warrant the child was arrested on: past it nobody here releases.</summary>
    public bool OnCourtWarrant { get; init; }

    /// <summary>Broken, and then overtaken by a pause after which counting starts afresh: it stays broken.</summary>
    public bool Overtaken { get; init; }

    /// <summary>Not counting down at the instant asked about.</summary>
    public bool Paused { get; init; }

    public Duration PausedFor { get; init; }

    /// <summary>Lawfully put off: never broken, and met whenever it is done.</summary>
    public bool Postponed { get; init; }

    public bool IsGate { get; init; }
    public string? Title { get; init; }
    public required Provision Provision { get; init; }
    public required Func<Clock, string> Explain { get; init; }

    /// <summary>The sentence of a gate as it is said at an instant, which names the day of any time of another; null for any other duty.</summary>
    public Func<Instant, string>? SaidAt { get; init; }

    /// <summary>What it means in law that this one was broken; null where its provision says it of every one, or nothing does.</summary>
    public Func<Clock, string>? WhenBroken { get; init; }

    /// <summary>Whether it was broken, or met late, by an instant: what <see cref="Judge"/> says, without the trouble of making the clock.</summary>
    public bool IsBrokenAt(Instant at) =>
        StateAt(at, CountedDeed(), Due, warnAt: null) is ClockState.Breached or ClockState.MetLate;

    /// <summary>The clock this cycle is at an instant.</summary>
    public Clock Judge(Instant at)
    {
        var met = CountedDeed();
        var due = Paused ? null : Due;
        var warnings = Warnings(due);
        return new Clock(this)
        {
            Name = Name,
            Title = Title ?? Titles.Of(Name),
            State = StateAt(at, met, due, OwnWarnAt ?? (warnings.Length > 0 ? warnings[0] : null)),
            StartedAt = Start,
            DueAt = due,
            WarnAt = warnings.Length > 0 ? warnings[0] : null,
            Warnings = warnings,
            MetAt = met,
            PausedFor = PausedFor,
            Sequence = Sequence,
            Basis = Provision.Basis,
            StoppedAt = met is null ? StoppedAt : null,
            IsGate = IsGate,
        };
    }

    private Instant? StoppedAt => Lapsed is null || Stopped < Lapsed ? Stopped : Lapsed;

    private Instant? CountedDeed() => Met is { } done && StillOpenAt(done) ? Met : null;

    // A deed after the duty had stopped counts for nothing, unless the duty was broken by then and can still be met late.
    private bool StillOpenAt(Instant deed) => StoppedAt is not { } stopped || deed <= stopped || (Due is { } due && due < stopped);

    private ClockState StateAt(Instant at, Instant? met, Instant? due, Instant? warnAt)
    {
        if (met is { } done) return Postponed || IsGate is false && (due is null || done <= due) ? ClockState.Met : ClockState.MetLate;
        if (IsGate) return ClockState.Breached;
        if (Postponed) return StoppedAt is not null ? ClockState.Ended : warnAt <= at ? ClockState.Warning : Waiting();
        if (due <= at && (Overtaken || !(StoppedAt <= due))) return ClockState.Breached;
        if (StoppedAt is not null) return ClockState.Ended;
        if (warnAt <= at && (OwnWarnAt is not null || !Paused)) return ClockState.Warning;
        return Waiting();

        ClockState Waiting() => Paused ? ClockState.Paused : ClockState.Running;
    }

    private Instant[] Warnings(Instant? due)
    {
        if (IsGate) return [];
        if (OwnWarnAt is { } own) return [own];
        if (due is not { } at || WarnBefore.Count == 0) return [];
        var warnings = new Instant[WarnBefore.Count];
        for (var i = 0; i < warnings.Length; i++) warnings[i] = at - WarnBefore[i];
        return warnings;
    }
}

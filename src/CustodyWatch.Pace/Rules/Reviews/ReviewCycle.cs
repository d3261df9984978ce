using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Reviews;

/// <summary>
/// A review that is next due. Excluded time moves its due time on the words of PACE 1984 s41(6), but never its warning: the
/// careful reading is to hold it by the time as if nothing were excluded (decision 0003).
/// </summary>
internal sealed record ReviewCycle(int Sequence, Instant Start, Instant DueWithoutExclusion, Func<Func<Instant, string>, string> Sum)
{
    // Shown, never used: nothing in s40 starts a new period when the child is kept after charge (decision 0003).
    private static readonly Duration FromRefusal = Duration.FromHours(6);

    public bool Postponed { get; init; }

    public ReviewCycle Next(Instant due, Instant held)
    {
        var late = due - held < Duration.FromHours(9);
        return new ReviewCycle(Sequence + 1, held, due, Words);

        string Words(Func<Instant, string> time) =>
            $"9 hours from the {Say.Ordinal(Sequence)} review, {(late ? "due" : "held")} {time(due - Duration.FromHours(9))}" + (late ? $" and held {time(held)}" : "");
    }

    /// <summary>When it falls due, by what had happened up to an instant; null while excluded time goes on.</summary>
    public Instant? Due(CustodyRecord record, Instant? upTo) =>
        Countdown.Due(Start, DueWithoutExclusion - Start, record.ExcludedTime, upTo);

    public Cycle ToCycle(CustodyRecord record, Instant? held)
    {
        var until = held ?? record.EndedAt;
        var due = Due(record, until);
        var excluded = Excluded.Within(record.ExcludedTime, Start, Duty.Earlier(due, until ?? record.At)!.Value);
        return new Cycle
        {
            Name = ClockName.Review,
            Sequence = Sequence,
            Title = $"{char.ToUpperInvariant(Say.Ordinal(Sequence)[0])}{Say.Ordinal(Sequence)[1..]} review of detention",
            Start = Start,
            Due = due,
            OwnWarnAt = DueWithoutExclusion - CarefulReview.Warning,
            Met = held,
            Stopped = record.EndedAt,
            Paused = due is null,
            PausedFor = excluded,
            Postponed = Postponed,
            BackFromBail = Duty.BackFromBail(record, due),
            Provision = ReviewOfDetention.ProvisionOf(Sequence),
            Explain = clock => Sentence(record, clock),
            WhenBroken = Unlawful,
        };
    }

    private string Sentence(CustodyRecord record, Clock clock)
    {
        var refused = RefusedInTime(record, clock);
        var time = Say.Times(Start, DueWithoutExclusion, clock.DueAt, refused + FromRefusal);
        var text = $"{Sum(time)}: by {time(DueWithoutExclusion)}";
        if (Say.IsSaid(clock.PausedFor) && !(clock.DueAt <= DueWithoutExclusion))
            text += $". On the words of the Act {Say.Length(clock.PausedFor)} at hospital for treatment move it"
                + (clock.DueAt is { } moved ? $" to {time(moved)}" : "")
                + $"; the careful reading {(clock.IsOver ? "was" : "is")} to hold it by {time(DueWithoutExclusion)}, and the warning {(clock.IsOver ? "kept" : "keeps")} to that";
        if (Postponed) text += ". It was put off for a recorded reason" + (clock.IsOver ? "" : " and is to be held as soon as it can be");
        if (refused is { } at)
            text += $". Charge does not start it again; some count 6 hours from bail being refused at {time(at)}, which would be {time(at + FromRefusal)}"
                + (clock.IsOver || clock.State == ClockState.Breached ? "" : ": work to the earlier");
        return text + ".";
    }

    /// <summary>When bail was last refused before this review was held or due; null when it was not since the review before.</summary>
    private Instant? RefusedInTime(CustodyRecord record, Clock clock)
    {
        Instant? refused = null;
        foreach (var refusal in record.BailRefusals)
            if (refusal.At > Start && !(clock.MetAt <= refusal.At) && !(clock.DueAt <= refusal.At))
                refused = refusal.At;
        return refused;
    }

    private static string Unlawful(Clock clock) => clock switch
    {
        { MetAt: { } held } => Duty.WasUnlawful(clock, "the review was held", held),
        { StoppedAt: { } left } => Duty.WasUnlawful(clock, "the child left", left),
        _ => $"{Duty.Unlawfully(clock)} until a proper review is held the detention is unlawful.",
    };
}

using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Reviews;

/// <summary>
/// A review that is next due. Excluded time moves its due time on the words of PACE 1984 s41(6), but never its warning: the
/// careful reading is to hold it by the time as if nothing were excluded.
/// </summary>
internal sealed record ReviewCycle(int Sequence, Instant Start, Instant DueWithoutExclusion, Func<string> Sum)
{
    private static readonly Duration Warning = Duration.FromMinutes(60);

    // Shown, never used: nothing in s40 starts a new period at charge.
    private static readonly Duration FromCharge = Duration.FromHours(6);

    public bool Postponed { get; init; }

    public ReviewCycle Next(Instant due, Instant held)
    {
        var late = due - held < Duration.FromHours(9);
        return new ReviewCycle(Sequence + 1, held, due, Words);

        string Words() => $"9 hours from the {Say.Ordinal(Sequence)} review, {(late ? "due" : "held")} {Say.Time(due - Duration.FromHours(9), held)}"
            + (late ? $" and held {Say.Time(held, held)}" : "");
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
            OwnWarnAt = DueWithoutExclusion - Warning,
            Met = held,
            Stopped = record.EndedAt,
            Paused = due is null,
            PausedFor = excluded,
            Postponed = Postponed,
            Provision = ReviewOfDetention.ProvisionOf(Sequence),
            Explain = cycle => Sentence(record, cycle),
        };
    }

    private string Sentence(CustodyRecord record, Cycle cycle)
    {
        var text = $"{Sum()}: by {Say.Time(DueWithoutExclusion, Start)}";
        if (cycle.PausedFor > Duration.Zero && !(cycle.Due <= DueWithoutExclusion))
            text += $". On the words of the Act {Say.Length(cycle.PausedFor)} at hospital for treatment move it"
                + (cycle.Due is { } moved ? $" to {Say.Time(moved, Start)}" : "")
                + $"; the careful reading is to hold it by {Say.Time(DueWithoutExclusion, Start)}, and the warning keeps to that";
        if (Postponed) text += ". It was put off for a recorded reason" + (cycle.Met is null ? " and is to be held as soon as it can be" : "");
        if (record.ChargedAt is { } charged && charged > Start && !(cycle.Met <= charged))
            text += $". Charge at {Say.Time(charged, Start)} does not start it again; some count 6 hours from then, which would be {Say.Time(charged + FromCharge, Start)}: work to the earlier";
        return text + ".";
    }
}

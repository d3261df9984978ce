using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Limits;

/// <summary>The detention limit as it stands after what has happened so far (PACE 1984 ss41 to 44).</summary>
/// <param name="CycleStart">When this cycle began: the relevant time, or a warrant issued after the limit had passed.</param>
/// <param name="From">From when the allowance runs: the relevant time, an extension or a warrant.</param>
/// <param name="Allowance">How long it runs.</param>
/// <param name="Cap">The most it can come to from the relevant time.</param>
/// <param name="Provision">The power in force.</param>
/// <param name="Sum">The sum in words, given how the sentence says its times.</param>
internal sealed record LimitInForce(Instant CycleStart, Instant From, Duration Allowance, Duration Cap, Provision Provision, Func<Func<Instant, string>, string> Sum)
{
    public static readonly Duration WithoutExtension = Duration.FromHours(24);
    public static readonly Duration BySuperintendent = Duration.FromHours(36);
    private static readonly Duration ByCourt = Duration.FromHours(96);
    private static readonly Duration[] WarnBefore = [Duration.FromHours(6), Duration.FromHours(3), Duration.FromHours(1)];

    // PACE 1984 s46A as amended in 2022; shown, never used to delay a warning (decision 0003).
    private static readonly Duration BreachDisregard = Duration.FromHours(3);

    public LimitInForce Extended(Instant given, Instant until, Provision power) => this with
    {
        From = given,
        Allowance = until - given,
        Cap = BySuperintendent,
        Provision = power,
        Sum = time => $"Extended at {time(given)} to {time(until)}",
    };

    public LimitInForce UnderWarrant(Instant issued, int hours, Provision power, bool newCycle) => this with
    {
        CycleStart = newCycle ? issued : CycleStart,
        From = issued,
        Allowance = Duration.FromHours(hours),
        Cap = ByCourt,
        Provision = power,
        Sum = time => $"{Say.Count(hours, "hour")} from the warrant issued at {time(issued)}",
    };

    /// <summary>
    /// When the limit is reached, by what had happened up to an instant; null while time does not count and none is given.
    /// </summary>
    public Instant? Due(CustodyRecord record, Instant? stopped) => Duty.Earlier(
        Countdown.Due(From, Allowance, record.ExcludedTime, stopped),
        Countdown.Due(record.RelevantTime!.Value, Cap, record.ExcludedTime, stopped));

    public Cycle ToCycle(CustodyRecord record, int sequence, Instant? overtakenAt)
    {
        var stopped = overtakenAt ?? record.EndedAt;
        var until = Duty.Earlier(record.ChargedAt, stopped);
        var due = Due(record, until);
        var charged = overtakenAt is null ? record.ChargedAt : null;
        var late = due < charged;
        var excluded = Excluded.Within(record.ExcludedTime, CycleStart, Duty.Earlier(due, Duty.Earlier(until, record.At))!.Value);
        return new Cycle
        {
            Name = ClockName.DetentionLimit,
            Sequence = sequence,
            Start = CycleStart,
            Due = due,
            WarnBefore = WarnBefore,
            Met = late ? null : charged,
            DoneTooLate = late ? charged : null,
            BackFromBail = Duty.BackFromBail(record, due),
            OnCourtWarrant = record.IsOnCourtWarrant,
            Stopped = stopped,
            Paused = due is null,
            PausedFor = excluded,
            Provision = Provision,
            Explain = clock => Sentence(record, clock, until),
            WhenBroken = clock => WhenBrokenSentence(record, clock),
        };
    }

    private string Sentence(CustodyRecord record, Clock clock, Instant? stopped)
    {
        var relevant = record.RelevantTime!.Value;
        var time = Say.Times(clock.StartedAt, clock.DueAt, From, FromRelevantTime.Mentioned(record));
        var text = Sum(time);
        if (clock.DueAt is not { } due)
            return text + LeftOut(Excluded.Within(record.ExcludedTime, From, record.At)) + "; the clock waits until the child is back from hospital.";

        // The allowance gives the due time unless the cap comes before it.
        var capped = Countdown.Due(From, Allowance, record.ExcludedTime, stopped) != due;
        if (capped) text += $", but never past {FromRelevantTime.AtMost(record, Cap, Say.Times(due, clock.StartedAt))}";
        text += LeftOut(due - (capped ? relevant + Cap : From + Allowance));
        var over = clock.IsOver || record.ChargedAt is not null;
        text += $": the child {(over ? "had to" : "must")} be {Outcome(clock)} by {time(due)}";
        if (From == relevant && OtherReading(record, due, Duty.Earlier(record.At, stopped)!.Value) is ({ } later, var why))
            text += $" ({why}, which would make it {time(later)}{(over || clock.State == ClockState.Breached ? "" : "; work to the earlier")})";
        return text + ".";
    }

    private (Instant Later, string Why)? OtherReading(CustodyRecord record, Instant due, Instant upTo) => record.Arrived!.Route switch
    {
        Route.BailBreach => (due + BreachDisregard, "up to 3 hours since the arrest may not count"),
        Route.CourtWarrant when CourtDays.After(From, Allowance, HospitalUpTo(record, upTo)) is var later && later != due =>
            (later, "Sundays, Christmas Day and Good Friday may not count"),
        _ => null,
    };

    private static IReadOnlyList<Excluded> HospitalUpTo(CustodyRecord record, Instant upTo) =>
        [.. record.ExcludedTime.Where(part => part.From < upTo).Select(part => part with { To = Duty.Earlier(upTo, part.To) })];

    // One held on a court's warrant goes to the court; for one who broke its bail, Bail Act 1976 s7(4).
    private static string Outcome(Clock clock) =>
        clock.Cycle.OnCourtWarrant ? "before the court, the first sitting if sooner," : "charged or released";

    private static string LeftOut(Duration hospital) =>
        Say.IsSaid(hospital) ? $", with {Say.Length(hospital)} at hospital for treatment left out" : "";

    private static string WhenBrokenSentence(CustodyRecord record, Clock clock)
    {
        var onWarrant = clock.Cycle.OnCourtWarrant;
        if (Duty.Earlier(record.ChargedAt, clock.StoppedAt) is { } over)
            return Duty.WasBroken(
                clock, over == record.ChargedAt ? "the charge" : over == record.EndedAt ? "the child left" : "the warrant was issued", over,
                onWarrant ? "the child was not before the court as the Act requires (Bail Act 1976 s7(4))" : Duty.HeldUnlawfully);
        return $"{Duty.Unlawfully(clock)} " + (onWarrant
            ? "the child is not before the court as the Act requires (Bail Act 1976 s7(4)): bring the child there now. Release is for the court, unless its warrant is backed for bail (Magistrates' Courts Act 1980 s117)."
            : "the detention is unlawful: charge or release the child.");
    }
}

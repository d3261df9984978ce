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
/// <param name="Sum">The sum in words.</param>
internal sealed record LimitInForce(Instant CycleStart, Instant From, Duration Allowance, Duration Cap, Provision Provision, Func<Instant, string> Sum)
{
    public static readonly Duration WithoutExtension = Duration.FromHours(24);
    public static readonly Duration BySuperintendent = Duration.FromHours(36);
    private static readonly Duration ByCourt = Duration.FromHours(96);
    private static readonly Duration[] WarnBefore = [Duration.FromHours(6), Duration.FromHours(3), Duration.FromHours(1)];

    // PACE 1984 s46A as amended in 2022; shown, never used to delay a warning.
    private static readonly Duration BreachDisregard = Duration.FromHours(3);

    public LimitInForce Extended(Instant given, Instant until, Provision power) => this with
    {
        From = given,
        Allowance = until - given,
        Cap = BySuperintendent,
        Provision = power,
        Sum = near => $"Extended at {Say.Time(given, near)} to {Say.Time(until, near)}",
    };

    public LimitInForce UnderWarrant(Instant issued, int hours, Provision power, bool newCycle) => this with
    {
        CycleStart = newCycle ? issued : CycleStart,
        From = issued,
        Allowance = Duration.FromHours(hours),
        Cap = ByCourt,
        Provision = power,
        Sum = near => $"{Say.Count(hours, "hour")} from the warrant issued at {Say.Time(issued, near)}",
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
        var met = overtakenAt is null && !(due < record.ChargedAt) ? record.ChargedAt : null;
        var excluded = Excluded.Within(record.ExcludedTime, CycleStart, Duty.Earlier(due, Duty.Earlier(until, record.At))!.Value);
        return new Cycle
        {
            Name = ClockName.DetentionLimit,
            Sequence = sequence,
            Start = CycleStart,
            Due = due,
            WarnBefore = WarnBefore,
            Met = met,
            Stopped = stopped,
            Paused = due is null,
            PausedFor = excluded,
            Provision = Provision,
            Explain = cycle => Sentence(record, cycle),
        };
    }

    private string Sentence(CustodyRecord record, Cycle cycle)
    {
        var text = Sum(cycle.Start);
        var excluded = LeftOut(record, cycle.Due);
        if (excluded > Duration.Zero) text += $", with {Say.Length(excluded)} at hospital for treatment left out";
        if (cycle.Paused) return text + "; the clock waits until the child is back from hospital.";
        if (cycle.Due is { } due)
        {
            if (Cap == ByCourt) text += $", never past 96 hours from {Say.Time(record.RelevantTime!.Value, due)}";
            text += $": the child must be charged or released by {Say.Time(due, cycle.Start)}";
            if (record.Arrived!.Route == Route.BailBreach && From == record.RelevantTime)
                text += $" (up to 3 hours since the arrest may not count, which would make it {Say.Time(due + BreachDisregard, cycle.Start)}; work to the earlier)";
        }
        return text + ".";
    }

    /// <summary>By how much hospital has moved the limit in force, not one before it.</summary>
    private Duration LeftOut(CustodyRecord record, Instant? due) => due is { } moved
        ? moved - Instant.Min(From + Allowance, record.RelevantTime!.Value + Cap)
        : Excluded.Within(record.ExcludedTime, From, record.At);

    /// <summary>The first 24 hours in words, by the limb of s41(2) that applies.</summary>
    public static Func<Instant, string> Words(CustodyRecord record)
    {
        var relevant = record.RelevantTime!.Value;
        var arrived = record.Arrived!;
        if (arrived is { Route: Route.BailReturn or Route.BailBreach, CarriedForward: { } used })
        {
            var left = WithoutExtension - used.LimitElapsed;
            return near => $"24 hours, less {Say.Length(used.LimitElapsed)} used before bail, leave {(left > Duration.Zero ? Say.Length(left) : "nothing")} "
                + $"from the arrival at {Say.Time(record.ArrivedAt!.Value, near)}";
        }
        var limb = arrived.Route switch
        {
            Route.Voluntary => "the arrest at the station",
            Route.StreetBail => "the arrival to answer street bail",
            Route.CourtWarrant => "the arrest on the court's warrant",
            Route.OtherForce when relevant < record.ArrivedAt => "the relevant time in the other force's area",
            Route.OutsideEnglandAndWales when relevant < record.ArrivedAt => "a day after the entry into England and Wales",
            _ => "the arrival at the first police station",
        };
        return near => $"24 hours from {limb}, {Say.Time(relevant, near)}";
    }
}

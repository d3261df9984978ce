using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules;

/// <summary>What the rules have in common.</summary>
internal static class Duty
{
    /// <summary>
    /// A duty done once for all within local minutes: warned at half the time. One already done when it starts is met
    /// at the deed's own time. With no deed given, the rule finds for itself when it was done. Who must do what is said in two parts.
    /// </summary>
    public static Cycle Once(
        CustodyRecord record, ClockName name, Instant start, int minutes, Provision provision, Func<Fact, bool>? deed, string who, string what, Duration? warnBefore = null) => new()
        {
            Name = name,
            Start = start,
            Due = start + Duration.FromMinutes(minutes),
            WarnBefore = [warnBefore ?? Duration.FromMinutes(minutes) / 2],
            Met = deed is null ? null : FirstDone(record, deed),
            Stopped = record.EndedAt,
            Provision = provision,
            Explain = clock =>
                $"{who} {clock.Must} {what} by {clock.Time(clock.Cycle.Due!.Value)}: {Say.Length(Duration.FromMinutes(minutes))} from {clock.Time(clock.StartedAt)}.",
        };

    /// <summary>When something was first done in a record.</summary>
    public static Instant? FirstDone(CustodyRecord record, Func<Fact, bool> deed)
    {
        foreach (var entry in record.Events)
            if (deed(entry.Fact))
                return entry.Occurred;
        return null;
    }

    /// <summary>When something was first done after a place in the record.</summary>
    public static Instant? FirstDoneAfter(CustodyRecord record, int index, Func<Fact, bool> deed)
    {
        for (var i = index + 1; i < record.Events.Count; i++)
            if (deed(record.Events[i].Fact))
                return record.Events[i].Occurred;
        return null;
    }

    /// <summary>When the child first left for hospital after an instant, for a purpose or for any; a leaving while already there is none.</summary>
    public static Instant? LeftForHospitalAfter(CustodyRecord record, Instant after, HospitalPurpose? purpose = null)
    {
        foreach (var absence in record.Absences)
            if (absence.From >= after && absence.Purpose is { } why && (purpose is null || why == purpose))
                return absence.From;
        return null;
    }

    /// <summary>A gate: broken the moment something happened, remedied at an instant if there is a remedy; its sentence is given when it is said.</summary>
    public static Cycle Gate(ClockName name, int sequence, Instant raised, Instant? remedied, Provision provision, Func<Instant, string> sentence) => new()
    {
        Name = name,
        Sequence = sequence,
        Start = raised,
        Due = raised,
        Met = remedied,
        IsGate = true,
        Provision = provision,
        Explain = _ => sentence(raised),
        SaidAt = sentence,
    };

    /// <summary>Since when a child is held unlawfully once a clock is broken: since it was due, or since the return if that was while on bail.</summary>
    public static string Unlawfully(Clock clock) => clock.Cycle.BackFromBail is { } back
        ? $"From the arrival at {clock.Time(back)}"
        : $"From {clock.Time(clock.DueAt!.Value)}";

    /// <summary>How long a child was held unlawfully, until what put an end to it.</summary>
    public static string WasUnlawful(Clock clock, string until, Instant over) => WasBroken(clock, until, over, HeldUnlawfully);

    public const string HeldUnlawfully = "the detention was unlawful";

    /// <summary>How long what the law asks was not so, until what put an end to it; with seconds where that was in the same minute.</summary>
    public static string WasBroken(Clock clock, string until, Instant over, string what)
    {
        var from = clock.Cycle.BackFromBail ?? clock.DueAt!.Value;
        var to = Say.Time(over, from) == Say.Time(from, from) ? Say.Exactly(over, from) : Say.Times(from, clock.StartedAt)(over);
        return $"{Unlawfully(clock)} until {until} at {to} {what}.";
    }

    /// <summary>When a child came back for whom something had fallen due on bail; null when it fell due here.</summary>
    public static Instant? BackFromBail(CustodyRecord record, Instant? due) =>
        record.Arrived!.Route is Route.BailReturn or Route.BailBreach && due < record.ArrivedAt ? record.ArrivedAt : null;

    /// <summary>The earlier of two instants, either of which may be missing.</summary>
    public static Instant? Earlier(Instant? one, Instant? other) => one is null || other < one ? other : one;
}

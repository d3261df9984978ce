using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules;

/// <summary>What the rules have in common.</summary>
internal static class Duty
{
    /// <summary>
    /// A duty done once for all within local minutes: warned at half the time. One already done when it starts is met
    /// at the deed's own time. With no deed given, the rule finds for itself when it was done.
    /// </summary>
    public static Cycle Once(
        CustodyRecord record, ClockName name, Instant start, int minutes, Provision provision, Func<Fact, bool>? deed, string what, Duration? warnBefore = null) => new()
        {
            Name = name,
            Start = start,
            Due = start + Duration.FromMinutes(minutes),
            WarnBefore = [warnBefore ?? Duration.FromMinutes(minutes) / 2],
            Met = deed is null ? null : FirstDone(record, deed),
            Stopped = record.EndedAt,
            Provision = provision,
            Explain = cycle =>
                $"{what} by {Say.Time(cycle.Due!.Value, cycle.Start)}: {Say.Length(Duration.FromMinutes(minutes))} from {Say.Time(cycle.Start, cycle.Start)}.",
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

    /// <summary>A gate: broken the moment something happened, remedied at an instant if there is a remedy.</summary>
    public static Cycle Gate(ClockName name, int sequence, Instant raised, Instant? remedied, Provision provision, string sentence) => new()
    {
        Name = name,
        Sequence = sequence,
        Start = raised,
        Due = raised,
        Met = remedied,
        IsGate = true,
        Provision = provision,
        Explain = _ => sentence,
    };

    /// <summary>The earlier of two instants, either of which may be missing.</summary>
    public static Instant? Earlier(Instant? one, Instant? other) => one is null || other < one ? other : one;
}

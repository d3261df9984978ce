using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Welfare;

/// <summary>
/// Eight hours' continuous rest in any period of 24 hours (Code C 12.2). Rest cut short for the investigation starts afresh;
/// cut short at the child's own request, or for a legal duty or clinical care, it carries on from where it was.
/// </summary>
internal static class Rest
{
    private static readonly Duration Period = Duration.FromHours(24);
    private static readonly Duration Enough = Duration.FromHours(8);
    private static readonly Duration[] Warning = [Duration.FromHours(9)];
    private static readonly Provision C122 = Provision.Code("12.2");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        var rests = Completed(record, out _);
        var until = record.EndedAt ?? record.At;
        var start = record.ArrivedAt!.Value;
        for (var sequence = 1; sequence == 1 || start < until || (start == until && record.EndedAt is null); sequence++)
        {
            var due = start + Period;
            var begun = start;
            var met = rests.Select(done => (Instant?)done).FirstOrDefault(done => done > begun && done <= due);
            yield return new Cycle
            {
                Name = ClockName.Rest,
                Sequence = sequence,
                Start = start,
                Due = due,
                WarnBefore = Warning,
                Met = met,
                Stopped = record.EndedAt,
                Paused = met is null && record.IsAway && record.At < due,
                Provision = C122,
                Explain = clock => $"8 hours of unbroken rest {(clock.IsOver ? "were" : "are")} needed in the 24 hours from {clock.Time(begun)}: rest {clock.Must} begin by {clock.Time(due - Enough)}.",
            };
            start = due;
        }
    }

    /// <summary>The soonest later instant at which a period begins or the rest under way is complete.</summary>
    public static Instant? NextChange(CustodyRecord record)
    {
        if (record.EndedAt is not null) return null;
        Completed(record, out var completes);
        var arrived = record.ArrivedAt!.Value;
        var begun = (long)((record.At - arrived) / Period);
        return Duty.Earlier(arrived + (Period * (begun + 1)), completes > record.At ? completes : null);
    }

    /// <summary>When the rest under way is, or was, eight hours long; null when the child is not at rest.</summary>
    public static Instant? CompletesAt(CustodyRecord record)
    {
        Completed(record, out var completes);
        return completes;
    }

    /// <summary>The instants at which an eighth continuous hour was complete, and when the rest under way will be.</summary>
    private static List<Instant> Completed(CustodyRecord record, out Instant? completes)
    {
        var done = new List<Instant>();
        var presence = new Presence();
        var carried = Duration.Zero;
        completes = null;
        foreach (var entry in record.Events)
        {
            if (entry.Occurred < record.ArrivedAt) continue;
            var wasResting = presence.Resting;
            presence.Note(entry.Fact);
            if (!wasResting && presence.Resting)
            {
                completes = entry.Occurred + Enough - carried;
            }
            else if (presence.RestEnded is { } cause && completes is { } whole)
            {
                if (whole <= entry.Occurred) done.Add(whole);
                carried = whole <= entry.Occurred || cause is RestEndCause.Woke or RestEndCause.Investigation
                    ? Duration.Zero
                    : Enough - (whole - entry.Occurred);
                completes = null;
            }
        }
        if (completes <= (record.EndedAt ?? record.At)) done.Add(completes.Value);
        return done;
    }
}

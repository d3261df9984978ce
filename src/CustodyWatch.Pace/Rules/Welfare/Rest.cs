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
        var (rests, completes, carried) = Completed(record);
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
                Explain = clock => $"8 hours of unbroken rest {(clock.IsOver ? "were" : "are")} needed in the 24 hours from {clock.Time(begun)}: rest {Begin(clock)}.",
            };
            start = due;
        }

        // Once it is too late for a whole rest to begin, what has begun may still be whole in time, and so may what was carried.
        string Begin(Clock clock)
        {
            var due = clock.Cycle.Due!.Value;
            var by = clock.Time(due - Enough);
            if (clock.IsOver || record.At >= due) return $"had to begin by {by}";
            if (completes > record.At)
                return $"had to begin by {by}; the one under way is whole {(completes <= due ? "at" : "too late, at")} {clock.Time(completes.Value)}";
            if (record.At < due - Enough) return $"must begin by {by}";
            if (record.At < due - LeftToRest(completes, carried))
                return $"had to begin by {by}; with {Say.Length(carried)} of one broken off it is whole in time if it goes on by {clock.Time(due - LeftToRest(completes, carried))}";
            return $"had to begin by {by} and can no longer be whole in time: let it begin {(record.IsAway ? "when the child is back" : "now")}";
        }
    }

    /// <summary>
    /// The soonest later instant at which a period begins, the rest under way is complete, or it is too late for one that has not begun.
    /// </summary>
    public static Instant? NextChange(CustodyRecord record)
    {
        if (record.EndedAt is not null) return null;
        var (rests, completes, carried) = Completed(record);
        var arrived = record.ArrivedAt!.Value;
        var begins = arrived + (Period * (long)((record.At - arrived) / Period));
        var ends = begins + Period;
        if (completes > record.At || rests.Exists(done => done > begins)) return Duty.Earlier(ends, Ahead(completes));
        return Duty.Earlier(ends, Duty.Earlier(Ahead(ends - Enough), Ahead(ends - LeftToRest(completes, carried))));

        Instant? Ahead(Instant? at) => at > record.At ? at : null;
    }

    // What was carried is for one that goes on: the one under way has used it.
    private static Duration LeftToRest(Instant? completes, Duration carried) => completes is null ? Enough - carried : Enough;

    /// <summary>Whether the eighth continuous hour has been complete in the period of 24 hours that runs.</summary>
    public static bool IsHad(CustodyRecord record) => Arising(record).LastOrDefault()?.Met is not null;

    /// <summary>When the rest under way is, or was, eight hours long; null when the child is not at rest.</summary>
    public static Instant? CompletesAt(CustodyRecord record) => Completed(record).Completes;

    /// <summary>The instants at which an eighth continuous hour was complete, when the rest under way will be, and what a new one carries on from.</summary>
    private static (List<Instant> Done, Instant? Completes, Duration Carried) Completed(CustodyRecord record)
    {
        var done = new List<Instant>();
        var presence = new Presence();
        var carried = Duration.Zero;
        Instant? completes = null;
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
        return (done, completes, carried);
    }
}

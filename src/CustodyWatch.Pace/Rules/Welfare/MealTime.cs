using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Settings;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Welfare;

/// <summary>
/// A meal at each recognised mealtime, local time, at which the child is in the suite: a local level that shows a missed meal
/// long before the 24 hours of Code C 8.6 are over.
/// </summary>
internal static class MealTime
{
    private static readonly Duration OpensBefore = Duration.FromMinutes(60);
    private static readonly Duration[] Warning = [Duration.FromMinutes(30)];
    private static readonly Provision Level = Provision.Local("mealGraceMinutes");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        var sequence = 0;
        foreach (var (start, mealtime, due) in Opening(record, record.EndedAt ?? record.At))
        {
            yield return ToCycle(record, ++sequence, start, mealtime, due);
        }
    }

    /// <summary>When the next cycle begins after the instant asked about; null once the detention has ended or while the child is away.</summary>
    public static Instant? NextStart(CustodyRecord record)
    {
        if (record.EndedAt is not null || record.IsAway) return null;
        foreach (var (start, _, _) in Opening(record, record.At + Duration.FromHours(48)))
            if (start > record.At)
                return start;
        return null;
    }

    private static IEnumerable<(Instant Start, Instant Mealtime, Instant Due)> Opening(CustodyRecord record, Instant until)
    {
        var arrived = record.ArrivedAt!.Value;
        for (var date = LondonTime.DateAt(arrived); ; date = date.PlusDays(1))
        {
            var morning = LondonTime.At(date, LocalTime.Midnight);
            if (morning > until + OpensBefore) yield break;
            foreach (var time in record.Settings.EveryMealTime)
            {
                var mealtime = LondonTime.At(date, time);
                foreach (var start in Starts(record, arrived, mealtime))
                    if (start <= until && ListedFor(record, arrived, date, time, start) is { } numbers && !IsToldByAnother(numbers, mealtime, time))
                        yield return (start, mealtime, mealtime + Duration.FromMinutes(numbers.MealGraceMinutes));
            }
        }
    }

    /// <summary>
    /// The numbers by which a mealtime is recognised: those in force when its hour opens for the child; those at the mealtime itself where
    /// it came on the list in between and no other meal is owed in its place. Null when it is not recognised, or was moved here from a
    /// mealtime that is owed still (decision 0003).
    /// </summary>
    private static LocalNumbers? ListedFor(CustodyRecord record, Instant arrived, LocalDate date, LocalTime time, Instant start)
    {
        var opening = record.Numbers(start);
        var mealtime = LondonTime.At(date, time);
        if (opening.MealTimes.Contains(time)) return WasMovedHere() ? null : opening;
        var then = record.Numbers(mealtime);
        if (!then.MealTimes.Contains(time)) return null;
        foreach (var other in record.Settings.EveryMealTime)
            if (LondonTime.At(date, other) is var beside && beside >= mealtime - OpensBefore && beside <= mealtime + OpensBefore
                && Starts(record, arrived, beside).Any(opens => record.Numbers(opens).MealTimes.Contains(other)))
                return null;
        return then;

        bool WasMovedHere()
        {
            foreach (var other in record.Settings.EveryMealTime)
                if (!opening.MealTimes.Contains(other) && LondonTime.At(date, other) is var before && before < mealtime && before >= mealtime - OpensBefore
                    && Starts(record, arrived, before).Any(opens => opens < start && StaysIn(record, opens, start) && ListsOnly(record.Numbers(opens), other)))
                    return true;
            return false;
        }

        bool ListsOnly(LocalNumbers numbers, LocalTime other) => numbers.MealTimes.Contains(other) && !numbers.MealTimes.Contains(time);
    }

    // The night the clocks go forward two times of the wall are one instant, and one meal.
    private static bool IsToldByAnother(LocalNumbers numbers, Instant mealtime, LocalTime time) =>
        mealtime.InZone(LondonTime.Zone).TimeOfDay is var told && told != time && numbers.MealTimes.Contains(told);

    private static bool StaysIn(CustodyRecord record, Instant from, Instant to)
    {
        foreach (var absence in record.Absences)
            if (absence.From > from && absence.From < to)
                return false;
        return true;
    }

    // An hour before the mealtime if the child is in the suite then, and again at each arrival or return up to the mealtime.
    private static IEnumerable<Instant> Starts(CustodyRecord record, Instant arrived, Instant mealtime)
    {
        var opens = mealtime - OpensBefore;
        if (arrived > mealtime) yield break;
        var first = Instant.Max(opens, arrived);
        if (InSuite(record, first)) yield return first;
        foreach (var absence in record.Absences)
            if (absence.To is { } back && back > first && back <= mealtime && InSuite(record, back))
                yield return first = back;
    }

    private static bool InSuite(CustodyRecord record, Instant at)
    {
        if (record.EndedAt <= at) return false;
        foreach (var absence in record.Absences)
            if (absence.Covers(at))
                return false;
        return true;
    }

    private static Cycle ToCycle(CustodyRecord record, int sequence, Instant start, Instant mealtime, Instant due)
    {
        var left = record.EndedAt;
        foreach (var absence in record.Absences)
            if (absence.From > start)
                left = Duty.Earlier(left, absence.From);
        var met = Offered(record, mealtime - OpensBefore, due);
        return new Cycle
        {
            Name = ClockName.MealTime,
            Sequence = sequence,
            Start = start,
            Due = due,
            WarnBefore = Warning,
            Met = met,
            Stopped = left < due ? left : record.EndedAt,
            Provision = Level,
            Explain = clock => $"A meal {clock.Must} be offered by {clock.Time(due)}: {Say.Length(due - mealtime)} from the mealtime at {clock.Time(mealtime)}.",
        };
    }

    private static Instant? Offered(CustodyRecord record, Instant from, Instant to)
    {
        foreach (var entry in record.Events)
            if (entry.Fact is MealOffered && entry.Occurred >= from && entry.Occurred <= to && entry.Occurred >= record.ArrivedAt)
                return entry.Occurred;
        return null;
    }
}

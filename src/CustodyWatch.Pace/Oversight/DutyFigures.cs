using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Oversight;

/// <summary>
/// Duties kept and not kept. A cycle is counted once events have settled it: done, stopped, or overtaken by a later entry; what
/// only time could settle is left out until then, so that the count does not hang on when it is made.
/// </summary>
internal static class DutyFigures
{
    private static readonly ClockName[] OfTheFirstHour =
    [
        ClockName.CustodyOfficer, ClockName.Rights, ClockName.ResponsiblePerson, ClockName.LocalAuthority, ClockName.AdultRequested,
        ClockName.RiskAssessment, ClockName.NamedWoman, ClockName.PersonalNeeds,
    ];

    public static DetentionFigures Add(DetentionFigures figures, ClockSheet sheet)
    {
        var last = sheet.Record.Events[^1].Occurred;
        var (reviews, meals, visits, rests) = (new DutyCount(), new DutyCount(), new DutyCount(), new DutyCount());
        var (items, done, postponed) = (0, 0, 0);
        Instant? open = null, mealtime = null;
        foreach (var clock in sheet.History)
        {
            switch (clock.Name)
            {
                case ClockName.Review when clock.Cycle.Postponed:
                    postponed++;
                    break;
                case ClockName.Review:
                    reviews.Add(clock, last);
                    if (clock is { MetAt: null, StoppedAt: null } && !(clock.DueAt <= last)) open = clock.DueAt;
                    break;
                // Of one mealtime there are two cycles where the child was away in the hour before it.
                case ClockName.MealTime when clock.Cycle.Due != mealtime:
                    if (meals.Add(clock, last)) mealtime = clock.Cycle.Due;
                    break;
                case ClockName.Visit: visits.Add(clock, last); break;
                // Of a period cut short nobody knows what the rest of it would have brought.
                case ClockName.Rest when clock.Cycle.Due is { } over && (figures.EndedAt is { } ended ? over < ended : over <= last):
                    rests.Add(clock, last);
                    break;
                case var name when clock.Sequence == 1 && OfTheFirstHour.Contains(name):
                    var kept = clock.MetAt <= figures.FirstHourEndsAt;
                    if (!kept && figures.EndedAt <= figures.FirstHourEndsAt) break;
                    items++;
                    if (kept) done++;
                    break;
            }
        }
        return figures with
        {
            ReviewsOnTime = reviews.Kept,
            ReviewsLate = reviews.Settled - reviews.Kept,
            ReviewsPostponed = postponed,
            ReviewOpenDueAt = open,
            FirstHourItems = items,
            FirstHourDone = done,
            MealTimes = meals.Settled,
            MealTimesKept = meals.Kept,
            Visits = visits.Settled,
            VisitsKept = visits.Kept,
            RestPeriods = rests.Settled,
            RestPeriodsKept = rests.Kept,
        };
    }

    private sealed class DutyCount
    {
        public int Settled { get; private set; }
        public int Kept { get; private set; }

        // Whether it is settled.
        public bool Add(Clock clock, Instant last)
        {
            var broken = clock.Cycle.IsBrokenAt(last);
            if (clock.StartedAt > last || (!broken && !(clock.MetAt <= last))) return false;
            (Settled, Kept) = (Settled + 1, Kept + (broken ? 0 : 1));
            return true;
        }
    }
}

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
    private static readonly Duration FirstHour = Duration.FromMinutes(60);

    private static readonly ClockName[] OfTheFirstHour =
    [
        ClockName.CustodyOfficer, ClockName.Rights, ClockName.ResponsiblePerson, ClockName.LocalAuthority, ClockName.AdultRequested,
        ClockName.RiskAssessment, ClockName.NamedWoman, ClockName.PersonalNeeds,
    ];

    public static DetentionFigures Add(DetentionFigures figures, ClockSheet sheet)
    {
        var last = sheet.Record.Events[^1].Occurred;
        var (reviews, meals, visits, rests) = (new Tally(), new Tally(), new Tally(), new Tally());
        var (items, done, postponed) = (0, 0, 0);
        Instant? open = null;
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
                case ClockName.MealTime: meals.Add(clock, last); break;
                case ClockName.Visit: visits.Add(clock, last); break;
                case ClockName.Rest: rests.Add(clock, last); break;
                case var name when clock.Sequence == 1 && OfTheFirstHour.Contains(name):
                    var kept = clock.MetAt <= figures.ArrivedAt + FirstHour;
                    if (!kept && figures.EndedAt <= figures.ArrivedAt + FirstHour) break;
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

    private sealed class Tally
    {
        public int Settled { get; private set; }
        public int Kept { get; private set; }

        public void Add(Clock clock, Instant last)
        {
            if (clock.StartedAt > last) return;
            if (clock.Cycle.IsBrokenAt(last)) Settled++;
            else if (clock.MetAt <= last) (Settled, Kept) = (Settled + 1, Kept + 1);
        }
    }
}

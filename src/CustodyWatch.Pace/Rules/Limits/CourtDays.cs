using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Limits;

/// <summary>Hours that do not run on a Sunday, Christmas Day or Good Friday (Bail Act 1976 s7(4)), by the local date. Shown beside a limit in which they count (decision 0003).</summary>
internal static class CourtDays
{
    /// <summary>When an allowance is used up, those days left out, and on the others the time at hospital for treatment.</summary>
    public static Instant After(Instant from, Duration allowance, params IReadOnlyList<Excluded> hospital)
    {
        for (var at = from; ;)
        {
            var date = LondonTime.DateAt(at);
            var next = LondonTime.At(date.PlusDays(1), LocalTime.Midnight);
            if (IsCounted(date))
            {
                if (Countdown.Due(at, allowance, hospital) is { } due && due <= next) return due;
                allowance -= next - at - Excluded.Within(hospital, at, next);
            }
            at = next;
        }
    }

    private static bool IsCounted(LocalDate date) =>
        date.DayOfWeek != IsoDayOfWeek.Sunday && date is not { Month: 12, Day: 25 } && date != Easter(date.Year).PlusDays(-2);

    // The Gregorian reckoning of the Calendar (New Style) Act 1750, as Meeus and others put it.
    private static LocalDate Easter(int year)
    {
        var (golden, century, ofCentury) = (year % 19, year / 100, year % 100);
        var epact = ((19 * golden) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var weekday = (32 + (2 * (century % 4)) + (2 * (ofCentury / 4)) - epact - (ofCentury % 4)) % 7;
        var days = epact + weekday - (7 * ((golden + (11 * epact) + (22 * weekday)) / 451)) + 114;
        return new LocalDate(year, days / 31, (days % 31) + 1);
    }
}

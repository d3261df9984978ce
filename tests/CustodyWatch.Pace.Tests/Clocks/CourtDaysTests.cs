using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Limits;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Clocks;

/// <summary>Hours before a court that do not run on a Sunday, Christmas Day or Good Friday.</summary>
public sealed class CourtDaysTests
{
    // By the published tables of Easter: its earliest and latest days, the turns of centuries, and the years on which its reckoning is apt to slip.
    [Theory]
    [InlineData(1954, 4, 16)]
    [InlineData(1981, 4, 17)]
    [InlineData(1986, 3, 28)]
    [InlineData(1988, 4, 1)]
    [InlineData(1995, 4, 14)]
    [InlineData(2000, 4, 21)]
    [InlineData(2008, 3, 21)]
    [InlineData(2011, 4, 22)]
    [InlineData(2024, 3, 29)]
    [InlineData(2025, 4, 18)]
    [InlineData(2026, 4, 3)]
    [InlineData(2033, 4, 15)]
    [InlineData(2038, 4, 23)]
    [InlineData(2049, 4, 16)]
    [InlineData(2076, 4, 17)]
    [InlineData(2099, 4, 10)]
    [InlineData(2100, 3, 26)]
    [InlineData(2199, 4, 12)]
    [InlineData(2200, 4, 4)]
    [InlineData(2285, 3, 20)]
    [InlineData(2299, 4, 14)]
    [InlineData(2300, 4, 6)]
    public void Good_Friday_is_left_out_and_the_days_beside_it_are_not(int year, int month, int day)
    {
        var friday = new LocalDate(year, month, day);
        Assert.Equal(At(friday.PlusDays(1), 1), CourtDays.After(At(friday, 10), Duration.FromHours(1)));
        Assert.Equal(At(friday.PlusDays(-1), 11), CourtDays.After(At(friday.PlusDays(-1), 10), Duration.FromHours(1)));
        Assert.Equal(At(friday.PlusDays(1), 11), CourtDays.After(At(friday.PlusDays(1), 10), Duration.FromHours(1)));
    }

    [Fact]
    public void Hours_used_up_at_the_midnight_before_a_Sunday_end_there_and_not_on_the_Monday()
    {
        var saturday = new LocalDate(2026, 6, 13);
        Assert.Equal(At(saturday.PlusDays(1), 0), CourtDays.After(At(saturday, 22), Duration.FromHours(2)));
        Assert.Equal(At(saturday.PlusDays(2), 0) + Duration.FromMinutes(1), CourtDays.After(At(saturday, 22), Duration.FromMinutes(121)));
    }

    [Fact]
    public void Christmas_Day_is_left_out() =>
        Assert.Equal(At(new LocalDate(2026, 12, 26), 1), CourtDays.After(At(new LocalDate(2026, 12, 24), 23), Duration.FromHours(2)));

    [Fact]
    public void Time_at_hospital_is_added_on_the_days_that_count_and_not_on_a_Sunday_that_is_left_out_already()
    {
        var saturday = new LocalDate(2026, 6, 13);
        var (sunday, monday) = (saturday.PlusDays(1), saturday.PlusDays(2));
        Assert.Equal(At(monday, 16), After(new Excluded(At(sunday, 10), At(sunday, 14))));
        Assert.Equal(At(monday, 18), After(new(At(sunday, 10), At(sunday, 14)), new(At(monday, 9), At(monday, 11))));
        Assert.Equal(At(monday, 20), After(new Excluded(At(saturday, 22), At(monday, 2))));
        Assert.Equal(At(monday, 16), After(new Excluded(At(monday, 16), At(monday, 18))));

        Instant After(params Excluded[] hospital) => CourtDays.After(At(saturday, 16), Duration.FromHours(24), hospital);
    }

    private static Instant At(LocalDate date, int hour) => LondonTime.At(date, new LocalTime(hour, 0));
}

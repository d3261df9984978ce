using CustodyWatch.Pace.Settings;
using NodaTime;
using static CustodyWatch.Pace.Tests.Accommodation.Given;

namespace CustodyWatch.Pace.Tests.Settings;

public sealed class LocalSettingsTests
{
    [Fact]
    public void Each_night_is_judged_by_the_numbers_last_set_before_it_in_whatever_order_they_are_told()
    {
        var settings = new LocalSettings([(At("20:00"), new LocalNumbers { DrinkHours = 2 }), (At("16:00"), new LocalNumbers { DrinkHours = 3 })]);
        var moment = Duration.FromMilliseconds(1);
        Assert.Equal([4, 3, 3, 2, 2], new[] { At("16:00") - moment, At("16:00"), At("20:00") - moment, At("20:00"), At("23:00") }.Select(at => settings.At(at).DrinkHours));
    }

    [Fact]
    public void Mealtimes_are_in_the_order_of_the_day_and_each_once() => Assert.Equal(
        [new LocalTime(8, 0), new LocalTime(17, 30)], new LocalNumbers { MealTimes = [new(17, 30), new(8, 0), new(17, 30)] }.MealTimes);
}

using CsCheck;
using CustodyWatch.Pace.Oversight;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Pace.Tests.Oversight;

public sealed class NightTests
{
    [Fact]
    public void A_night_from_the_evening_to_the_morning_is_eight_hours() =>
        Assert.Equal([new Night(new(2026, 6, 11), 480, 0)], Nights("2026-06-10T20:00:00Z", "2026-06-11T09:00:00Z"));

    [Fact]
    public void The_whole_of_the_night_on_which_the_clocks_go_forward_is_seven_hours() =>
        Assert.Equal([new Night(new(2026, 3, 29), 420, 0)], Nights("2026-03-28T22:00:00Z", "2026-03-29T09:00:00Z"));

    [Fact]
    public void The_whole_of_the_night_on_which_the_clocks_go_back_is_nine_hours() =>
        Assert.Equal([new Night(new(2026, 10, 25), 540, 0)], Nights("2026-10-24T21:00:00Z", "2026-10-25T09:00:00Z"));

    [Fact]
    public void The_hour_that_the_clocks_leave_out_is_nobodys_detention() =>
        // 00:30 GMT to 05:00 BST: four and a half hours on the wall, three and a half in the cell.
        Assert.Equal([new Night(new(2026, 3, 29), 210, 0)], Nights("2026-03-29T00:30:00Z", "2026-03-29T04:00:00Z"));

    [Fact]
    public void The_hour_that_comes_twice_is_counted_twice() =>
        // 00:30 BST to 03:30 GMT: three hours on the wall, four in the cell.
        Assert.Equal([new Night(new(2026, 10, 25), 240, 0)], Nights("2026-10-24T23:30:00Z", "2026-10-25T03:30:00Z"));

    [Fact]
    public void A_charge_inside_the_night_splits_it_at_that_minute() =>
        Assert.Equal(
            [new Night(new(2026, 6, 11), 190, 290)],
            Nights("2026-06-10T20:00:00Z", "2026-06-11T09:00:00Z", charged: "2026-06-11T02:10:00Z"));

    [Fact]
    public void A_charge_on_the_evening_before_leaves_the_whole_night_after_it() =>
        Assert.Equal(
            [new Night(new(2026, 6, 11), 0, 480)],
            Nights("2026-06-10T15:00:00Z", "2026-06-11T09:00:00Z", charged: "2026-06-10T18:05:00Z"));

    [Fact]
    public void Each_night_of_a_long_detention_stands_for_itself() =>
        Assert.Equal(
            [new Night(new(2026, 6, 11), 480, 0), new Night(new(2026, 6, 12), 480, 0), new Night(new(2026, 6, 13), 180, 0)],
            Nights("2026-06-10T13:40:00Z", "2026-06-13T02:00:00Z"));

    [Fact]
    public void A_day_without_a_night_has_none() => Assert.Empty(Nights("2026-06-10T07:00:00Z", "2026-06-10T22:59:00Z"));

    [Theory]
    [InlineData("2026-06-11T02:59:00Z", false)]
    [InlineData("2026-06-11T03:00:00Z", true)]
    public void Four_hours_of_a_night_count_and_a_minute_less_does_not(string until, bool counted) =>
        Assert.Equal(counted, OvernightRule.FourHours.Counts(Assert.Single(Nights("2026-06-10T20:00:00Z", until))));

    [Theory]
    [InlineData("2026-06-11T02:59:59Z", null)]
    [InlineData("2026-06-11T03:00:00Z", "2026-06-11T03:00:00Z")]
    [InlineData("2026-06-12T09:00:00Z", "2026-06-11T03:00:00Z")]
    public void The_fourth_hour_is_reached_at_its_end_and_not_by_a_child_who_left_before(string ended, string? reached) =>
        Assert.Equal(reached is null ? null : At(reached), Night.Reaches(At("2026-06-10T20:00:00Z"), At(ended), 240));

    [Fact]
    public void A_whole_night_is_reached_in_its_last_minute() =>
        Assert.Equal(At("2026-06-11T07:00:00Z"), Night.Reaches(At("2026-06-10T20:00:00Z"), null, 480));

    [Fact]
    public void Every_minute_is_where_a_clock_on_the_wall_would_put_it() =>
        Gen.Select(
            Gen.OneOf("2026-03-28T12:00:00Z", "2026-06-10T12:00:00Z", "2026-10-24T12:00:00Z"), Gen.Int[0, 2000], Gen.Int[1, 3000], Gen.Int[0, 3000])
        .Sample((day, start, length, charge) =>
        {
            var from = At(day) + Duration.FromMinutes(start);
            var (until, charged) = (from + Duration.FromMinutes(length), from + Duration.FromMinutes(charge));
            var minutes = Enumerable.Range(0, length).Select(minute => from + Duration.FromMinutes(minute))
                .Where(minute => minute.InZone(LondonTime.Zone).Hour < 8)
                .GroupBy(LondonTime.DateAt)
                .Select(night => new Night(night.Key, night.Count(minute => minute < charged), night.Count(minute => minute >= charged)));
            Assert.Equal(minutes, Night.Of(from, until, charged));
        }, iter: 300);

    private static IEnumerable<Night> Nights(string from, string until, string? charged = null) =>
        Night.Of(At(from), At(until), charged is null ? null : At(charged));

    private static Instant At(string text) => InstantPattern.General.Parse(text).GetValueOrThrow();
}

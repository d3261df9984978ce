using CustodyWatch.Timers;

namespace CustodyWatch.Tests.Alerts;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData("*/5 * * * * *", 5)]
    [InlineData("* * * * * *", 1)]
    [InlineData("  0/10 *  * * * ?", 10)]
    [InlineData("0 * * * * *", 60)]
    [InlineData("0,10,30 * * * * *", 30)]
    [InlineData("50-10/5 * * * * *", 40)]
    [InlineData("*/7 * * * * *", 7)]
    [InlineData("30 */2 * * * *", 120)]
    [InlineData("0 5-10 * * * *", 3300)]
    public void It_is_known_how_long_the_longest_wait_is(string cron, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Schedule.LongestWait(cron));

    [Theory]
    [InlineData("* * * * *")]
    [InlineData("* * * * * * *")]
    [InlineData("*/5 * 8-17 * * *")]
    [InlineData("*/5 * * * * MON-FRI")]
    [InlineData("0 0 31 2 * *")]
    [InlineData("60 * * * * *")]
    [InlineData("*/0 * * * * *")]
    [InlineData("nonsense")]
    [InlineData("a * * * * *")]
    [InlineData("")]
    public void What_is_no_such_schedule_or_leaves_hours_out_has_none(string cron) => Assert.Null(Schedule.LongestWait(cron));

    [Theory]
    [InlineData("*/10 * * * * *", "0 */2 * * * *", 0)]
    [InlineData("*/11 * * * * *", "0 */3 * * * *", 2)]
    [InlineData("* * * * *", "0 * * * * *", 1)]
    public void The_timers_are_looked_at_before_a_node_counts_as_standing_still(string sweep, string audit, int wrong)
    {
        var options = new TimerOptions { Sweep = sweep, Audit = audit };

        Assert.Equal(wrong, options.Validate(new(options)).Count());
    }
}

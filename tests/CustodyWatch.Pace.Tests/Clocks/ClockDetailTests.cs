using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Rules.Welfare;
using CustodyWatch.Pace.Tests.Examples;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Pace.Tests.Clocks;

/// <summary>What the clocks of some examples show besides their state and times.</summary>
public sealed class ClockDetailTests
{
    [Fact]
    public void The_detention_limit_warns_six_three_and_one_hours_before()
    {
        var limit = Find("Limits/limit-reached-to-the-second", "2026-06-10T14:00:00Z", ClockName.DetentionLimit);
        Assert.Equal([At("2026-06-11T07:40:17Z"), At("2026-06-11T10:40:17Z"), At("2026-06-11T12:40:17Z")], limit.Warnings);
    }

    [Theory]
    [InlineData("2026-06-10T17:00:00Z", 60)]
    [InlineData("2026-06-10T19:30:00Z", 210)]
    [InlineData("2026-06-11T09:00:00Z", 210)]
    public void The_limit_and_the_review_say_how_long_they_were_stopped_by_hospital(string at, int minutes)
    {
        Assert.Equal(Duration.FromMinutes(minutes), Find("Timelines/hospital-for-treatment-stops-the-limit", at, ClockName.DetentionLimit).PausedFor);
        Assert.Equal(Duration.FromMinutes(minutes), Find("Timelines/hospital-for-treatment-stops-the-limit", at, ClockName.Review).PausedFor);
    }

    [Fact]
    public void A_review_that_was_broken_before_the_child_left_has_not_waited()
    {
        var review = Find("Reviews/review-broken-before-leaving-for-hospital", "2026-06-10T22:10:00Z", ClockName.Review);
        Assert.Equal((ClockState.Breached, Duration.Zero), (review.State, review.PausedFor));
    }

    [Theory]
    [InlineData("2026-06-10T20:00:00Z", 0)]
    [InlineData("2026-06-10T21:00:00Z", 60)]
    [InlineData("2026-06-11T00:30:00Z", 240)]
    [InlineData("2026-06-11T02:00:00Z", 300)]
    [InlineData("2026-06-11T06:00:00Z", 480)]
    public void A_drink_says_how_long_rest_has_stopped_it(string at, int minutes) =>
        Assert.Equal(Duration.FromMinutes(minutes), Find("Welfare/drink-waits-through-two-rests", at, ClockName.Drink).PausedFor);

    [Fact]
    public void A_visit_says_how_long_it_has_waited_for_the_interview_to_end() =>
        Assert.Equal(Duration.FromMinutes(20), Find("Welfare/visit-due-in-the-minute-the-interview-starts", "2026-06-10T15:12:00Z", ClockName.Visit).PausedFor);

    [Fact]
    public void A_missed_visit_stopped_counting_when_the_interview_started()
    {
        var missed = Find("Welfare/a-visit-missed-before-the-interview", "2026-06-10T16:30:00Z", ClockName.Visit, 1);
        Assert.Equal(At("2026-06-10T15:00:00Z"), missed.StoppedAt);
    }

    [Fact]
    public void A_broken_limit_stopped_counting_when_the_warrant_was_issued()
    {
        var broken = Find("Limits/warrant-issued-after-the-limit-was-broken", "2026-06-12T00:00:00Z", ClockName.DetentionLimit, 1);
        Assert.Equal(At("2026-06-11T22:30:00Z"), broken.StoppedAt);
    }

    [Fact]
    public void What_was_done_has_no_stop_and_what_was_not_stops_with_the_detention()
    {
        Assert.Null(Find("Limits/charged-at-the-minute-the-limit-ends", "2026-06-12T09:00:00Z", ClockName.DetentionLimit).StoppedAt);
        Assert.Null(Find("Limits/released-a-minute-after-the-limit", "2026-06-12T09:00:00Z", ClockName.CustodyOfficer).StoppedAt);
        Assert.Equal(At("2026-06-11T13:41:00Z"), Find("Limits/released-a-minute-after-the-limit", "2026-06-12T09:00:00Z", ClockName.DetentionLimit).StoppedAt);
    }

    [Fact]
    public void Of_a_limit_that_was_passed_nobody_is_told_once_the_child_is_charged_or_a_warrant_issued_and_one_kept_needs_no_such_end()
    {
        Assert.Equal(At("2026-06-11T14:40:00Z"), Find("Limits/charged-an-hour-after-the-limit", "2026-06-11T14:50:00Z", ClockName.DetentionLimit).ToldUntil);
        Assert.Equal(At("2026-06-11T14:40:00Z"), Find("Limits/charged-an-hour-after-the-limit", "2026-06-11T17:00:00Z", ClockName.DetentionLimit).ToldUntil);
        Assert.Equal(At("2026-06-11T14:00:00Z"), Find("Limits/charged-under-a-warrant-that-came-late", "2026-06-11T20:00:00Z", ClockName.DetentionLimit, 1).ToldUntil);
        Assert.Null(Find("Limits/charged-at-the-minute-the-limit-ends", "2026-06-12T09:00:00Z", ClockName.DetentionLimit).ToldUntil);
    }

    [Fact]
    public void A_gate_has_no_warnings_and_every_other_clock_with_a_due_time_has()
    {
        Assert.Empty(Find("Gates/force-used-twice", "2026-06-10T20:00:00Z", ClockName.ForceUsed).Warnings);
        Assert.True(Find("Gates/force-used-twice", "2026-06-10T20:00:00Z", ClockName.ForceUsed).IsGate);
        Assert.Single(Find("Gates/force-used-twice", "2026-06-10T20:00:00Z", ClockName.Drink).Warnings);
        Assert.False(Find("Gates/force-used-twice", "2026-06-10T20:00:00Z", ClockName.Drink).IsGate);
    }

    [Theory]
    [InlineData("Welfare/eight-hours-to-the-second", "2026-06-10T22:00:00Z", "2026-06-11T05:00:00Z")] // the eighth hour completes
    [InlineData("Welfare/nothing-offered-in-the-first-day", "2026-06-10T14:00:00Z", "2026-06-10T15:30:00Z")] // supper time opens
    [InlineData("Welfare/nothing-offered-in-the-first-day", "2026-06-11T12:00:00Z", "2026-06-11T13:40:00Z")] // a day of rest begins
    [InlineData("People/a-volunteer-is-not-a-detainee-until-arrested", "2026-06-11T09:30:00Z", "2026-06-11T10:10:00Z")] // arrested
    [InlineData("Reviews/two-reviews-by-too-low-a-rank", "2026-06-10T17:30:00Z", "2026-06-10T18:00:00Z")] // an entry dated later
    [InlineData("Welfare/an-interview-nobody-ended", "2026-06-10T16:00:00Z", "2026-06-10T17:00:00Z")] // it is asked whether the interview has ended
    [InlineData("Welfare/a-rest-nobody-ended", "2026-06-10T21:30:00Z", "2026-06-11T05:00:00Z")] // it is asked whether the rest has ended
    public void The_next_change_is_when_something_happens_with_no_new_entry(string file, string at, string next) =>
        Assert.Equal(At(next), Sheet(file, at).NextChange);

    [Theory]
    [InlineData(9, "2026-06-11T05:00:00Z")]
    [InlineData(5, null)]
    public void Whether_a_rest_has_ended_is_asked_once_and_not_of_one_that_was_ended(int hour, string? asked)
    {
        var example = ExampleFile.Read("Welfare/a-rest-nobody-ended.json");
        CustodyEvent[] entries = [.. example.Events, new(example.Events[0].Source, "up", EventKind.RestEnded, At($"2026-06-11T0{hour}:00:00Z") - Duration.FromSeconds(1), new RestEnded(RestEndCause.Woke))];
        Assert.Equal(asked is null ? null : At(asked), Drink.NextChange(CustodyRecord.Fold(entries, example.Settings, At("2026-06-11T04:59:59.5Z"))));
        Assert.Null(Drink.NextChange(CustodyRecord.Fold(entries, example.Settings, At("2026-06-11T05:00:00Z"))));
        Assert.DoesNotContain("Has it ended?", PaceRules.Clocks(entries, example.Settings, At("2026-06-11T09:00:00Z")).History.Last(clock => clock.Name == ClockName.Drink).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_more_changes_once_the_child_has_gone() =>
        Assert.Null(Sheet("Limits/released-a-minute-after-the-limit", "2026-06-12T09:00:00Z").NextChange);

    [Fact]
    public void Only_the_latest_cycle_is_shown_and_every_request_still_open()
    {
        var shown = Sheet("Reviews/three-reviews-each-at-the-last-minute", "2026-06-11T14:00:00Z").Current;
        Assert.Equal([4], shown.Where(clock => clock.Name == ClockName.Review).Select(clock => clock.Sequence));
        var asked = Sheet("People/asked-and-never-answered", "2026-06-11T02:10:00Z").Current;
        Assert.Equal([1, 2], asked.Where(clock => clock.Name == ClockName.ChildRequest).Select(clock => clock.Sequence));
        var mended = Sheet("Reviews/two-reviews-by-too-low-a-rank", "2026-06-10T19:30:00Z").Current;
        Assert.Equal([2], mended.Where(clock => clock.Name == ClockName.ReviewWrongRank).Select(clock => clock.Sequence));
    }

    private static Clock Find(string file, string at, ClockName name, int? sequence = null) => Sheet(file, at).History
        .Last(clock => clock.Name == name && (sequence is null || clock.Sequence == sequence));

    private static ClockSheet Sheet(string file, string at)
    {
        var example = ExampleFile.Read(file + ".json");
        return PaceRules.Clocks(example.Events, example.Settings, At(at));
    }

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}

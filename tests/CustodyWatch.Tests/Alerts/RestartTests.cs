using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Alerts;

public sealed class RestartTests
{
    [Fact]
    public async Task What_fell_due_while_the_service_was_down_is_raised_once_when_it_is_back()
    {
        await using var folder = new LastingFolder();
        await using (var before = await CustodySuite.Open("2026-06-10T12:00:00Z", folder.Path))
        {
            await before.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
            await before.LookAt("2026-06-10T15:30:00Z");
            Assert.Single(await before.As("sgt-01").Alerts("drink", "warning"));
        }

        await using var after = await CustodySuite.Open("2026-06-10T17:00:00Z", folder.Path);
        await Eventually.Finds(() => after.As("sgt-01").Alerts("drink", "due"), alerts => alerts.Count > 0);
        await after.Look();

        Assert.Single(await after.As("sgt-01").Alerts("drink", "due"));
        Assert.Single(await after.As("sgt-01").Alerts("drink", "warning"));
    }

    [Fact]
    public async Task A_records_system_silent_for_two_hours_is_told_of_although_the_service_was_started_again_each_hour()
    {
        await using var folder = new LastingFolder();
        await using (var first = await CustodySuite.Open("2026-06-10T12:00:00Z", folder.Path))
        {
            await first.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
            await first.LookAt("2026-06-10T12:55:00Z");
        }
        await using (var second = await CustodySuite.Open("2026-06-10T12:57:00Z", folder.Path))
        {
            await second.Look();
            await second.LookAt("2026-06-10T13:50:00Z");
        }

        await using var third = await CustodySuite.Open("2026-06-10T13:54:00Z", folder.Path);
        await third.Look();
        await third.LookAt("2026-06-10T13:59:59Z");
        Assert.Empty(await third.As("insp-01").Alerts("feed-silent", "due"));
        await third.LookAt("2026-06-10T14:00:00Z");
        Assert.Single(await third.As("insp-01").Alerts("feed-silent", "due"));
    }

    [Fact]
    public async Task A_records_system_is_not_called_silent_for_the_time_in_which_the_service_did_not_run()
    {
        await using var folder = new LastingFolder();
        await using (var before = await CustodySuite.Open("2026-06-10T12:00:00Z", folder.Path))
        {
            await before.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
            await before.LookAt("2026-06-10T12:30:00Z");
        }
        await using var after = await CustodySuite.Open("2026-06-10T13:30:00Z", folder.Path);
        await after.Look();
        await after.LookAt("2026-06-10T15:29:59Z");
        Assert.Empty(await after.As("insp-01").Alerts("feed-silent", "due"));
        await after.LookAt("2026-06-10T15:30:00Z");
        Assert.Single(await after.As("insp-01").Alerts("feed-silent", "due"));
    }

    [Fact]
    public async Task A_records_system_that_was_silent_is_so_still_when_the_service_is_back_until_it_speaks()
    {
        await using var folder = new LastingFolder();
        await using (var before = await CustodySuite.Open("2026-06-10T12:00:00Z", folder.Path))
        {
            await before.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
            await before.LookAt("2026-06-10T14:00:00Z");
            Assert.Single(await before.As("insp-01").Alerts("feed-silent", "due"));
        }

        await using var after = await CustodySuite.Open("2026-06-10T14:30:00Z", folder.Path);
        await after.Look();
        Assert.Equal("open", Assert.Single(await after.As("insp-01").Alerts("feed-silent", "due"))["state"]!.ToString());

        await after.As("feed-01").Taken(Told.Drink("2026-06-10T14:20:00Z"));
        await after.Look();
        Assert.Equal("resolved", Assert.Single(await after.As("insp-01").Alerts("feed-silent", "due"))["state"]!.ToString());
    }

    [Fact]
    public async Task Killed_before_a_due_time_and_started_after_it_the_service_still_raises_the_alert_once()
    {
        await using var folder = new LastingFolder();
        Instant dueAt;
        await using (var before = await RealService.Start(folder.Path))
        {
            dueAt = Time.OfTheMachine.GetCurrentInstant() + Duration.FromSeconds(30);
            using var sender = before.As("feed-01");
            await sender.Taken(Told.Arrived((dueAt - Duration.FromHours(4)).ToString()));
            await before.Kill();
            Assert.True(Time.OfTheMachine.GetCurrentInstant() < dueAt, "It was killed too late to show anything.");
        }
        var left = dueAt - Time.OfTheMachine.GetCurrentInstant();
        if (left > Duration.Zero) await Task.Delay(left.ToTimeSpan());

        await using var after = await RealService.Start(folder.Path);
        using var sergeant = after.As("sgt-01");
        await Eventually.Finds(() => sergeant.Alerts("drink", "due"), alerts => alerts.Count > 0);

        // A second child's alert shows that the timers have been looked at again.
        using var feed = after.As("feed-01");
        await feed.Taken(Told.Arrived((dueAt - Duration.FromHours(4)).ToString(), record: "CR-26-00002"));
        var drinks = await Eventually.Finds(() => sergeant.Alerts("drink", "due"), alerts => alerts.Count > 1);
        Assert.Equal(["CR-26-00001", "CR-26-00002"], drinks.Select(alert => alert["custodyRecordNumber"]!.ToString()).Order());
    }
}

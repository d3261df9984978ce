using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Alerts;

public sealed class ClockDisciplineTests
{
    [Fact]
    public async Task Put_back_by_the_time_server_the_clock_brings_no_alert_twice_and_takes_none_back()
    {
        await using var suite = await Held();
        await suite.LookAt("2026-06-10T16:00:30Z");
        var before = await Drink(suite);

        suite.Clock.AdvanceSeconds(-90);
        await suite.As("feed-01").Taken(Told.Event("child-asked", "2026-06-10T15:59:00Z", new { requestId = "q-1", @for = "reading" }));
        await suite.Look();
        var back = await Drink(suite);
        await suite.LookAt("2026-06-10T16:00:00Z");
        await suite.LookAt("2026-06-10T16:01:00Z");
        var after = await Drink(suite);

        Assert.All([back, after], alert => Assert.Equal(before.ToJsonString(), alert.ToJsonString()));
    }

    [Fact]
    public async Task A_machine_that_stood_still_past_a_due_time_raises_each_step_once_and_the_alert_says_how_late_it_came()
    {
        await using var suite = await Held();
        await suite.LookAt("2026-06-10T15:30:00Z");

        await suite.LookAt("2026-06-10T19:00:00Z");
        await suite.Look();

        var drink = await Drink(suite);
        Assert.Equal(
            ("2026-06-10T16:00:00Z", "2026-06-10T19:00:00Z", "late"),
            (drink["dueAt"]!.ToString(), drink["raisedAt"]!.ToString(), drink["reason"]!.ToString()));
        var keys = (await suite.As("sgt-01").Alerts()).Select(alert => $"{alert["clock"]} {alert["clockSequence"]} {alert["step"]}").ToArray();
        Assert.Equal(keys.Distinct(), keys);
        Assert.Single(drink["deliveries"]!.AsArray(), delivery => delivery!.Is("channel", "live"));
    }

    [Fact]
    public async Task What_was_raised_by_a_clock_far_ahead_speaks_again_at_its_right_time_and_not_before()
    {
        await using var suite = await Held();
        await suite.LookAt("2026-06-10T16:00:00Z");

        await suite.LookAt("2026-06-10T13:00:00Z");
        await suite.As("feed-01").Taken(Told.Event("child-asked", "2026-06-10T13:00:00Z", new { requestId = "q-1", @for = "reading" }));
        await suite.Look();
        Assert.Equal("resolved", (await Drink(suite))["state"]!.ToString());
        await suite.LookAt("2026-06-10T15:59:59Z");
        Assert.Equal("resolved", (await Drink(suite))["state"]!.ToString());

        await suite.LookAt("2026-06-10T16:00:00Z");
        Assert.Equal("open", (await Drink(suite))["state"]!.ToString());
    }

    private static async Task<CustodySuite> Held()
    {
        var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        return suite;
    }

    private static async Task<JsonNode> Drink(CustodySuite suite) => Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
}

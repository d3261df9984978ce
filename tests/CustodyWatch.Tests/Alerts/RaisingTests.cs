using System.Text.Json.Nodes;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Alerts;

public sealed class RaisingTests
{
    [Fact]
    public async Task An_alert_comes_at_its_instant_and_not_a_millisecond_before()
    {
        await using var suite = await CustodySuite.Open(
            "2026-06-10T12:00:00Z", settings: new Dictionary<string, string> { ["CustodyWatch:Alerts:FeedSilentMinutes"] = "1440" });
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        var sergeant = suite.As("sgt-01");

        await suite.LookAt("2026-06-10T15:59:59.999Z");
        Assert.Empty(await sergeant.Alerts("drink", "due"));

        await suite.LookAt("2026-06-10T16:00:00Z");
        var drink = Assert.Single(await sergeant.Alerts("drink", "due"));
        Assert.Equal(
            ("2026-06-10T16:00:00Z", "2026-06-10T16:00:00Z", "open", "on-time"),
            (drink["dueAt"]!.ToString(), drink["raisedAt"]!.ToString(), drink["state"]!.ToString(), drink["reason"]!.ToString()));
        Assert.Equal(
            "CR-26-00001 in CENTRAL: a drink was to be offered by 17:00 and has not been (local service level for PACE Code C 8.6).",
            drink["text"]!.ToString());
        Assert.Equal("local", drink["basis"]!["authority"]!.ToString().ToLowerInvariant());
    }

    [Fact]
    public async Task However_often_and_by_however_many_the_timers_are_looked_at_each_step_is_raised_once()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:10:00Z");
        for (var record = 1; record <= 3; record++)
            await suite.As("feed-01").Taken(
                Told.Arrived("2026-06-10T12:00:00Z", record: $"CR-{record}"), Told.Authorised("2026-06-10T12:10:00Z", $"CR-{record}"));
        suite.Clock.AdvanceHours(30);

        await Task.WhenAll(Enumerable.Range(1, 20).Select(_ => Task.Run(() => suite.Look())));

        var alerts = await suite.As("sgt-01").Alerts();
        var keys = alerts.Select(alert => $"{alert["detentionId"]} {alert["clock"]} {alert["clockSequence"]} {alert["step"]}").ToArray();
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(3, alerts.Count(alert => alert.Is("clock", "detention-limit") && alert.Is("step", "escalation-2")));
    }

    [Fact]
    public async Task A_girl_held_44_hours_with_nothing_to_eat_or_drink_raises_all_of_it_as_soon_as_she_is_known_of()
    {
        await using var suite = await CustodySuite.Open("2026-06-12T08:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:10:00Z"));
        await suite.Look();

        var alerts = await suite.As("sgt-01").Alerts();
        foreach (var clock in new[] { "drink", "food-taken", "meals", "visit", "review", "detention-limit" })
        {
            var due = Assert.Single(alerts, alert => alert.Is("clock", clock) && alert.Is("step", "due") && alert.Is("clockSequence", "1"));
            Assert.Equal(("2026-06-12T08:00:00Z", "late"), (due["raisedAt"]!.ToString(), due["reason"]!.ToString()));
            Assert.Matches(@"^CR-26-00001 in CENTRAL: .+ \(.+\)\.$", due["text"]!.ToString());
        }
    }

    [Fact]
    public async Task When_facts_come_late_every_step_is_kept_and_only_the_highest_is_delivered()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:10:00Z"));
        await suite.Look();

        var review = (await suite.As("sgt-01").Alerts()).Where(alert => alert.Is("clock", "review"))
            .OrderBy(alert => alert["sequence"]!.GetValue<long>());
        Assert.Equal(
            ["warning 0", "due 0", "escalation-1 0", "escalation-2 1"],
            review.Select(alert => $"{alert["step"]} {alert["deliveries"]!.AsArray().Count(delivery => delivery!.Is("channel", "live"))}"));
    }

    [Fact]
    public async Task An_alert_says_when_its_step_was_and_the_childs_page_how_much_later_it_was_raised()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z", adjust: Alerting.Untimed);
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.LookAt("2026-06-10T16:25:10Z");

        var due = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        Assert.Equal(("2026-06-10T16:00:00Z", "2026-06-10T16:25:10Z", "late"), (due["stepAt"]!.ToString(), due["raisedAt"]!.ToString(), due["reason"]!.ToString()));
        using var sergeant = new Reader(suite, "sgt-01");
        Assert.Contains("Raised 25 min later than its time, 17:00.", (await sergeant.Open($"/detentions/{id}")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_set_back_by_a_minute_closes_nothing_and_raises_nothing_again()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z", adjust: Alerting.Untimed);
        var sergeant = suite.As("sgt-01");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.Look();
        await suite.LookAt("2026-06-10T16:00:00Z");
        await suite.As("feed-01").Taken(Told.Event("force-used", "2026-06-10T16:00:00Z", new { kind = "Held", reason = "Kicking" }));
        await suite.Look();
        var due = Assert.Single(await sergeant.Alerts("drink", "due"));
        await sergeant.Call($"/alerts/{due["id"]}/acknowledge", new JsonObject());
        var before = await Lines();

        await suite.LookAt("2026-06-10T15:59:00Z");
        await suite.As("feed-01").Taken(Told.Event("meal-offered", "2026-06-10T15:58:00Z", new { kind = "light", outcome = "accepted" }));
        await suite.Look();
        Assert.Equal(before, await Lines());
        await suite.LookAt("2026-06-10T16:00:05Z");
        Assert.Equal(before, await Lines());

        async Task<IReadOnlyList<string>> Lines() =>
            [.. (await sergeant.Alerts()).Where(alert => alert["clock"]!.ToString() is "drink" or "force-used").Select(alert =>
                $"{alert["id"]} {alert.InShort()} {alert["raisedAt"]} {alert["acknowledgedAt"]} {alert["deliveries"]!.AsArray().Count}").Order()];
    }

    [Fact]
    public async Task What_was_put_right_before_it_was_known_raises_nothing()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Drink("2026-06-10T17:00:00Z"));
        await suite.Look();

        Assert.DoesNotContain(await suite.As("sgt-01").Alerts(), alert => alert.Is("clock", "drink") && alert.Is("clockSequence", "1"));
    }

    [Fact]
    public async Task A_passed_detention_limit_mutes_the_warning_of_a_review_and_says_why()
    {
        await using var suite = await CustodySuite.Open("2026-06-11T20:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:10:00Z"));
        await suite.Look();

        var muted = await suite.As("sgt-01").Alerts("state=muted");
        Assert.Contains(muted, alert => alert.Is("clock", "review") && alert.Is("step", "warning") && alert.Is("reason", "muted-by-detention-limit"));
        Assert.All(muted, alert => Assert.StartsWith("warning", alert["step"]!.ToString(), StringComparison.Ordinal));
        Assert.All(muted, alert => Assert.Empty(alert["deliveries"]!.AsArray()));
    }

    [Fact]
    public async Task A_record_left_open_for_years_is_caught_up_with_in_stretches_and_keeps_nobody_waiting()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2024-06-10T12:00:00Z", record: "CR-24-00001"), Told.Arrived("2026-06-10T07:00:00Z"));

        await suite.Look();

        var sergeant = suite.As("sgt-01");
        var first = await Kept(sergeant);
        Assert.Contains(first, alert => alert.Is("custodyRecordNumber", "CR-26-00001") && alert.Is("clock", "drink") && alert.Is("step", "due"));
        Assert.Contains(first, alert => alert.Is("custodyRecordNumber", "CR-24-00001") && alert.Is("clock", "drink") && alert.Is("step", "due"));

        await suite.LookAt("2026-06-10T12:00:05Z");
        var second = await Kept(sergeant);
        Assert.True(second.Count > first.Count);
        Assert.Equal(second.Count, second.Select(alert => $"{alert["detentionId"]} {alert.InShort()}").Distinct().Count());
        // The latest cycle of each clock spoke for all before it, and one that has climbed higher than those after it.
        Assert.All(
            second.Where(alert => alert.Is("custodyRecordNumber", "CR-24-00001") && alert["deliveries"]!.AsArray().Count > 0).GroupBy(alert => $"{alert["clock"]} {alert["step"]}"),
            spoken => Assert.Single(spoken));
    }

    private static async Task<IReadOnlyList<JsonNode>> Kept(HttpClient client)
    {
        var kept = new List<JsonNode>();
        while ((await client.Alerts($"after={(kept.Count == 0 ? 0 : kept[^1]["sequence"])}")) is { Count: > 0 } more) kept.AddRange(more);
        return kept;
    }

    [Fact]
    public async Task An_alert_never_names_the_child()
    {
        await using var suite = await CustodySuite.Open("2026-06-12T08:00:00Z");
        var arrived = Told.Arrived("2026-06-10T12:00:00Z");
        arrived["data"]!["child"]!["initials"] = "QZX";
        await suite.As("feed-01").Taken(arrived, Told.Authorised("2026-06-10T12:10:00Z"));
        await suite.Look();

        var alerts = await suite.As("sgt-01").Alerts();
        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert => Assert.DoesNotContain("QZX", alert.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_feed_number_only_grows_and_gives_exactly_what_was_missed()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.LookAt("2026-06-10T13:00:00Z");
        var sergeant = suite.As("sgt-01");
        var seen = (await sergeant.Alerts())[^1]["sequence"]!.GetValue<long>();

        Assert.Empty(await sergeant.Alerts($"after={seen}"));
        await suite.LookAt("2026-06-10T15:30:00Z");
        var missed = await sergeant.Alerts($"after={seen}");

        Assert.Contains("drink-1 warning open", missed.Select(alert => alert.InShort()));
        Assert.All(missed, alert => Assert.True(alert["sequence"]!.GetValue<long>() > seen));
        Assert.Equal(missed.OrderBy(alert => alert["sequence"]!.GetValue<long>()), missed);
    }

    [Fact]
    public async Task What_cannot_be_kept_of_two_children_holds_up_no_other_childs_alert()
    {
        Assert.SkipUnless(TestDatabase.Server is null, "The trigger is written for the embedded database.");
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var harmed = new List<string>();
        foreach (var record in new[] { "CR-26-00001", "CR-26-00003" }) harmed.Add(await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T11:59:00Z", record: record)));
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z", record: "CR-26-00002"));
        await Execute(suite, $"CREATE TRIGGER refuse BEFORE INSERT ON alerts WHEN NEW.detention_id IN ('{harmed[0]}', '{harmed[1]}') BEGIN SELECT RAISE(ABORT, 'no'); END");

        await suite.LookAt("2026-06-10T16:00:00Z");
        Assert.Equal("CR-26-00002", Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"))["custodyRecordNumber"]!.ToString());

        await Execute(suite, "DROP TRIGGER refuse");
        await suite.Look();
        Assert.Equal(3, (await suite.As("sgt-01").Alerts("drink", "due")).Count);
    }

    [Fact]
    public async Task However_many_records_cannot_be_read_the_next_child_is_looked_at()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        await suite.As("feed-01").Taken(Enumerable.Range(10, 60).Select(n => Told.Arrived("2026-06-10T11:59:00Z", record: $"CR-26-000{n}")));
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        const string Others = "WHERE detention_id IN (SELECT detention_id FROM records WHERE custody_record_number <> 'CR-26-00001')";
        await Execute(suite, $"UPDATE events SET type = 'custody.unheard-of' {Others}; UPDATE timers SET fires_at = (SELECT MIN(received) FROM events) {Others}");

        await suite.LookAt("2026-06-10T16:00:00Z");

        Assert.Equal("CR-26-00001", Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"))["custodyRecordNumber"]!.ToString());
    }

    private static Task<int> Execute(CustodySuite suite, string sql) => suite.Services.GetRequiredService<Database>().Write(
        (connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction), TestContext.Current.CancellationToken);
}

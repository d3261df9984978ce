using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Timers;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CustodyWatch.Tests.Alerts;

public sealed class ClosingTests
{
    [Fact]
    public async Task An_alert_is_resolved_when_the_drink_is_offered()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T16:05:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.Look();

        await suite.As("feed-01").Taken(Told.Drink("2026-06-10T16:05:00Z"));
        await suite.Look();

        var drink = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        Assert.Equal(("resolved", "met", "2026-06-10T16:05:00Z"), (drink["state"]!.ToString(), drink["reason"]!.ToString(), drink["resolvedAt"]!.ToString()));
    }

    [Fact]
    public async Task A_charge_that_comes_after_the_limit_ends_its_alert_and_leaves_the_limit_broken()
    {
        await using var suite = await CustodySuite.Open("2026-06-11T12:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:10:00Z"));
        await suite.Look();
        Assert.Equal("open", Assert.Single(await suite.As("sgt-01").Alerts("detention-limit", "due"))["state"]!.ToString());

        suite.Clock.AdvanceMinutes(5);
        var detention = await suite.As("feed-01").Taken(Told.Event("charged", "2026-06-11T12:05:00Z", new
        {
            officer = new { id = "4417", rank = "sergeant" },
            offences = new[] { new { description = "Burglary in a dwelling", @class = "either-way" } },
        }));
        await suite.LookAt("2026-06-11T12:40:00Z");

        var alerts = (await suite.As("insp-01").Alerts()).Where(alert => alert.Is("clock", "detention-limit")).ToArray();
        Assert.DoesNotContain(alerts, alert => alert.Is("step", "escalation-1") || alert.Is("state", "open"));
        Assert.Equal("overtaken", Assert.Single(alerts, alert => alert.Is("step", "due"))["reason"]!.ToString());
        var clocks = (await suite.As("sgt-01").Read($"/detentions/{detention}/clocks")).Body!["clocks"]!.AsArray();
        Assert.Equal("breached", Assert.Single(clocks, clock => clock!.Is("clock", "detention-limit"))!["state"]!.ToString());
    }

    [Fact]
    public async Task A_correction_that_shows_an_alert_mistaken_retracts_it_and_never_removes_it()
    {
        await using var suite = await CustodySuite.Open("2026-06-12T08:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z", id: "a"));
        await suite.Look();
        var before = (await suite.As("sgt-01").Alerts()).Count;

        await suite.As("feed-01").Taken(Told.Replaced("a", "2026-06-12T08:00:00Z", new { time = "2026-06-12T07:59:00Z" }));
        await suite.Look();

        var after = await suite.As("sgt-01").Alerts();
        Assert.Equal(before, after.Count(alert => alert["raisedAt"]!.ToString() == "2026-06-12T08:00:00Z"));
        Assert.Equal("retracted", Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"))["state"]!.ToString());
        Assert.DoesNotContain(after, alert => alert.Is("step", "due") && alert.Is("state", "open"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whether_the_correction_or_the_deed_it_corrects_came_first_the_mistaken_alert_is_retracted_without_a_word(bool deedFirst)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T13:30:00Z");
        var sergeant = suite.As("sgt-01");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:10:00Z"));
        await suite.Look();
        var told = Assert.Single(await sergeant.Alerts("rights", "due"));
        var given = Told.Event("rights-given", "2026-06-10T12:50:00Z", new { appropriateAdultPresent = true }, id: "g");
        var corrected = Told.Replaced("g", "2026-06-10T13:30:00Z", new { time = "2026-06-10T12:30:00Z" });

        await suite.As("feed-01").Taken(deedFirst ? given : corrected);
        await suite.Look();
        Assert.Equal(deedFirst ? "resolved" : "open", Assert.Single(await sergeant.Alerts("rights", "due"))["state"]!.ToString());
        suite.Clock.Advance(Duration.FromMinutes(1));
        await suite.As("feed-01").Taken(deedFirst ? corrected : given);
        await suite.Look();

        var now = Assert.Single(await sergeant.Alerts("rights", "due"));
        Assert.Equal(("retracted", "corrected"), (now["state"]!.ToString(), now["reason"]!.ToString()));
        Assert.Equal(deedFirst ? "2026-06-10T13:30:00Z" : "2026-06-10T13:31:00Z", now["resolvedAt"]!.ToString());
        Assert.Equal(told["deliveries"]!.AsArray().Count, now["deliveries"]!.AsArray().Count);
        Assert.True(now["sequence"]!.GetValue<long>() > told["sequence"]!.GetValue<long>());
        Assert.Equal(0, (await suite.Services.GetRequiredService<AuditTimers>().Run(TestContext.Current.CancellationToken)).Wrong);
    }

    [Fact]
    public async Task A_warning_raised_when_its_duty_was_overdue_says_so_and_says_that_it_is_due_soon_once_the_time_is_put_right()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:40:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z", id: "a"));
        await suite.Look();
        var warning = Assert.Single(await suite.As("sgt-01").Alerts("custody-officer", "warning"));
        Assert.Equal(("late", "Seen by the custody officer: overdue"), (warning["reason"]!.ToString(), warning["title"]!.ToString()));

        await suite.As("feed-01").Taken(Told.Replaced("a", "2026-06-10T12:40:00Z", new { time = "2026-06-10T12:20:00Z" }));
        await suite.Look();
        warning = Assert.Single(await suite.As("sgt-01").Alerts("custody-officer", "warning"));
        Assert.Equal(("put-right", "Seen by the custody officer: due soon"), (warning["reason"]!.ToString(), warning["title"]!.ToString()));
    }

    [Fact]
    public async Task A_gate_put_right_and_then_shown_never_to_have_been_is_retracted()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T13:30:00Z");
        object Cell(bool withAdult) => new { cell = "4", reason = "No other room", withAdult };
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Event("cell-placed", "2026-06-10T12:20:00Z", Cell(true), id: "c"));
        await suite.Look();
        await suite.As("feed-01").Taken(Told.Event("cell-left", "2026-06-10T12:40:00Z"));
        await suite.Look();
        Assert.All(await suite.As("sgt-01").Alerts("cell-with-adult", "due"), alert => Assert.True(alert.Is("state", "resolved")));

        await suite.As("feed-01").Taken(Told.Replaced("c", "2026-06-10T13:30:00Z", new { data = Cell(false) }));
        await suite.Look();
        var gate = Assert.Single(await suite.As("sgt-01").Alerts("cell-with-adult", "due"));
        Assert.Equal(("retracted", "no-such-duty"), (gate["state"]!.ToString(), gate["reason"]!.ToString()));
    }

    [Fact]
    public async Task A_search_that_nobody_has_seen_speaks_though_an_earlier_one_that_was_seen_is_taken_back()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        var inspector = suite.As("insp-01");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Searched("2026-06-10T12:30:00Z", "wrong"));
        await suite.Look();
        var seen = Assert.Single(await inspector.Alerts("strip-search-without-adult", "due"));
        await inspector.Call($"/alerts/{seen["id"]}/acknowledge", new JsonObject());
        suite.Clock.Advance(Duration.FromMinutes(90));
        await suite.As("feed-01").Taken(Searched("2026-06-10T14:00:00Z", "right"));
        await suite.Look();

        await suite.As("feed-01").Taken(Told.Retracted("wrong", "2026-06-10T14:00:00Z"));
        await suite.Look();
        var open = Assert.Single(await inspector.Alerts("strip-search-without-adult", "due"), alert => alert.Is("state", "open"));
        Assert.Equal(("unseen", "2026-06-10T14:00:00Z", ""), (open["reason"]!.ToString(), open["dueAt"]!.ToString(), open["acknowledgedBy"]?.ToString() ?? ""));
        Assert.Equal(2, open["deliveries"]!.AsArray().Count(one => one!.Is("channel", "live")));
        Assert.Equal("true", (await suite.As("admin-01").Read("/chain/verify")).Text("intact"));

        static JsonObject Searched(string at, string id) => Told.Event("strip-searched", at, new
        {
            authorisedBy = new { id = "4417", rank = "sergeant" },
            reason = "Said to have a blade",
            intimatePartsExposed = true,
            appropriateAdultPresent = false,
        }, id: id);
    }

    [Fact]
    public async Task What_was_called_mistaken_and_is_true_after_all_is_closed_as_met()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T13:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Event("detention-authorised", "2026-06-10T12:10:00Z", new
        {
            officer = new { id = "4417", rank = "sergeant" },
            grounds = new[] { "obtain-evidence-by-questioning" },
        }, id: "auth"));
        await suite.Look();
        await suite.As("feed-01").Taken(Told.Event("rights-given", "2026-06-10T13:00:00Z", new { appropriateAdultPresent = true }));
        await suite.Look();
        var met = await States();

        await suite.As("feed-01").Taken(Told.Retracted("auth", "2026-06-10T13:00:00Z", id: "x"));
        await suite.Look();
        Assert.All(await States(), state => Assert.EndsWith("retracted no-such-duty", state, StringComparison.Ordinal));
        await suite.As("feed-01").Taken(Told.Retracted("x", "2026-06-10T13:00:00Z"));
        await suite.Look();
        Assert.Equal(["due resolved met", "warning resolved met"], met);
        Assert.Equal(met, await States());

        async Task<string[]> States() =>
            [.. (await suite.As("sgt-01").Alerts()).Where(alert => alert.Is("clock", "rights")).Select(alert => $"{alert["step"]} {alert["state"]} {alert["reason"]}").Order()];
    }

    [Fact]
    public async Task A_visit_entered_twice_and_taken_back_calls_no_alert_of_a_visit_that_was_missed_mistaken()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:20:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:00:00Z"), Visit("2026-06-10T12:10:00Z", "one"), Visit("2026-06-10T12:20:00Z", "two"));
        await suite.LookAt("2026-06-10T13:10:00Z");
        await suite.LookAt("2026-06-10T13:20:00Z");
        await suite.LookAt("2026-06-10T13:40:00Z");
        await suite.As("feed-01").Taken(Visit("2026-06-10T13:40:00Z", "three"));
        await suite.Look();
        Assert.Equal(["due resolved met", "escalation-1 resolved met", "warning resolved met"], await States(3));

        await suite.As("feed-01").Taken(Told.Retracted("two", "2026-06-10T13:40:00Z"));
        await suite.Look();
        Assert.Equal(["due resolved met", "escalation-1 resolved met", "warning resolved met"], await States(3));

        static JsonObject Visit(string at, string id) => Told.Event("visit", at, new { method = "in-cell" }, id: id);
        async Task<string[]> States(int cycle) => [.. (await suite.As("sgt-01").Alerts())
            .Where(alert => alert.Is("clock", "visit") && alert["clockSequence"]!.GetValue<int>() == cycle).Select(alert => $"{alert["step"]} {alert["state"]} {alert["reason"]}").Order()];
    }

    [Fact]
    public async Task A_review_entered_on_the_wrong_record_and_taken_back_leaves_the_alert_speaking_again()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:30:00Z");
        var held = Told.Event("review-held", "2026-06-10T18:20:00Z", new
        {
            officer = new { id = "201", rank = "inspector" },
            method = "in-person",
            outcome = "continue",
        }, id: "r");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:10:00Z"));
        await suite.Look();
        var sergeant = suite.As("sgt-01");
        Assert.Equal("open", Assert.Single(await sergeant.Alerts("review", "due"))["state"]!.ToString());

        await suite.As("feed-01").Taken(held);
        await suite.Look();
        Assert.Equal("resolved", Assert.Single(await sergeant.Alerts("review", "due"))["state"]!.ToString());

        await suite.As("feed-01").Taken(Told.Retracted("r", "2026-06-10T18:30:00Z"));
        await suite.Look();
        var again = Assert.Single(await sergeant.Alerts("review", "due"));
        Assert.Equal(("open", "broken-again"), (again["state"]!.ToString(), again["reason"]!.ToString()));
    }

    [Fact]
    public async Task When_the_child_leaves_nothing_about_time_stays_open()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:10:00Z"));
        await suite.Look();
        await suite.As("feed-01").Taken(Told.Released("2026-06-10T20:00:00Z"));
        await suite.Look();

        Assert.Empty(await suite.As("sgt-01").Alerts("state=open,acknowledged"));
    }

    [Fact]
    public async Task A_correction_of_something_else_leaves_a_broken_duty_broken_when_the_child_leaves()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T16:05:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Event("youth-justice-told", "2026-06-10T12:30:00Z", new { service = "Team" }, id: "told"));
        await suite.Look();
        await suite.As("feed-01").Taken(
            Told.Retracted("told", "2026-06-10T16:05:00Z"), Told.Released("2026-06-10T16:05:00Z"));
        await suite.Look();

        var drink = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        Assert.Equal(("resolved", "overtaken"), (drink["state"]!.ToString(), drink["reason"]!.ToString()));
    }
}

using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Delivery;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Timers;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CustodyWatch.Tests.Alerts;

/// <summary>A record put right to another suite, and a request to another authority, take their alerts along.</summary>
public sealed class PassingOnTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_alerts_of_a_record_put_right_to_another_suite_are_that_suites_and_speak_there(bool lookedAtBetween)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:15:00Z", adjust: Alerting.Untimed);
        using var central = new Reader(suite, "sgt-01");
        using var north = new Reader(suite, "sgt-02");
        await using var here = await Screen.Open(suite, "sgt-01");
        await using var there = await Screen.Open(suite, "sgt-02");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z", id: "a"), Told.Authorised("2026-06-10T12:10:00Z"));
        // One that goes nowhere, and speaks last.
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T17:00:00Z", record: "CR-26-00002"));
        await suite.Look();
        var due = Assert.Single(await suite.As("sgt-01").Alerts("review", "due"))["id"]!.ToString();
        await suite.As("sgt-01").Call($"/alerts/{due}/acknowledge", new JsonObject());
        suite.Clock.Advance(Duration.FromSeconds(1));
        await suite.As("feed-01").Taken(Told.Event("force-used", "2026-06-10T18:15:00Z", new { kind = "Held", reason = "Kicking" }, "CR-26-00002"));
        await suite.Look();
        Assert.Contains(due, (await central.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain(due, (await north.Open("/suites/NORTH")).Html, StringComparison.Ordinal);
        var before = Mine(await suite.As("insp-01").Alerts());

        suite.Clock.Advance(Duration.FromSeconds(1));
        await suite.As("feed-01").Taken(Told.Retracted("a", "2026-06-10T18:15:02Z"));
        if (lookedAtBetween) await suite.Look();
        await suite.As("sgt-02").Taken(Told.Arrived("2026-06-10T12:00:00Z", source: Told.North));
        await suite.Look();

        Assert.Empty(Mine(await suite.As("sgt-01").Alerts()));
        var moved = Mine(await suite.As("sgt-02").Alerts());
        Assert.True(moved.Count >= before.Count);
        Assert.All(Mine(await suite.As("insp-01").Alerts()), alert => Assert.Equal("NORTH", alert["suite"]!.ToString()));
        var review = moved.Single(alert => alert["id"]!.ToString() == due);
        Assert.Equal(("open", lookedAtBetween ? "broken-again" : "passed-on"), (review["state"]!.ToString(), review["reason"]!.ToString()));
        Assert.Contains("CR-26-00001 in NORTH", review["text"]!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(due, (await central.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);
        Assert.Contains(due, (await north.Open("/suites/NORTH")).Html, StringComparison.Ordinal);
        var open = moved.Where(alert => alert.Is("state", "open")).Select(alert => alert["id"]!.ToString()).ToHashSet();
        await Eventually.True(() => Said(there, "alertRaised").Intersect(open).Any() && open.All(id => Said(here, "alertChanged").Contains(id)));
        Assert.All(open, id => Assert.Contains(id, Said(there, "alertRaised").Concat(Said(there, "alertChanged"))));
        Assert.Equal(0, (await suite.Services.GetRequiredService<AuditTimers>().Run(TestContext.Current.CancellationToken)).Wrong);
        Assert.Equal(HttpStatusCode.NotFound, (await suite.As("sgt-01").Call($"/alerts/{due}/acknowledge", new JsonObject())).Status);
        Assert.Equal(HttpStatusCode.OK, (await suite.As("sgt-02").Call($"/alerts/{due}/acknowledge", new JsonObject())).Status);
        await Intact(suite);
    }

    [Fact]
    public async Task What_is_done_with_follows_its_record_without_a_word()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T16:05:00Z", adjust: Alerting.Untimed);
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z", id: "a"));
        await suite.Look();
        await suite.As("feed-01").Taken(Told.Drink("2026-06-10T16:05:00Z"));
        await suite.Look();
        var before = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        suite.Clock.Advance(Duration.FromMinutes(1));
        await suite.As("feed-01").Taken(Told.Retracted("a", "2026-06-10T16:05:30Z"));
        await suite.As("sgt-02").Taken(Told.Arrived("2026-06-10T12:00:00Z", source: Told.North));
        await suite.Look();

        var after = Assert.Single(await suite.As("sgt-02").Alerts("drink", "due"));
        foreach (var same in new[] { "id", "state", "reason", "raisedAt", "resolvedAt" }) Assert.Equal(before[same]!.ToString(), after[same]!.ToString());
        Assert.Equal(before["deliveries"]!.AsArray().Count, after["deliveries"]!.AsArray().Count);
        var last = after["sequence"]!.GetValue<long>();
        await suite.Look();
        Assert.Equal(last, Assert.Single(await suite.As("sgt-02").Alerts("drink", "due"))["sequence"]!.GetValue<long>());
        await Intact(suite);
    }

    [Fact]
    public async Task The_right_desk_hears_of_a_request_at_once_when_its_authority_is_put_right_and_the_other_reads_it_no_more()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z", adjust: Alerting.Untimed);
        await using var wrong = await Screen.Open(suite, "desk-01");
        await using var right = await Screen.Open(suite, "desk-02");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T19:00:00Z"), Told.Event("accommodation-requested", "2026-06-10T20:00:00Z", Of("E08000099"), id: "q"));
        await suite.Look();
        var asked = Assert.Single(await suite.As("desk-01").Alerts());
        await Eventually.True(() => Said(wrong, "alertRaised").Contains(asked["id"]!.ToString()));

        suite.Clock.Advance(Duration.FromMinutes(2));
        await suite.As("feed-01").Taken(Told.Replaced("q", "2026-06-10T20:02:00Z", new { data = Of("E10000098") }));
        await suite.Look();

        Assert.Empty(await suite.As("desk-01").Alerts());
        var now = Assert.Single(await suite.As("desk-02").Alerts());
        Assert.Equal(("accommodation-reply-1 warning open", "passed-on", "E10000098"), (now.InShort(), now["reason"]!.ToString(), now["authority"]!.ToString()));
        Assert.Equal(asked["id"]!.ToString(), now["id"]!.ToString());
        Assert.Equal(2, now["deliveries"]!.AsArray().Count);
        await Eventually.True(() => Said(right, "alertRaised").Contains(now["id"]!.ToString()) && Said(wrong, "alertChanged").Contains(now["id"]!.ToString()));
        await Intact(suite);

        static object Of(string authority) => new { requestId = "q-1", authority, kind = "non-secure" };
    }

    [Fact]
    public async Task Whoever_was_away_when_an_alert_left_them_is_told_of_it_on_asking_what_they_missed()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z", adjust: Alerting.Untimed);
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T19:58:00Z", id: "a"), Told.Event("accommodation-requested", "2026-06-10T20:00:00Z", Of("E08000099"), id: "q"));
        await suite.Look();
        var asked = Assert.Single(await suite.As("desk-01").Alerts());
        var (id, seen) = (asked["id"]!.ToString(), asked["sequence"]!.GetValue<long>());
        Assert.Empty(await Missed("desk-01"));

        await suite.As("feed-01").Taken(Told.Replaced("q", "2026-06-10T20:00:00Z", new { data = Of("E10000098") }));
        await suite.Look();
        foreach (var persona in new[] { "desk-01", "desk-02", "mgr-01", "sgt-01" }) Assert.Equal([id], await Missed(persona));
        Assert.Empty(await Missed("sgt-02"));
        seen = Assert.Single(await suite.As("desk-02").Alerts())["sequence"]!.GetValue<long>();
        Assert.Empty(await Missed("desk-01"));

        await suite.As("feed-01").Taken(Told.Retracted("a", "2026-06-10T20:00:00Z"));
        await suite.As("sgt-02").Taken(Told.Arrived("2026-06-10T19:58:00Z", source: Told.North));
        await suite.Look();
        foreach (var persona in new[] { "sgt-01", "sgt-02", "desk-02" }) Assert.Contains(id, await Missed(persona));
        Assert.Empty(await Missed("desk-01"));

        static object Of(string authority) => new { requestId = "q-1", authority, kind = "non-secure" };

        async Task<string[]> Missed(string persona)
        {
            await using var screen = await Screen.Open(suite, persona);
            return await screen.Connection.InvokeAsync<string[]>("Since", seen);
        }
    }

    [Fact]
    public async Task Nobody_of_the_suite_it_left_is_sent_a_text_that_was_still_to_go()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.Suite("2026-06-10T12:00:00Z");
        await suite.As("insp-01").Call("/rota", Sending.Turn("custody-sergeant"));
        await using var screen = await Screen.Open(suite, "sgt-01");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z", id: "a"));
        await suite.LookAt("2026-06-10T16:00:00Z");
        Assert.Null(Assert.Single(await suite.Attempts("drink", "due", "text"))["outcome"]);

        await suite.As("feed-01").Taken(Told.Retracted("a", "2026-06-10T16:00:00Z"));
        await suite.As("sgt-02").Taken(Told.Arrived("2026-06-10T12:00:00Z", source: Told.North));
        await suite.Look();

        var due = Assert.Single((await suite.As("insp-01").Alerts()), alert => alert.Is("clock", "drink") && alert.Is("step", "due"));
        var texts = due["deliveries"]!.AsArray().Where(delivery => delivery!.Is("channel", "text")).ToArray();
        Assert.Equal(2, texts.Length);
        Assert.Single(texts, text => text!.Is("outcome", "passed-on"));
    }

    [Fact]
    public async Task Nor_one_that_had_gone_down_the_ladder_to_them()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.Suite("2026-06-10T20:00:00Z", untimed: true);
        var turn = Sending.Turn("custody-sergeant");
        turn["suite"] = "CENTRAL";
        Assert.Equal(HttpStatusCode.Created, (await suite.As("insp-01").Call("/rota", turn)).Status);
        await using var screen = await Screen.Open(suite, "sgt-01");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z", id: "a"), Told.Authorised("2026-06-10T12:10:00Z"));
        await suite.Look();
        Assert.Contains(await suite.Attempts("review", "escalation-2", "text"), attempt => attempt["outcome"] is null);

        await suite.As("feed-01").Taken(Told.Retracted("a", "2026-06-10T20:00:00Z"));
        await suite.As("sgt-02").Taken(Told.Arrived("2026-06-10T12:00:00Z", source: Told.North));
        await suite.Look();
        suite.Clock.Advance(Duration.FromMinutes(2));
        await suite.Send();

        Assert.Empty(notify.Texts);
    }

    private static IReadOnlyList<JsonNode> Mine(IReadOnlyList<JsonNode> alerts) => [.. alerts.Where(alert => alert.Is("custodyRecordNumber", "CR-26-00001"))];

    private static IEnumerable<string> Said(Screen screen, string message) => screen.Of(message).Select(said => said.GetProperty("id").GetString()!);

    private static async Task Intact(CustodySuite suite) => Assert.Equal("true", (await suite.As("admin-01").Read("/chain/verify")).Text("intact"));
}

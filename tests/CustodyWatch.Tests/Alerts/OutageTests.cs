using System.Text.Json.Nodes;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Alerts;

public sealed class OutageTests
{
    [Fact]
    public async Task While_a_feed_is_silent_one_alert_speaks_for_the_suite_and_what_stands_speaks_when_it_is_back()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:10:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:10:00Z"));
        await suite.LookAt("2026-06-10T14:10:00Z");
        Assert.Single(await suite.As("insp-01").Alerts("feed-silent", "due"));
        await using var screen = await Screen.Open(suite, "sgt-01");
        var sergeant = suite.As("sgt-01");

        await suite.LookAt("2026-06-10T15:30:00Z");
        var drink = Assert.Single(await sergeant.Alerts("drink", "warning"));
        Assert.Equal(("muted", "muted-by-outage", 0), (drink["state"]!.ToString(), drink["reason"]!.ToString(), drink["deliveries"]!.AsArray().Count));
        Assert.False(Heard(screen, "alertRaised", drink));

        await suite.As("feed-01").Taken(Told.Event("visit", "2026-06-10T15:30:00Z", new { method = "in-cell", response = "awake" }));
        await suite.LookAt("2026-06-10T15:30:01Z");
        drink = Assert.Single(await sergeant.Alerts("drink", "warning"));
        Assert.Equal(("open", "no-longer-muted"), (drink["state"]!.ToString(), drink["reason"]!.ToString()));
        await Eventually.True(() => Heard(screen, "alertRaised", drink));
    }

    [Fact]
    public async Task What_is_due_is_told_and_escalated_while_the_feed_is_silent_as_ever()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:10:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:10:00Z"));
        await suite.LookAt("2026-06-10T14:10:00Z");
        await using var screen = await Screen.Open(suite, "sgt-01");

        await suite.LookAt("2026-06-10T16:00:00Z");
        var drink = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        Assert.Equal("on-time", drink["reason"]!.ToString());
        await Eventually.True(() => Heard(screen, "alertRaised", drink));
        Assert.All(await suite.As("insp-01").Alerts("visit", "escalation-1"), alert => Assert.NotEqual("muted", alert["state"]!.ToString()));
    }

    [Fact]
    public async Task A_child_about_whom_entries_are_made_on_screens_while_the_feed_is_silent_is_heard_as_ever()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:10:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:10:00Z"));
        await suite.LookAt("2026-06-10T14:10:00Z");
        await suite.LookAt("2026-06-10T15:30:00Z");
        Assert.Equal("muted-by-outage", Assert.Single(await suite.As("sgt-01").Alerts("drink", "warning"))["reason"]!.ToString());

        using var sergeant = new Reader(suite, "sgt-01");
        var form = $"/detentions/{id}/entries/exercise-offered";
        await sergeant.Open(form);
        var sent = await sergeant.Send(form, ("outcome", "accepted"), ("when", "2026-06-10T16:30"), ("entryId", Guid.NewGuid().ToString()));
        await suite.Look();

        Assert.Equal(System.Net.HttpStatusCode.SeeOther, sent.Status);
        Assert.Equal("no-longer-muted", Assert.Single(await suite.As("sgt-01").Alerts("drink", "warning"))["reason"]!.ToString());
        Assert.Equal("open", Assert.Single(await suite.As("insp-01").Alerts("feed-silent", "due"))["state"]!.ToString());
    }

    [Fact]
    public async Task Very_much_that_fell_due_while_the_service_did_not_run_is_told_as_one_alert_and_the_law_besides()
    {
        await using var folder = new LastingFolder();
        await using (var before = await CustodySuite.Open("2026-06-10T12:04:00Z", folder.Path))
            await before.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:04:00Z"));

        await using var after = await CustodySuite.Open(
            "2026-06-10T18:30:00Z", folder.Path, settings: new Dictionary<string, string> { ["CustodyWatch:Alerts:OutageAlerts"] = "5" });
        await after.Look();
        var down = Assert.Single(await after.As("insp-01").Alerts("service-down", "due"));
        Assert.StartsWith("CENTRAL: the service did not run, and ", down["text"]!.ToString(), StringComparison.Ordinal);
        var sergeant = after.As("sgt-01");
        Assert.Equal("muted-by-outage", Assert.Single(await sergeant.Alerts("drink", "warning"))["reason"]!.ToString());
        Assert.Equal("late", Assert.Single(await sergeant.Alerts("drink", "due"))["reason"]!.ToString());
        Assert.Equal("late", Assert.Single(await sergeant.Alerts("review", "due"))["reason"]!.ToString());

        await after.LookAt("2026-06-10T18:45:00Z");
        Assert.Equal("resolved", Assert.Single(await after.As("insp-01").Alerts("service-down", "due"))["state"]!.ToString());
        Assert.Equal("muted-by-outage", Assert.Single(await sergeant.Alerts("drink", "warning"))["reason"]!.ToString());
    }

    [Fact]
    public async Task A_little_that_fell_due_while_the_service_did_not_run_speaks_for_itself()
    {
        await using var folder = new LastingFolder();
        await using (var before = await CustodySuite.Open("2026-06-10T12:04:00Z", folder.Path))
            await before.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await using var after = await CustodySuite.Open("2026-06-10T13:30:00Z", folder.Path);
        await after.Look();
        Assert.Empty(await after.As("insp-01").Alerts("service-down", "due"));
        Assert.Equal("late", Assert.Single(await after.As("sgt-01").Alerts("risk-assessment", "due"))["reason"]!.ToString());
    }

    [Fact]
    public async Task That_an_outage_cannot_be_told_of_holds_up_no_child_and_is_tried_again()
    {
        await using var folder = new LastingFolder();
        var asked = 0;
        await using (var before = await CustodySuite.Open("2026-06-10T12:04:00Z", folder.Path, embedded: true))
            await before.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));

        await using var after = await CustodySuite.Open("2026-06-10T16:00:00Z", folder.Path, embedded: true, adjust: builder =>
            builder.Services.AddSingleton<Dialect>(new ListeningDialect(SqliteDialect.Of(Path.Combine(folder.Path, "custodywatch.db")).ConnectionString, Fail)));
        await after.Look();
        Assert.Single(await after.As("sgt-01").Alerts("drink", "due"));
        await after.Look();
        Assert.True(asked > 1, "It was not tried again.");

        void Fail(string sql)
        {
            if (sql.Contains("AS duties", StringComparison.Ordinal) && Interlocked.Increment(ref asked) == 1) throw new InvalidOperationException("No answer.");
        }
    }

    private static bool Heard(Screen screen, string message, JsonNode alert) =>
        screen.Of(message).Any(said => said.GetProperty("id").GetString() == alert["id"]!.ToString());
}

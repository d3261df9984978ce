using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Alerts;

public sealed class AcknowledgingTests
{
    [Fact]
    public async Task An_alert_is_acknowledged_by_name_and_the_steps_below_it_with_it()
    {
        await using var suite = await WithReviewOverdue();
        var sergeant = suite.As("sgt-01");

        var answer = await Acknowledge(sergeant, await Due(sergeant), "Inspector called");

        Assert.Equal(
            (HttpStatusCode.OK, "acknowledged", "sgt-01", "2026-06-10T18:11:00Z"),
            (answer.Status, answer.Text("state"), answer.Text("acknowledgedBy"), answer.Text("acknowledgedAt")));
        Assert.Equal("acknowledged", Assert.Single(await sergeant.Alerts("review", "warning"))["state"]!.ToString());
    }

    [Fact]
    public async Task An_acknowledgement_goes_stale_after_ten_minutes_and_the_alert_speaks_again()
    {
        await using var suite = await WithReviewOverdue();
        var sergeant = suite.As("sgt-01");
        var before = (await Acknowledge(sergeant, await Due(sergeant))).Body!["sequence"]!.GetValue<long>();

        await suite.LookAt("2026-06-10T18:20:59Z");
        Assert.Equal("acknowledged", Assert.Single(await sergeant.Alerts("review", "due"))["state"]!.ToString());

        await suite.LookAt("2026-06-10T18:21:00Z");
        var again = Assert.Single(await sergeant.Alerts("review", "due"));
        Assert.Equal(("open", "acknowledgement-stale"), (again["state"]!.ToString(), again["reason"]!.ToString()));
        Assert.True(again["sequence"]!.GetValue<long>() > before);
    }

    [Fact]
    public async Task A_stale_acknowledgement_is_spoken_on_the_screens_again_and_may_go_stale_again()
    {
        await using var suite = await WithReviewOverdue();
        var sergeant = suite.As("sgt-01");
        var due = await Due(sergeant);
        await Acknowledge(sergeant, due);
        await using var screen = await Screen.Open(suite, "sgt-01");
        // The inspector hears first, and not together with what goes stale.
        await suite.LookAt("2026-06-10T18:20:00Z");

        await suite.LookAt("2026-06-10T18:21:00Z");
        await Eventually.True(() => screen.Of("alertRaised").Any(said => said.GetProperty("id").GetString() == due));
        // Who has seen it again has another ten minutes, and no more.
        await Acknowledge(sergeant, due);
        await suite.LookAt("2026-06-10T18:30:59Z");
        Assert.Equal("acknowledged", Assert.Single(await sergeant.Alerts("review", "due"))["state"]!.ToString());
        await suite.LookAt("2026-06-10T18:31:00Z");
        Assert.Equal("open", Assert.Single(await sergeant.Alerts("review", "due"))["state"]!.ToString());
        await Eventually.True(() => screen.Of("alertRaised").Count(said => said.GetProperty("id").GetString() == due) == 2);
    }

    [Fact]
    public async Task What_has_climbed_and_goes_stale_is_spoken_again_to_the_sergeant_as_well_as_to_the_inspector()
    {
        await using var suite = await WithReviewOverdue();
        var sergeant = suite.As("sgt-01");
        await suite.LookAt("2026-06-10T18:20:00Z");
        Assert.Equal(["due open 1", "escalation-1 open 1", "warning open 0"], await Review());
        await Acknowledge(sergeant, Assert.Single(await sergeant.Alerts("review", "escalation-1"))["id"]!.ToString());

        await suite.LookAt("2026-06-10T18:30:00Z");

        Assert.Equal(["due open 2", "escalation-1 open 2", "warning acknowledged 0"], await Review());

        async Task<IEnumerable<string>> Review() => (await sergeant.Alerts()).Where(alert => alert.Is("clock", "review"))
            .Select(alert => $"{alert["step"]} {alert["state"]} {alert["deliveries"]!.AsArray().Count(delivery => delivery!.Is("channel", "live"))}").Order();
    }

    [Fact]
    public async Task How_long_an_acknowledgement_holds_is_a_setting_and_what_was_done_meanwhile_speaks_no_more()
    {
        await using var suite = await WithReviewOverdue(new Dictionary<string, string> { ["CustodyWatch:Alerts:AcknowledgementMinutes"] = "4" });
        var sergeant = suite.As("sgt-01");
        await Acknowledge(sergeant, await Due(sergeant));
        await suite.LookAt("2026-06-10T18:14:59Z");
        Assert.Equal("acknowledged", Assert.Single(await sergeant.Alerts("review", "due"))["state"]!.ToString());
        await suite.LookAt("2026-06-10T18:15:00Z");
        Assert.Equal("open", Assert.Single(await sergeant.Alerts("review", "due"))["state"]!.ToString());

        await Acknowledge(sergeant, await Due(sergeant));
        await suite.As("feed-01").Taken(Told.Released("2026-06-10T18:15:00Z"));
        await suite.LookAt("2026-06-10T18:30:00Z");
        Assert.Equal("resolved", Assert.Single(await sergeant.Alerts("review", "due"))["state"]!.ToString());
    }

    [Fact]
    public async Task An_acknowledged_alert_about_the_suite_itself_speaks_again_too()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.LookAt("2026-06-10T14:00:00Z");
        var inspector = suite.As("insp-01");
        var silent = Assert.Single(await inspector.Alerts("feed-silent", "due"))["id"]!.ToString();
        await Acknowledge(inspector, silent);

        await suite.LookAt("2026-06-10T14:10:00Z");

        var again = Assert.Single(await inspector.Alerts("feed-silent", "due"));
        Assert.Equal(("open", "acknowledgement-stale"), (again["state"]!.ToString(), again["reason"]!.ToString()));
    }

    [Fact]
    public async Task The_inspector_hears_after_ten_minutes_and_the_superintendent_after_thirty_while_the_review_is_not_held()
    {
        await using var suite = await WithReviewOverdue();
        await Acknowledge(suite.As("sgt-01"), await Due(suite.As("sgt-01")));

        await suite.LookAt("2026-06-10T18:19:59Z");
        Assert.Empty(await suite.As("insp-01").Alerts("review", "escalation-1"));

        await suite.LookAt("2026-06-10T18:20:00Z");
        Assert.Equal("custody-inspector", Assert.Single(await suite.As("insp-01").Alerts("review", "escalation-1"))["audience"]![0]!.ToString());

        await suite.LookAt("2026-06-10T18:40:00Z");
        Assert.Equal("superintendent", Assert.Single(await suite.As("supt-01").Alerts("review", "escalation-2"))["audience"]![0]!.ToString());
    }

    [Theory]
    [InlineData("sgt-02", HttpStatusCode.NotFound)]
    [InlineData("sgt-98", HttpStatusCode.NotFound)]
    [InlineData("do-01", HttpStatusCode.Forbidden)]
    [InlineData("desk-01", HttpStatusCode.Forbidden)]
    [InlineData("insp-01", HttpStatusCode.OK)]
    public async Task Only_those_who_answer_for_the_suite_may_acknowledge(string persona, HttpStatusCode status)
    {
        await using var suite = await WithReviewOverdue();
        Assert.Equal(status, (await Acknowledge(suite.As(persona), await Due(suite.As("sgt-01")))).Status);
    }

    [Fact]
    public async Task A_warning_is_the_sergeants_and_the_inspector_does_not_know_of_it()
    {
        await using var suite = await WithReviewOverdue();
        var warning = Assert.Single(await suite.As("sgt-01").Alerts("review", "warning"))["id"]!.ToString();

        Assert.Empty(await suite.As("insp-01").Alerts("review", "warning"));
        Assert.Equal(HttpStatusCode.NotFound, (await Acknowledge(suite.As("insp-01"), warning)).Status);
    }

    [Fact]
    public async Task What_no_longer_waits_is_not_acknowledged()
    {
        await using var suite = await WithReviewOverdue();
        var due = await Due(suite.As("sgt-01"));
        await suite.As("feed-01").Taken(Told.Released("2026-06-10T18:11:00Z"));
        await suite.Look();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Acknowledge(suite.As("sgt-01"), due)).Status);
    }

    [Fact]
    public async Task A_note_that_is_too_long_is_refused_in_the_same_words_on_a_screen()
    {
        await using var suite = await WithReviewOverdue();
        var due = await Due(suite.As("sgt-01"));
        var note = new string('x', 1001);
        using var screen = new Reader(suite, "sgt-01");
        await screen.Open("/suites/CENTRAL");

        var refused = await Acknowledge(suite.As("sgt-01"), due, note);
        var page = await screen.Send($"/alerts/{due}/acknowledge", ("note", note));

        Assert.Equal("may be at most 1000 characters", Assert.Single(refused.Body!["errors"]!["note"]!.AsArray())!.ToString());
        Assert.Equal((refused.Status, HttpStatusCode.UnprocessableEntity), (page.Status, page.Status));
        Assert.Contains("The note may be at most 1000 characters.", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chain_holds_over_everything_that_happened_to_an_alert()
    {
        await using var suite = await WithReviewOverdue();
        await Acknowledge(suite.As("sgt-01"), await Due(suite.As("sgt-01")), "Seen");
        await suite.LookAt("2026-06-10T18:45:00Z");

        Assert.Equal("true", (await suite.As("admin-01").Read("/chain/verify")).Text("intact"));
    }

    // Authorised at 12:10, so the first review was due at 18:10.
    private static async Task<CustodySuite> WithReviewOverdue(IReadOnlyDictionary<string, string>? settings = null)
    {
        var suite = await CustodySuite.Open("2026-06-10T18:11:00Z", settings: settings);
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:10:00Z"));
        await suite.Look();
        return suite;
    }

    private static async Task<string> Due(HttpClient client) => Assert.Single(await client.Alerts("review", "due"))["id"]!.ToString();

    private static Task<Answer> Acknowledge(HttpClient client, string id, string? note = null) =>
        client.Call($"/alerts/{id}/acknowledge", new JsonObject { ["note"] = note });
}

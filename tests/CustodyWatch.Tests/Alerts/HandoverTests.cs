using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Alerts;

public sealed class HandoverTests
{
    [Fact]
    public async Task Every_open_child_and_every_open_alert_passes_by_name()
    {
        await using var suite = await WithAChild();
        var alerts = await suite.As("sgt-01").Alerts("state=open");

        var offered = await Offer(suite.As("sgt-01"), "sgt-02");

        Assert.Equal((HttpStatusCode.Created, "sgt-01", "sgt-02"), (offered.Status, offered.Text("from"), offered.Text("to")));
        Assert.Equal("CR-26-00001", Assert.Single(offered.Body!["detentions"]!.AsArray())!["custodyRecordNumber"]!.ToString());
        Assert.Equal(
            alerts.Select(alert => alert["id"]!.ToString()).Order(StringComparer.Ordinal),
            offered.Body["alerts"]!.AsArray().Select(alert => alert!["id"]!.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Whoever_was_named_accepts_and_nobody_else()
    {
        await using var suite = await WithAChild();
        var id = (await Offer(suite.As("sgt-01"), "sgt-02")).Text("id");

        Assert.Equal(HttpStatusCode.NotFound, (await Accept(suite.As("sgt-98"), id)).Status);
        foreach (var persona in new[] { "sgt-01", "insp-01" })
        {
            var refused = await Accept(suite.As(persona), id);
            Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
            Assert.Equal("Whoever was named accepts; after 10 minutes the custody inspector may.", refused.Text("title"));
        }
        Assert.Equal(HttpStatusCode.NotFound, (await Accept(suite.As("sgt-01"), "no-such-handover")).Status);
        var accepted = await Accept(suite.As("sgt-02"), id);
        Assert.Equal((HttpStatusCode.OK, "sgt-02"), (accepted.Status, accepted.Text("acceptedBy")));
        Assert.Empty(accepted.Body!["detentions"]!.AsArray());
    }

    [Fact]
    public async Task Nobody_of_another_force_accepts_and_so_it_goes_to_the_inspector()
    {
        await using var suite = await WithAChild();
        var id = (await Offer(suite.As("sgt-01"), "sgt-98")).Text("id");

        Assert.Equal(HttpStatusCode.NotFound, (await Accept(suite.As("sgt-98"), id)).Status);

        await suite.LookAt("2026-06-10T18:10:00Z");
        Assert.Single(await suite.As("insp-01").Alerts("handover-not-accepted", "due"));
    }

    [Fact]
    public async Task What_nobody_accepts_in_ten_minutes_goes_to_the_inspector_who_may_accept_it()
    {
        await using var suite = await WithAChild();
        var id = (await Offer(suite.As("sgt-01"), "sgt-02")).Text("id");

        await suite.LookAt("2026-06-10T18:09:59Z");
        Assert.Empty(await suite.As("insp-01").Alerts("handover-not-accepted", "due"));
        await suite.LookAt("2026-06-10T18:10:00Z");
        Assert.Single(await suite.As("insp-01").Alerts("handover-not-accepted", "due"));

        Assert.Equal(HttpStatusCode.OK, (await Accept(suite.As("insp-01"), id)).Status);
        await suite.Look();
        Assert.Equal("resolved", Assert.Single(await suite.As("insp-01").Alerts("handover-not-accepted", "due"))["state"]!.ToString());
    }

    [Theory]
    [InlineData("sgt-01", "NORTH", "sgt-02", HttpStatusCode.Forbidden)]
    [InlineData("insp-01", "CENTRAL", "sgt-02", HttpStatusCode.Forbidden)]
    [InlineData("sgt-01", "CENTRAL", "", HttpStatusCode.UnprocessableEntity)]
    [InlineData("sgt-01", "CENTRAL", "sgt-01", HttpStatusCode.UnprocessableEntity)]
    public async Task Only_ones_own_suite_passes_and_only_to_somebody_else(string persona, string code, string to, HttpStatusCode status)
    {
        await using var suite = await WithAChild();
        Assert.Equal(status, (await Offer(suite.As(persona), to, code)).Status);
    }

    private static async Task<CustodySuite> WithAChild()
    {
        var suite = await CustodySuite.Open("2026-06-10T18:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.Look();
        return suite;
    }

    private static Task<Answer> Offer(HttpClient client, string to, string suite = "CENTRAL") =>
        client.Call($"/suites/{suite}/handover", new JsonObject { ["to"] = to });

    private static Task<Answer> Accept(HttpClient client, string? id) => client.Call($"/handovers/{id}/accept", new JsonObject());
}

using System.Data.Common;
using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_looks_at_the_suite_is_told_at_once_that_it_was_offered_and_accepted(bool isEmpty)
    {
        await using var suite = await WithAChild();
        if (isEmpty) await suite.As("feed-01").Taken(Told.Released("2026-06-10T17:59:00Z"));
        await using var sergeant = await Screen.Open(suite, "sgt-01");
        await using var inspector = await Screen.Open(suite, "insp-01");
        await using var north = await Screen.Open(suite, "sgt-02");

        var id = (await Offer(suite.As("sgt-01"), "insp-01")).Text("id");
        await Eventually.True(() => Heard() > 0);
        var before = Heard();
        Assert.Equal(HttpStatusCode.OK, (await Accept(suite.As("insp-01"), id)).Status);
        await Eventually.True(() => Heard() > before);

        Assert.Empty(north.Of("detentionChanged"));

        int Heard() => Math.Min(sergeant.Of("detentionChanged").Count, inspector.Of("detentionChanged").Count);
    }

    [Fact]
    public async Task No_two_offers_of_a_suite_are_kept_of_one_instant_whichever_nodes_they_were_made_to()
    {
        await using var suite = await WithAChild();
        var first = (await Offer(suite.As("sgt-01"), "sgt-02")).Text("id");
        var database = suite.Services.GetRequiredService<Database>();
        await using var connection = await database.Open(default);
        var made = (await HandoverRow.Find(connection, first!))!;

        var refused = await Assert.ThrowsAnyAsync<DbException>(() =>
            database.Write((writing, transaction) => (made with { Id = "another", ToUser = "sgt-98" }).Insert(writing, transaction), default));

        Assert.True(database.Dialect.IsDuplicate(refused));
        Assert.Equal(first, (await HandoverRow.Waiting(connection, new("99", "CENTRAL")))!.Id);
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

    [Fact]
    public async Task An_offer_under_a_wrong_name_is_ended_by_the_next_and_alarms_nobody_any_more()
    {
        await using var suite = await WithAChild();
        var mistyped = (await Offer(suite.As("sgt-01"), "sgt-20")).Text("id");
        await suite.LookAt("2026-06-10T18:10:00Z");
        var alarm = Assert.Single(await suite.As("insp-01").Alerts("handover-not-accepted", "due"));
        await suite.As("insp-01").Call($"/alerts/{alarm["id"]}/acknowledge", new JsonObject());

        var offered = (await Offer(suite.As("sgt-01"), "sgt-02")).Text("id");
        await suite.Look();
        Assert.Equal("resolved", Assert.Single(await suite.As("insp-01").Alerts("handover-not-accepted", "due"))["state"]!.ToString());
        var ended = await Accept(suite.As("insp-01"), mistyped);
        Assert.Equal((HttpStatusCode.Conflict, "This offer has ended: the suite was offered again, or taken over, since."), (ended.Status, ended.Text("title")));
        Assert.Equal("sgt-02", (await Accept(suite.As("sgt-02"), offered)).Text("acceptedBy"));

        await suite.LookAt("2026-06-10T19:00:00Z");
        Assert.Single(await suite.As("insp-01").Alerts("handover-not-accepted", "due"));
        Assert.Equal(HttpStatusCode.Conflict, (await Accept(suite.As("insp-01"), mistyped)).Status);
    }

    [Fact]
    public async Task The_same_offer_again_is_the_one_that_stands_with_whoever_came_since_until_it_has_gone_to_the_inspector()
    {
        await using var suite = await WithAChild();
        var first = await Offer(suite.As("sgt-01"), "sgt-02");
        suite.Clock.AdvanceMinutes(5);
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:04:00Z", record: "CR-26-00002"));
        var again = await Offer(suite.As("sgt-01"), "sgt-02");

        Assert.Equal((first.Status, first.Text("id"), first.Text("offeredAt")), (again.Status, again.Text("id"), again.Text("offeredAt")));
        Assert.Equal(
            ["CR-26-00001", "CR-26-00002"],
            again.Body!["detentions"]!.AsArray().Select(child => child!["custodyRecordNumber"]!.ToString()).Order(StringComparer.Ordinal));

        await suite.LookAt("2026-06-10T18:10:00Z");
        Assert.Single(await suite.As("insp-01").Alerts("handover-not-accepted", "due"));
        var later = await Offer(suite.As("sgt-01"), "sgt-02");
        Assert.NotEqual(first.Text("id"), later.Text("id"));
        Assert.Equal(HttpStatusCode.OK, (await Accept(suite.As("sgt-02"), later.Text("id"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await Accept(suite.As("sgt-02"), later.Text("id"))).Status);
        await suite.LookAt("2026-06-10T18:30:00Z");
        Assert.Equal("resolved", Assert.Single(await suite.As("insp-01").Alerts("handover-not-accepted", "due"))["state"]!.ToString());
    }

    [Fact]
    public async Task Of_offers_made_at_one_instant_and_of_one_accepted_at_it_the_last_stands()
    {
        await using var suite = await WithAChild();
        for (var i = 0; i < 8; i++)
        {
            var (first, last) = ((await Offer(suite.As("sgt-01"), "supt-01")).Text("id"), (await Offer(suite.As("sgt-01"), "insp-01")).Text("id"));
            Assert.Equal(HttpStatusCode.Conflict, (await Accept(suite.As("supt-01"), first)).Status);
            Assert.Equal(HttpStatusCode.OK, (await Accept(suite.As("insp-01"), last)).Status);
        }
    }

    [Theory]
    [InlineData("UPDATE handovers SET accepted_by = 'sgt-02', accepted_at = offered_at + 60000 WHERE to_user = 'sgt-02'")]
    [InlineData("UPDATE handovers SET accepted_by = 'insp-01', accepted_at = offered_at + 660000 WHERE to_user = 'sgt-20'")]
    public async Task What_a_version_before_left_waiting_is_settled_by_any_later_acceptance_of_the_suite(string accepted)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:00:00Z", embedded: true);
        await Offer(suite.As("sgt-01"), "sgt-20");
        suite.Clock.AdvanceMinutes(5);
        await Offer(suite.As("sgt-01"), "sgt-02");
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        await connection.ExecuteAsync(accepted);

        await suite.LookAt("2026-06-10T19:00:00Z");
        Assert.Empty(await suite.As("insp-01").Alerts("handover-not-accepted", "due"));
        using var sergeant = new Reader(suite, "sgt-01");
        Assert.DoesNotContain("Waiting for", (await sergeant.Open("/suites/CENTRAL/handover")).Html, StringComparison.Ordinal);
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

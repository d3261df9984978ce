using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Timers;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Log;

public sealed class ChainTests
{
    private static async Task<CustodySuite> Written(string meddling = "SELECT 1")
    {
        var suite = await CustodySuite.Open("2026-06-10T18:04:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Drink("2026-06-10T18:01:00Z"), Told.Drink("2026-06-10T18:02:00Z"));
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        if (TestDatabase.Server is null) await connection.ExecuteAsync("PRAGMA foreign_keys = OFF");
        await connection.ExecuteAsync(meddling);
        return suite;
    }

    [Fact]
    public async Task A_record_left_alone_is_intact()
    {
        await using var suite = await Written();
        var finding = await suite.As("insp-01").Read("/chain/verify");
        Assert.Equal(("true", "3", null), (finding.Text("intact"), finding.Text("links"), finding.Body!["firstBroken"]));
    }

    [Fact]
    public async Task Every_kind_of_alert_about_no_child_leaves_it_intact_raised_acknowledged_and_closed()
    {
        await using var folder = new LastingFolder();
        await using (var before = await CustodySuite.Open("2026-06-10T12:04:00Z", folder.Path, Alerting.Untimed))
            await before.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:04:00Z"));
        await using var suite = await CustodySuite.Open("2026-06-10T18:30:00Z", folder.Path, Alerting.Untimed,
            settings: new Dictionary<string, string> { ["CustodyWatch:Alerts:OutageAlerts"] = "5" });
        await suite.Look();
        var handover = await suite.As("sgt-01").Call("/suites/CENTRAL/handover", new JsonObject { ["to"] = "sgt-02" });
        await suite.LookAt("2026-06-10T20:30:00Z");

        var inspector = suite.As("insp-01");
        var raised = (await inspector.Alerts()).Where(alert => alert["detentionId"] is null).ToArray();
        Assert.Equal(
            typeof(SuiteAlert).GetFields().Select(field => field.GetValue(null)).OfType<SuiteAlert>().Select(kind => kind.Clock).Order(StringComparer.Ordinal),
            raised.Select(alert => alert["clock"]!.ToString()).Order(StringComparer.Ordinal));
        await Intact(suite);
        foreach (var alert in raised) await inspector.Call($"/alerts/{alert["id"]}/acknowledge", new JsonObject());
        await Intact(suite);
        Assert.Equal(HttpStatusCode.OK, (await inspector.Call($"/handovers/{handover.Text("id")}/accept", new JsonObject())).Status);
        await suite.As("sgt-01").Taken(Told.Released("2026-06-10T20:30:00Z"));
        await suite.Look();
        Assert.All((await inspector.Alerts()).Where(alert => alert["detentionId"] is null), alert => Assert.Equal("resolved", alert["state"]!.ToString()));
        await Intact(suite);
    }

    [Theory]
    [InlineData("UPDATE handovers SET suite = 'NORTH'")]
    [InlineData("UPDATE handovers SET force = '98'")]
    [InlineData("UPDATE handovers SET id = 'another'")]
    public async Task An_alert_about_a_handover_is_about_one_of_its_suite(string meddling)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:00:00Z", adjust: Alerting.Untimed);
        await suite.As("sgt-01").Call("/suites/CENTRAL/handover", new JsonObject { ["to"] = "sgt-02" });
        await suite.LookAt("2026-06-10T18:10:00Z");
        await Intact(suite);
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);

        await connection.ExecuteAsync(meddling);

        var finding = await suite.As("admin-01").Read("/chain/verify");
        Assert.EndsWith("its entries say otherwise of detention_id.", finding.Body!["firstBroken"]?["reason"]?.ToString(), StringComparison.Ordinal);
    }

    private static async Task Intact(CustodySuite suite)
    {
        var finding = await suite.As("admin-01").Read("/chain/verify");
        Assert.True(finding.Text("intact") == "true", finding.Body!.ToJsonString());
    }

    [Theory]
    [InlineData("UPDATE events SET occurred = received WHERE position = 2", 2)]
    [InlineData("UPDATE events SET received = occurred WHERE position = 3", 3)]
    [InlineData("UPDATE events SET content = (SELECT content FROM events WHERE position = 1) WHERE position = 2", 2)]
    [InlineData("UPDATE events SET posted_by = 'nobody' WHERE position = 1", 1)]
    [InlineData("UPDATE records SET custody_record_number = 'another'", 1)]
    [InlineData("DELETE FROM events WHERE position = 2", 2)]
    [InlineData("DELETE FROM events WHERE position = 2; DELETE FROM chain WHERE position = 2", 2)]
    [InlineData("DELETE FROM events WHERE position = 3; DELETE FROM chain WHERE position = 3", 3)]
    [InlineData("UPDATE chain SET content_hash = hash WHERE position = 3", 3)]
    [InlineData("UPDATE chain SET kind = 'alert' WHERE position = 3", 3)]
    [InlineData("UPDATE chain SET kind = 'rumour' WHERE position = 3", 3)]
    [InlineData("UPDATE chain_head SET hash = (SELECT previous_hash FROM chain WHERE position = 1)", 3)]
    public async Task The_first_broken_link_is_named(string meddling, int position)
    {
        await using var suite = await Written(meddling);

        var finding = await suite.As("admin-01").Read("/chain/verify");

        Assert.Equal("false", finding.Text("intact"));
        Assert.Equal(position, finding.Body!["firstBroken"]!["position"]!.GetValue<int>());
        Assert.NotEmpty(finding.Body["firstBroken"]!["reason"]!.ToString());
    }

    [Theory]
    [InlineData("sgt-01", HttpStatusCode.Forbidden)]
    [InlineData("supt-01", HttpStatusCode.Forbidden)]
    [InlineData("hmi-01", HttpStatusCode.OK)]
    public async Task Not_everyone_walks_the_chain(string persona, HttpStatusCode expected)
    {
        await using var suite = await Written();
        Assert.Equal(expected, (await suite.As(persona).Read("/chain/verify")).Status);
    }
}

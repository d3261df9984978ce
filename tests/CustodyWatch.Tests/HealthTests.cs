using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CustodyWatch.Tests;

public sealed class HealthTests
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task The_service_says_it_is_well_to_anyone(string path)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");

        var answer = await suite.As().GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await suite.As().PostAsync(path, null)).StatusCode);
        Assert.Equal(TestDatabase.Server is null, File.Exists(Path.Combine(suite.Folder, "custodywatch.db")));
    }

    [Fact]
    public async Task A_node_that_can_read_no_record_is_not_ready_and_a_few_that_cannot_be_read_send_nobody_away()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        foreach (var record in new[] { "CR-1", "CR-2", "CR-3" }) await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T11:59:00Z", record: record));

        Assert.Equal(HttpStatusCode.OK, await ReadyWith("custody.unheard-of", "CR-1", "CR-2"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadyWith("custody.unheard-of", "CR-1", "CR-2", "CR-3"));
        Assert.Equal(HttpStatusCode.OK, await ReadyWith("custody.arrived", "CR-1", "CR-2", "CR-3"));

        async Task<HttpStatusCode> ReadyWith(string type, params string[] records)
        {
            await suite.Services.GetRequiredService<Database>().Write(
                (connection, transaction) => connection.ExecuteAsync(
                    $"""
                    UPDATE events SET type = @type WHERE {Of}; UPDATE timers SET fires_at = (SELECT MIN(received) FROM events) WHERE {Of}
                    """, new { type, records }, transaction),
                default);
            await suite.Look();
            return (await suite.As().GetAsync("/health/ready")).StatusCode;
        }
    }

    [Fact]
    public async Task A_node_that_can_keep_no_childs_alert_is_not_ready_and_a_few_children_of_their_own_send_nobody_away()
    {
        Assert.SkipUnless(TestDatabase.Server is null, "The trigger is written for the embedded database.");
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", adjust: Alerting.Untimed, settings: new Dictionary<string, string>
        {
            // No alert speaks for all, and none is looked at again for its sake.
            ["CustodyWatch:Alerts:OutageAlerts"] = "10000",
        });
        foreach (var record in new[] { "CR-1", "CR-2", "CR-3", "CR-4" }) await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T11:59:00Z", record: record));

        Assert.Equal(HealthStatus.Healthy, await TimersWhere("NEW.custody_record_number IN ('CR-1', 'CR-2')", "2026-06-10T16:00:00Z"));
        Assert.Equal(HealthStatus.Healthy, await TimersWhere("NEW.custody_record_number IN ('CR-1', 'CR-2')", "2026-06-10T16:00:05Z"));
        Assert.Equal(HealthStatus.Healthy, await TimersWhere("FALSE", "2026-06-10T16:00:10Z"));
        Assert.Equal(HealthStatus.Unhealthy, await TimersWhere("TRUE", "2026-06-10T20:30:00Z"));
        Assert.Equal(HealthStatus.Healthy, await TimersWhere("FALSE", "2026-06-10T20:30:05Z"));

        async Task<HealthStatus> TimersWhere(string refused, string instant)
        {
            await suite.Services.GetRequiredService<Database>().Write(
                (connection, transaction) => connection.ExecuteAsync(
                    $"""
                    DROP TRIGGER IF EXISTS refuse; CREATE TRIGGER refuse BEFORE INSERT ON alerts WHEN {refused} BEGIN SELECT RAISE(ABORT, 'no'); END;
                    UPDATE timers SET fires_at = (SELECT MAX(received) + 864000000 FROM events) WHERE {Of}
                    """, new { records = NotYetDue }, transaction),
                default);
            await suite.LookAt(instant);
            return (await suite.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "timers", default)).Status;
        }
    }

    // Whose record can be read all the same.
    private static readonly string[] NotYetDue = ["CR-4"];

    private const string Of = "detention_id IN (SELECT detention_id FROM records WHERE custody_record_number IN @records)";

    [Fact]
    public async Task An_address_that_leads_nowhere_says_so_in_the_same_words_as_every_refusal()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");

        var answer = await suite.As("insp-01").GetAsync("/api/v1/nothing-here");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("urn:custodywatch:problem:not-found", problem.GetProperty("type").GetString());
    }
}

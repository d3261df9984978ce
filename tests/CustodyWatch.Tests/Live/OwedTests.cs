using System.Net;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Live;

public sealed class OwedTests
{
    [Fact]
    public async Task What_was_kept_and_never_delivered_is_delivered_by_the_next_look()
    {
        await using var suite = await WithDeliveriesLost();
        await using var screen = await Screen.Open(suite, "sgt-01");

        await suite.LookAt("2026-06-10T16:30:06Z");

        var drink = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        await Eventually.True(() => screen.Of("alertRaised").Any(said => said.GetProperty("id").GetString() == drink["id"]!.ToString()));
        Assert.Equal("2026-06-10T16:30:06Z told ", Said(Live(drink)));
    }

    [Fact]
    public async Task What_no_screen_was_connected_to_hear_is_not_called_delivered_and_is_told_once()
    {
        await using var suite = await WithDeliveriesLost();
        await suite.LookAt("2026-06-10T16:30:06Z");
        await suite.LookAt("2026-06-10T16:31:30Z");

        var drink = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        Assert.Equal("2026-06-10T16:30:06Z no-screen-here ", Said(Live(drink)));
        Assert.Equal(HttpStatusCode.OK, (await suite.As().GetAsync("/health/ready")).StatusCode);
    }

    private static System.Text.Json.Nodes.JsonNode Live(System.Text.Json.Nodes.JsonNode alert) => alert["deliveries"]!.AsArray().Single(row => row!.Is("channel", "live"))!;

    private static string Said(System.Text.Json.Nodes.JsonNode delivery) => $"{delivery["attemptedAt"]} {delivery["outcome"]} {delivery["deliveredAt"]}";

    [Fact]
    public async Task A_service_that_cannot_deliver_says_that_it_is_not_well()
    {
        await using var suite = await WithDeliveriesLost();
        Assert.Equal(HttpStatusCode.OK, (await suite.As().GetAsync("/health/ready")).StatusCode);

        suite.Clock.AdvanceMinutes(2);
        // The sweep may deliver them in between; it is then lost again.
        var answers = new List<HttpStatusCode>();
        while (answers.Count < 20 && !answers.Contains(HttpStatusCode.ServiceUnavailable))
        {
            await Lose(suite, "2026-06-10T16:30:00Z");
            answers.Add((await suite.As().GetAsync("/health/ready")).StatusCode);
        }
        Assert.Contains(HttpStatusCode.ServiceUnavailable, answers);
    }

    private static async Task<CustodySuite> WithDeliveriesLost()
    {
        var suite = await CustodySuite.Open("2026-06-10T16:30:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.Look();
        await Lose(suite, "2026-06-10T16:30:00Z");
        return suite;
    }

    // As if the service had stopped between the commit and the telling.
    private static Task<int> Lose(CustodySuite suite, string createdAt) => suite.Services.GetRequiredService<Database>().Write(
        (connection, transaction) => connection.ExecuteAsync(
            "UPDATE deliveries SET outcome = NULL, attempted_at = NULL, created_at = @at",
            new { at = NodaTime.Text.InstantPattern.General.Parse(createdAt).Value }, transaction),
        TestContext.Current.CancellationToken);
}

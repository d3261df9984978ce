using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Docs;

public sealed class OpenApiTests
{
    private static readonly string[] OfTheRecord =
        ["events", "quarantine", "detentions", "suites", "due", "alerts", "handovers", "chain", "settings", "access-log"];

    [Fact]
    public async Task Every_address_of_the_record_says_what_it_is_for_what_it_takes_and_what_it_answers()
    {
        var document = await Document();
        var wrong = new List<string>();
        foreach (var (path, item) in document["paths"]!.AsObject().Where(path => IsOfTheRecord(path.Key)))
            foreach (var (method, operation) in item!.AsObject())
            {
                var answers = operation!["responses"]!.AsObject();
                if (operation["summary"] is null) wrong.Add($"{method} {path} has no summary");
                if (!answers.Any(answer => answer.Key[0] == '2' && answer.Value!["content"] is JsonObject { Count: > 0 }))
                    wrong.Add($"{method} {path} does not say what it answers");
                if (!answers.ContainsKey("400")) wrong.Add($"{method} {path} does not say how it refuses");
            }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_delivery_of_events_is_described_with_both_its_bodies_and_every_kind_of_event()
    {
        var document = await Document();

        var post = document["paths"]!["/api/v1/events"]!["post"]!;
        Assert.Equal(
            [Posting.One, Posting.Batch], post["requestBody"]!["content"]!.AsObject().Select(body => body.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["200", "202", "400", "401", "403", "409", "413", "415", "422"],
            post["responses"]!.AsObject().Select(answer => answer.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["id", "status"], document["components"]!["schemas"]!["EventAnswer"]!["required"]!.AsArray().Select(name => name!.ToString()));
        var types = document["components"]!["schemas"]!["CustodyEvent"]!["properties"]!["type"]!["enum"]!.AsArray();
        Assert.Equal(Pace.Custody.EventKinds.All, types.Select(type => type!.ToString()));
    }

    [Fact]
    public async Task Times_are_described_as_they_are_written()
    {
        var schemas = (await Document())["components"]!["schemas"]!;
        Assert.Equal("date-time", schemas["Instant"]!["format"]!.ToString());
        Assert.Equal("duration", schemas["Duration"]!["format"]!.ToString());
    }

    [Fact]
    public async Task The_readable_page_says_as_every_page_does_that_this_is_a_demonstration()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        Assert.Contains("<strong>Demo.</strong>", await suite.As().GetStringAsync("/docs/"), StringComparison.Ordinal);
    }

    private static bool IsOfTheRecord(string path) =>
        OfTheRecord.Any(part => path.StartsWith($"/api/v1/{part}", StringComparison.Ordinal))
        && !path.EndsWith("/accommodation-requests", StringComparison.Ordinal) && !path.EndsWith("/certificates", StringComparison.Ordinal);

    private static async Task<JsonNode> Document()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        return JsonNode.Parse(await suite.As().GetStringAsync("/openapi/v1.json"))!;
    }
}

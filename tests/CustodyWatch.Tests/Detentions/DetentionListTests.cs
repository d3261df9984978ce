using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Detentions;

public sealed class DetentionListTests
{
    private static IEnumerable<string> Numbers(Answer answer) =>
        answer.Body!["items"]!.AsArray().Select(item => item!["custodyRecordNumber"]!.ToString());

    private static async Task<CustodySuite> Night()
    {
        var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("sgt-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z", record: "C-1"),
            Told.Arrived("2026-06-10T19:00:00Z", record: "C-2"),
            Told.Arrived("2026-06-10T10:00:00Z", record: "C-3"),
            Told.Released("2026-06-10T12:00:00Z", record: "C-3"),
            Told.Drink("2026-06-10T19:00:00Z", record: "C-4"));
        await suite.As("sgt-02").Taken(Told.Arrived("2026-06-10T17:00:00Z", record: "N-1", source: Told.North));
        await suite.As("sgt-98").Taken(Told.Arrived("2026-06-10T17:00:00Z", record: "O-1", source: Told.Other));
        return suite;
    }

    [Theory]
    [InlineData("sgt-01", "", "C-2 C-1")]
    [InlineData("do-01", "", "C-2 C-1")]
    [InlineData("sgt-01", "?suite=&force=&status=&from=&to=&limit=&cursor=", "C-2 C-1")]
    [InlineData("sgt-02", "", "N-1")]
    [InlineData("insp-01", "", "C-2 C-1 N-1")]
    [InlineData("supt-01", "?suite=CENTRAL", "C-2 C-1")]
    [InlineData("insp-01", "?force=99&suite=NORTH", "N-1")]
    [InlineData("sgt-01", "?force=99", "C-2 C-1")]
    [InlineData("sgt-01", "?status=closed", "C-3")]
    [InlineData("sgt-01", "?status=all", "C-2 C-1 C-3 C-4")]
    [InlineData("sgt-01", "?status=all&from=2026-06-10T18:00:00Z", "C-2 C-1")]
    [InlineData("sgt-01", "?status=all&to=2026-06-10T18:00:00Z", "C-3")]
    [InlineData("sgt-01", "?status=all&from=2026-06-10&to=2026-06-11", "C-2 C-1 C-3")]
    [InlineData("sgt-01", "?status=all&to=2026-06-10", "")]
    [InlineData("sgt-98", "?status=all", "O-1")]
    [InlineData("hmi-01", "?status=all", "")]
    public async Task A_list_shows_the_readers_own_scope_the_latest_arrival_first(string persona, string query, string expected)
    {
        await using var suite = await Night();
        var answer = await suite.As(persona).Read("/detentions" + query);
        Assert.Equal((HttpStatusCode.OK, expected), (answer.Status, string.Join(' ', Numbers(answer))));
    }

    [Theory]
    [InlineData("sgt-01", "?force=98", HttpStatusCode.Forbidden)]
    [InlineData("sgt-01", "?suite=NORTH", HttpStatusCode.Forbidden)]
    [InlineData("insp-01", "?force=98", HttpStatusCode.Forbidden)]
    [InlineData("insp-01", "?force=98&suite=CENTRAL", HttpStatusCode.Forbidden)]
    [InlineData("insp-01", "?suite=OTHER", HttpStatusCode.Forbidden)]
    [InlineData("desk-01", "", HttpStatusCode.Forbidden)]
    [InlineData("mgr-01", "", HttpStatusCode.Forbidden)]
    [InlineData("feed-01", "", HttpStatusCode.Forbidden)]
    [InlineData("admin-01", "", HttpStatusCode.Forbidden)]
    [InlineData(null, "", HttpStatusCode.Unauthorized)]
    [InlineData("sgt-01", "?status=lost", HttpStatusCode.BadRequest)]
    [InlineData("sgt-01", "?from=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("sgt-01", "?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("sgt-01", "?limit=many", HttpStatusCode.BadRequest)]
    [InlineData("sgt-01", "?cursor=bm9uc2Vuc2U", HttpStatusCode.BadRequest)]
    [InlineData("sgt-01", "?cursor=WzEsMl0", HttpStatusCode.BadRequest)]
    public async Task A_list_out_of_scope_or_out_of_sense_is_refused(string? persona, string query, HttpStatusCode expected)
    {
        await using var suite = await Night();
        var answer = await suite.As(persona).Read("/detentions" + query);
        Assert.Equal((expected, "application/problem+json"), (answer.Status, answer.ContentType));
    }

    [Fact]
    public async Task Pages_follow_one_another_and_leave_nobody_out()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("feed-01").Taken(Enumerable.Range(1, 7).Select(number =>
            (JsonNode)Told.Arrived(number < 5 ? "2026-06-10T18:00:00Z" : "2026-06-10T19:00:00Z", record: $"C-{number}")));
        var (seen, cursor) = (new HashSet<string>(), "");
        do
        {
            var page = await suite.As("sgt-01").Read($"/detentions?limit=2{cursor}");
            foreach (var number in Numbers(page)) Assert.True(seen.Add(number));
            cursor = page.Body!["next"] is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(7, seen.Count);
    }

    [Fact]
    public async Task A_summary_says_who_since_when_and_what_is_next()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"),
            Told.Authorised("2026-06-10T18:20:00Z"),
            Told.Event("cell-placed", "2026-06-10T18:30:00Z", new { cell = "F4", reason = "No other room is secure" }));

        var item = (await suite.As("sgt-01").Read("/detentions")).Body!["items"]![0]!;

        Assert.Equal("AB", item["initials"]!.ToString());
        Assert.Equal(15, item["age"]!.GetValue<int>());
        Assert.Equal("female", item["sex"]!.ToString());
        Assert.False(item["lookedAfter"]!.GetValue<bool>());
        Assert.Equal("2026-06-10T18:00:00Z", item["arrivedAt"]!.ToString());
        Assert.Equal("2026-06-10T18:20:00Z", item["authorisedAt"]!.ToString());
        Assert.Equal("open", item["status"]!.ToString());
        Assert.Equal("F4", item["cell"]!.ToString());
        Assert.Equal("drink", item["next"]!["clock"]!.ToString());
        Assert.Equal("2026-06-10T22:00:00Z", item["next"]!["dueAt"]!.ToString());
        Assert.Equal(7, item["breaches"]!.GetValue<int>());
    }
}

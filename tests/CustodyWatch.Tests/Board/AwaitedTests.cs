using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Board;

/// <summary>A child of whom everything was told but the arrival, or whose arrival was refused or taken back.</summary>
public sealed class AwaitedTests
{
    private const string Sentence = "No arrival is on the record, so no clock runs.";

    private static async Task<CustodySuite> Night(string now = "2026-06-10T20:00:00Z")
    {
        var suite = await CustodySuite.Open(now, adjust: Alerting.Untimed);
        await suite.As("feed-01").Taken(Told.Drink("2026-06-10T19:00:00Z", "CR-2"));
        await suite.As("sgt-02").Taken(Told.Drink("2026-06-10T19:00:00Z", "N-1", Told.North));
        return suite;
    }

    [Fact]
    public async Task The_board_shows_who_has_no_arrival_before_all_others_and_says_that_no_clock_runs_until_the_arrival_comes()
    {
        await using var suite = await Night();
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T08:00:00Z", record: "CR-1"));

        Assert.Equal([("CR-2", Sentence), ("CR-1", null)], await Board(suite));
        using var sergeant = new Reader(suite, "sgt-01");
        var page = (await sergeant.Open("/suites/CENTRAL")).Html;
        Assert.Contains(Sentence, page, StringComparison.Ordinal);
        Assert.Contains("href=\"/suites/CENTRAL/arrivals?number=CR-2\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"CR-2\"", (await sergeant.Open("/suites/CENTRAL/arrivals?number=CR-2")).Html, StringComparison.Ordinal);
        foreach (var other in new[] { "/suites/CENTRAL/handover", "/suites/CENTRAL/paper" })
            Assert.Contains(Sentence, (await sergeant.Open(other)).Html, StringComparison.Ordinal);
        Assert.Contains("No clock runs", (await sergeant.Open("/suites/CENTRAL/wall")).Html, StringComparison.Ordinal);
        var passing = (await suite.As("sgt-01").Call("/suites/CENTRAL/handover", new JsonObject { ["to"] = "sgt-05" })).Body!.ToJsonString();
        Assert.Contains("CR-2", passing, StringComparison.Ordinal);
        using var officer = new Reader(suite, "do-01");
        Assert.DoesNotContain("Enter the arrival", (await officer.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);

        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z", record: "CR-2"));
        Assert.DoesNotContain(Sentence, (await sergeant.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);
        Assert.All(await Board(suite), child => Assert.Null(child.Note));
    }

    [Fact]
    public async Task The_suite_that_waited_for_a_child_hears_that_she_came_to_another()
    {
        await using var suite = await Night();
        await using var north = await Screen.Open(suite.Address, "sgt-02");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z", record: "N-1"));

        await Eventually.True(() => north.Of("detentionChanged").Count > 0);
        Assert.Equal("CENTRAL", north.Of("detentionChanged")[0].GetProperty("suite").GetString());
    }

    [Fact]
    public async Task One_whose_arrival_was_taken_back_stays_on_the_board_while_anything_else_is_on_the_record()
    {
        await using var suite = await Night();
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z", record: "CR-2", id: "a"), Told.Retracted("a", "2026-06-10T19:30:00Z", "CR-2"),
            Told.Arrived("2026-06-10T18:00:00Z", record: "CR-3", id: "b"), Told.Retracted("b", "2026-06-10T19:30:00Z", "CR-3"));

        Assert.Equal(["CR-2"], (await Board(suite)).Select(child => child.Number));
    }

    [Fact]
    public async Task A_suite_that_took_back_all_it_said_by_mistake_hides_nobody_from_the_one_that_writes_of_the_child()
    {
        await using var suite = await Night();
        await suite.As("sgt-02").Taken(Told.Drink("2026-06-10T18:00:00Z", "CR-6", Told.North, id: "slip"));
        await suite.As("feed-01").Taken(Told.Drink("2026-06-10T19:30:00Z", "CR-6"));
        Assert.DoesNotContain(await Board(suite), child => child.Number == "CR-6");

        var retracted = Told.Retracted("slip", "2026-06-10T19:40:00Z", "CR-6");
        retracted["source"] = Told.North;
        await suite.As("sgt-02").Taken(retracted);

        Assert.Contains(await Board(suite), child => child.Number == "CR-6");
    }

    [Theory]
    [InlineData("released", """{"outcome":"no-further-action","preReleaseRiskAssessment":true}""")]
    [InlineData("detention-refused", """{"officer":{"id":"1","rank":"sergeant"},"reason":"No grounds"}""")]
    [InlineData("transferred", """{"to":"court","court":"Westmarch","receiver":"Escort"}""")]
    public async Task One_who_has_left_is_on_no_board_though_no_arrival_was_ever_told_of(string type, string data)
    {
        await using var suite = await Night();
        await suite.As("feed-01").Taken(Told.Event(type, "2026-06-10T19:30:00Z", data, "CR-2"));

        Assert.Empty(await Board(suite));
        Assert.Contains("CR-2", (await suite.As("sgt-01").Read("/detentions?status=all")).Body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_awaited_longer_after_the_last_entry_than_a_child_may_be_held()
    {
        await using var suite = await Night("2026-06-14T18:59:59Z");
        Assert.Single(await Board(suite));

        suite.Clock.Advance(Duration.FromSeconds(1));
        Assert.Empty(await Board(suite));
        await suite.As("feed-01").Taken(Told.Drink("2026-06-14T18:30:00Z", "CR-2"));
        Assert.Single(await Board(suite));
    }

    [Fact]
    public async Task A_suite_where_one_may_be_who_has_no_arrival_may_not_go_dark_nor_its_feed_silent()
    {
        await using var suite = await Night();
        await suite.LookAt("2026-06-10T22:00:00Z");

        foreach (var clock in new[] { "screen-dark", "feed-silent" })
            Assert.Equal(["CENTRAL", "NORTH"], (await suite.As("insp-01").Alerts(clock, "due")).Select(alert => alert["suite"]!.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_list_of_all_ends_with_them_page_by_page()
    {
        await using var suite = await Night();
        await suite.As("feed-01").Taken(Told.Drink("2026-06-10T19:00:00Z", "CR-4"), Told.Arrived("2026-06-10T08:00:00Z", record: "CR-1"), Told.Drink("2026-06-10T19:00:00Z", "CR-5"));

        var (numbers, cursor) = (new List<string>(), "");
        do
        {
            var page = await suite.As("sgt-01").Read($"/detentions?status=all&limit=1&cursor={cursor}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            numbers.AddRange(page.Body!["items"]!.AsArray().Select(item => item!["custodyRecordNumber"]!.ToString()));
            cursor = page.Text("next") is { } next ? Uri.EscapeDataString(next) : null;
        }
        while (cursor is not null);

        Assert.Equal("CR-1", numbers[0]);
        Assert.Equal(["CR-2", "CR-4", "CR-5"], numbers.Skip(1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_board_says_how_many_entries_of_the_suite_were_refused_and_nothing_of_what_they_say()
    {
        await using var suite = await Night();
        await suite.As("feed-01").Tell(Told.Event("meal-offered", "2026-06-10T19:30:00Z", new { kind = "feast" }, "SECRET-1"));
        await suite.As("sgt-02").Tell(Told.Event("meal-offered", "2026-06-10T19:30:00Z", new { kind = "feast" }, "N-1", Told.North));
        using var sergeant = new Reader(suite, "sgt-01");

        var page = (await sergeant.Open("/suites/CENTRAL")).Html;

        Assert.Contains("1 entry sent for this suite was refused and waits for the administrator.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET-1", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a list that is none")]
    [InlineData("a field named twice")]
    [InlineData("a NUL character")]
    public async Task An_arrival_that_cannot_be_read_is_counted_too_for_the_suite_that_it_names(string fault)
    {
        await using var suite = await Night();
        var told = Told.Arrived("2026-06-10T18:00:00Z", record: "N-2", source: Told.North).ToJsonString();
        var (body, type) = fault switch
        {
            "a list that is none" => (told, Posting.Batch),
            "a field named twice" => (told[..^1] + ""","medium":"system","medium":"paper"}""", Posting.One),
            _ => (told.Replace("Theft from a shop", "Theft\\u0000", StringComparison.Ordinal), Posting.One),
        };

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await suite.As("sgt-02").Send(body, type)).Status);

        using var sergeant = new Reader(suite, "sgt-02");
        Assert.Contains("1 entry sent for this suite was refused and waits for the administrator.", (await sergeant.Open("/suites/NORTH")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await suite.As("feed-01").Send(body, Posting.One)).Status);
    }

    private static async Task<IReadOnlyList<(string Number, string? Note)>> Board(CustodySuite suite) =>
        [.. (await suite.As("sgt-01").Read("/suites/CENTRAL/board")).Body!["children"]!.AsArray()
            .Select(child => (child!["detention"]!["custodyRecordNumber"]!.ToString(), child["note"]?.ToString()))];
}

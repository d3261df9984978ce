using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Tests.Harness;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Tests.Screens;

/// <summary>25 October 2026: 01:59:59 in summer time is followed by 01:00:00 in winter time.</summary>
public sealed class HourThatComesTwiceTests
{
    private const string Arrived = "2026-10-25T00:05:00Z", BeforeTheChange = "2026-10-25T00:40:00Z", AfterTheChange = "2026-10-25T01:40:00Z";

    [Theory]
    [InlineData("01:40", "2026-10-25T01:55:00Z", AfterTheChange)]
    [InlineData("01:40", "2026-10-25T01:20:00Z", BeforeTheChange)]
    [InlineData("01:40", "2026-10-25T00:45:00Z", BeforeTheChange)]
    [InlineData("01:40", "2026-10-26T00:20:00Z", AfterTheChange)]
    [InlineData("00:30", "2026-10-25T01:55:00Z", "2026-10-24T23:30:00Z")]
    [InlineData("23:50", "2026-10-25T01:55:00Z", "2026-10-24T22:50:00Z")]
    public void A_time_beside_a_quick_entry_is_the_latest_that_has_been(string written, string now, string meant) =>
        Assert.Equal(At(meant), DoorTime.Of(written, At(now), null).At);

    [Theory]
    [InlineData("BST", BeforeTheChange)]
    [InlineData("GMT", AfterTheChange)]
    public async Task A_form_asks_which_of_the_two_and_records_that_one(string zone, string recorded)
    {
        await using var suite = await CustodySuite.Open("2026-10-25T03:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        using var reader = new Reader(suite, "sgt-01");
        var form = $"/detentions/{id}/entries/visit";
        await reader.Open(form);

        var unsaid = await reader.Send(form, ("method", "in-cell"), ("when", "2026-10-25T01:40"));
        var said = await reader.Send(form, ("method", "in-cell"), ("when", "2026-10-25T01:40"), ("when", zone));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (unsaid.Status, said.Status));
        Assert.Contains("The time comes twice", unsaid.Html, StringComparison.Ordinal);
        Assert.Contains("After: 01:40 GMT", unsaid.Html, StringComparison.Ordinal);
        Assert.Equal(recorded, Assert.Single(await Visits(suite, id))["occurred"]!.ToString());
    }

    [Fact]
    public async Task A_time_among_the_details_is_asked_about_too()
    {
        await using var suite = await CustodySuite.Open("2026-10-25T03:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        using var reader = new Reader(suite, "sgt-01");
        var form = $"/detentions/{id}/entries/risk-assessed";
        await reader.Open(form);

        var unsaid = await reader.Send(form, ("observationLevel", "1"), ("lastAteAt", "2026-10-25T01:10"));
        var said = await reader.Send(form, ("observationLevel", "1"), ("lastAteAt", "2026-10-25T01:10"), ("lastAteAt", "BST"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (unsaid.Status, said.Status));
        Assert.Contains("Before: 01:10 BST", unsaid.Html, StringComparison.Ordinal);
        var entry = Assert.Single(await suite.As("sgt-01").Entries(id), entry => entry["type"]!.ToString() == "custody.risk-assessed");
        Assert.Equal("2026-10-25T00:10:00Z", entry["data"]!["lastAteAt"]!.ToString());
    }

    [Fact]
    public async Task Correcting_something_else_moves_no_entry_by_an_hour_or_by_its_seconds()
    {
        await using var suite = await CustodySuite.Open("2026-10-25T03:00:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived(Arrived), Told.Event("risk-assessed", "2026-10-25T01:40:30Z", new { observationLevel = 1, lastAteAt = "2026-10-25T00:10:20Z" }, id: "risk"));
        using var reader = new Reader(suite, "sgt-01");
        var form = $"/detentions/{id}/corrections?event=risk&source={Uri.EscapeDataString(Told.Central)}";
        var (_, page) = await reader.Open(form);

        var sent = await reader.Send(form, ("action", "replace"), ("why", "It was level 2"), ("observationLevel", "2"),
            ("lastAteAt", "2026-10-25T01:10"), ("lastAteAt", "BST"), ("when", "2026-10-25T01:40"), ("when", "GMT"));

        Assert.Contains("value=\"GMT\" selected", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        var correction = Assert.Single(await suite.As("sgt-01").Entries(id), entry => entry["type"]!.ToString() == "custody.corrected");
        Assert.Null(correction["data"]!["replacement"]!["time"]);
        Assert.Equal("2026-10-25T00:10:20Z", correction["data"]!["replacement"]!["data"]!["lastAteAt"]!.ToString());
    }

    private static async Task<IReadOnlyList<JsonNode>> Visits(CustodySuite suite, string id) =>
        [.. (await suite.As("sgt-01").Entries(id)).Where(entry => entry["type"]!.ToString() == "custody.visit")];

    private static Instant At(string text) => InstantPattern.General.Parse(text).Value;
}

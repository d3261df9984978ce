using System.Net;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Events;

public sealed class CorrectionTests
{
    [Fact]
    public async Task A_correction_waits_for_the_entry_it_corrects_and_the_old_one_stays_visible()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        await feed.Taken(Told.Replaced("drink", "2026-06-10T19:50:00Z", new { time = "2026-06-10T19:00:00Z" }));
        var id = await feed.Taken(Told.Arrived("2026-06-10T18:00:00Z"), Told.Drink("2026-06-10T18:30:00Z", id: "drink"));

        var clocks = await suite.As("sgt-01").Read($"/detentions/{id}/clocks");
        var entries = await suite.As("sgt-01").Entries(id);

        var drink = Assert.Single(clocks.Body!["clocks"]!.AsArray(), clock => clock!["clock"]!.ToString() == "drink");
        Assert.Equal("2026-06-10T23:00:00Z", drink!["dueAt"]!.ToString());
        var struck = Assert.Single(entries, entry => entry["eventId"]!.ToString() == "drink");
        Assert.Equal(("replaced", "2026-06-10T18:30:00Z"), (struck["corrected"]!.ToString(), struck["occurred"]!.ToString()));
    }

    [Fact]
    public async Task A_correction_taken_back_leaves_the_entry_as_it_was()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"),
            Told.Drink("2026-06-10T18:30:00Z", id: "drink"),
            Told.Retracted("drink", "2026-06-10T19:00:00Z", id: "first"),
            Told.Retracted("first", "2026-06-10T19:10:00Z"));

        var entries = await suite.As("sgt-01").Entries(id);

        Assert.Equal([null, null, "retracted", null], entries.Select(entry => entry["corrected"]?.ToString()));
    }

    [Fact]
    public async Task A_correction_can_be_taken_back_and_not_replaced()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        await feed.Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Drink("2026-06-10T18:30:00Z", id: "drink"),
            Told.Retracted("drink", "2026-06-10T19:00:00Z", id: "first"));

        var answer = await feed.Tell(Told.Replaced("first", "2026-06-10T19:10:00Z", new { time = "2026-06-10T18:40:00Z" }));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "data.action"), (answer.Status, Assert.Single(answer.Wrong)));
    }

    [Fact]
    public async Task What_replaces_an_entry_has_the_shape_of_its_kind()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        await feed.Taken(Told.Arrived("2026-06-10T18:00:00Z"), Told.Drink("2026-06-10T18:30:00Z", id: "drink"));

        var answer = await feed.Tell(Told.Replaced("drink", "2026-06-10T19:00:00Z", new { data = new { outcome = "perhaps" } }));

        Assert.Equal(["data.replacement.data.outcome"], answer.Wrong);
    }

    [Fact]
    public async Task A_correction_reaches_no_other_record()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        await feed.Taken(Told.Drink("2026-06-10T18:30:00Z", record: "CR-A", id: "drink"));

        var answer = await feed.Tell(Told.Retracted("drink", "2026-06-10T19:00:00Z", record: "CR-B"));

        Assert.Equal(["data.corrects"], answer.Wrong);
    }

    [Fact]
    public async Task A_correction_cannot_make_the_record_say_what_has_not_come()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        var release = Told.Released("2026-06-10T19:00:00Z").With(told => told["id"] = "release");
        await feed.Taken(Told.Arrived("2026-06-10T18:00:00Z"), release);

        var answer = await feed.Tell(Told.Replaced("release", "2026-06-10T19:30:00Z", new { time = "2026-06-10T20:30:00Z" }));

        Assert.Equal(["data.replacement.time"], answer.Wrong);
    }

    [Fact]
    public async Task The_end_of_a_detention_taken_back_opens_it_again()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        var release = Told.Released("2026-06-10T19:00:00Z").With(told => told["id"] = "release");
        var id = await feed.Taken(Told.Arrived("2026-06-10T18:00:00Z"), release);
        Assert.Equal("closed", (await suite.As("sgt-01").Read($"/detentions/{id}")).Text("status"));

        await feed.Taken(Told.Retracted("release", "2026-06-10T19:30:00Z"));

        Assert.Equal("open", (await suite.As("sgt-01").Read($"/detentions/{id}")).Text("status"));
        Assert.Single((await suite.As("sgt-01").Read("/detentions?status=open")).Body!["items"]!.AsArray());
    }
}

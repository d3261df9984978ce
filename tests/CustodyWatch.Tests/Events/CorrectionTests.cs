using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

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

    [Theory]
    [InlineData("arrived", "arrestedAt")]
    [InlineData("arrived", "firstStationArrivedAt")]
    [InlineData("risk-assessed", "lastAteAt")]
    [InlineData("questioned-in-hospital", "to")]
    public async Task A_replacement_that_comes_first_tells_nothing_of_the_future_either(string type, string field)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        JsonNode data = type switch
        {
            "arrived" => Told.Arrived("2026-06-10T18:00:00Z").With(told => told["data"]!["route"] = "voluntary")["data"]!.DeepClone(),
            "risk-assessed" => JsonNode.Parse("""{ "observationLevel": 1 }""")!,
            _ => JsonNode.Parse("""{ "from": "2026-06-10T18:30:00Z", "to": "2026-06-10T18:40:00Z" }""")!,
        };
        data[field] = "2100-01-01T00:00:00Z";
        var replacement = Told.Replaced("later", "2026-06-10T19:00:00Z", new { data });

        Assert.Equal(["data.replacement.data." + field], (await suite.As("feed-01").Tell(replacement)).Wrong);
        data[field] = "2026-06-10T20:02:00Z";
        Assert.Equal(HttpStatusCode.Accepted, (await suite.As("feed-01").Tell(Told.Replaced("later", "2026-06-10T19:00:00Z", new { data }))).Status);
    }

    [Theory]
    [InlineData("2001-05-05", null)]
    [InlineData("2027-05-05", null)]
    [InlineData("2011-03-02", "1926-06-10T18:00:00Z")]
    public async Task A_replacement_that_cannot_be_true_is_refused_and_one_that_came_first_leaves_the_child_with_clocks(string born, string? time)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        var data = Told.Arrived("2026-06-10T18:00:00Z").With(told => told["data"]!["child"]!["dateOfBirth"] = born)["data"]!;
        var replacement = Told.Replaced("in", "2026-06-10T19:00:00Z", time is null ? new { data } : new { data, time });

        var id = await feed.Taken(replacement, Told.Arrived("2026-06-10T18:00:00Z", id: "in"));

        var clocks = (await suite.As("sgt-01").Read($"/detentions/{id}/clocks")).Body!["clocks"]!.AsArray();
        Assert.Equal("2026-06-11T18:00:00Z", clocks.Single(clock => clock!["clock"]!.ToString() == "detention-limit")!["dueAt"]!.ToString());
        Assert.Equal([null, null], (await suite.As("sgt-01").Entries(id)).Select(entry => entry["corrected"]?.ToString()));
        var after = await feed.Tell(replacement.DeepClone().AsObject().With(told => told["id"] = "after"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "data.corrects"), (after.Status, Assert.Single(after.Wrong)));
    }

    [Fact]
    public async Task An_entry_whose_replacement_changes_nothing_stands_unstruck_and_is_still_asked_about()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Drink("2026-06-10T18:20:00Z", id: "drink"),
            Told.Replaced("visit", "2026-06-10T19:00:00Z", new { data = new { outcome = "accepted" } }),
            Told.Event("visit", "2026-06-10T18:30:00Z", new { method = "in-cell" }, id: "visit"),
            Told.Retracted("drink", "2026-06-10T19:30:00Z"));

        Assert.Equal([null, "retracted", null, null, null], (await suite.As("sgt-01").Entries(id)).Select(entry => entry["corrected"]?.ToString()));
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        Assert.Equal("visit", await connection.ExecuteScalarAsync<string>("SELECT event_id FROM entry_marks WHERE kind = 'check'"));
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

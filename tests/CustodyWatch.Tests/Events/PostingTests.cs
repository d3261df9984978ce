using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Events;

public sealed class PostingTests
{
    [Fact]
    public async Task An_event_is_taken_once_and_the_same_delivery_again_is_a_duplicate()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        var arrival = Told.Arrived("2026-06-10T19:52:00+01:00", id: "e-1");

        var first = await feed.Tell(arrival);
        var again = await feed.Tell(arrival);

        Assert.Equal((HttpStatusCode.Accepted, "e-1", "accepted"), (first.Status, first.Text("id"), first.Text("status")));
        Assert.Equal((HttpStatusCode.OK, "e-1", "duplicate"), (again.Status, again.Text("id"), again.Text("status")));
        Assert.Equal(first.Text("detentionId"), again.Text("detentionId"));
        Assert.Single(await suite.As("sgt-01").Entries(first.Text("detentionId")!));
    }

    [Fact]
    public async Task The_same_content_with_its_fields_in_another_order_and_its_numbers_written_otherwise_is_a_duplicate()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        await feed.Send("""
            {"specversion":"1.0","id":"e-1","source":"/forces/99/suites/CENTRAL","type":"custody.warrant-granted","subject":"CR-1",
             "time":"2026-06-10T19:00:00Z","data":{"court":"Central","hours":36,"extra":[1,{"a":1.50}]}}
            """, Posting.One);

        var again = await feed.Send("""
            {"data":{"extra":[1.0,{"a":15e-1}],"hours":36,"court":"Cent\u0072al"},"time":"2026-06-10T19:00:00Z","subject":"CR-1",
             "type":"custody.warrant-granted","source":"/forces/99/suites/CENTRAL","id":"e-1","specversion":"1.0"}
            """, Posting.One);

        Assert.Equal((HttpStatusCode.OK, "duplicate"), (again.Status, again.Text("status")));
    }

    [Theory]
    [InlineData("recordedby", "", null)]
    [InlineData("recordedby", "  ", null)]
    [InlineData("recordedby", " 4417 ", "4417")]
    [InlineData("datacontenttype", "APPLICATION/JSON", null)]
    [InlineData("datacontenttype", "Application/Arrival+Json; charset=UTF-8", null)]
    public async Task An_arrival_is_not_refused_for_how_its_sender_or_its_format_is_written(string attribute, string value, string? recordedBy)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");

        var answer = await suite.As("feed-01").Tell(Told.Arrived("2026-06-10T19:00:00Z").With(told => told[attribute] = value));

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal(recordedBy, Assert.Single(await suite.As("sgt-01").Entries(answer.Text("detentionId")!))["recordedBy"]?.ToString());
    }

    [Fact]
    public async Task Data_that_is_null_counts_as_left_out()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");

        var id = await suite.As("feed-01").Taken(Told.Event("aa-left", "2026-06-10T19:00:00Z").With(told => told["data"] = null));

        Assert.Null(Assert.Single(await suite.As("sgt-01").Entries(id))["data"]);
        using var sergeant = new Reader(suite, "sgt-01");
        Assert.Equal(HttpStatusCode.OK, (await sergeant.Open($"/detentions/{id}")).Status);
    }

    [Theory]
    [InlineData("ZW\u200B-77")]
    [InlineData("\uFEFFZW-77")]
    [InlineData("\u202EZW-77")]
    [InlineData("ZW\u00AD-77")]
    [InlineData("ZW-77\u2028")]
    [InlineData("ZW\u2029-77")]
    [InlineData("ZW-77\U000E0041")]
    public async Task A_number_that_looks_like_anothers_but_for_what_nobody_sees_is_refused(string unseen)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");

        var number = await suite.As("feed-01").Tell(Told.Drink("2026-06-10T19:00:00Z", record: unseen));
        var id = await suite.As("feed-01").Tell(Told.Drink("2026-06-10T19:00:00Z", id: unseen));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (number.Status, id.Status));
        Assert.Equal(["subject"], number.Wrong);
        Assert.Equal(["id"], id.Wrong);
    }

    [Fact]
    public async Task A_name_may_hold_what_only_joins_its_letters()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("feed-01").Taken(Told.Drink("2026-06-10T19:00:00Z").With(told => told["recordedby"] = "\u0646\u200C\u0647"));
    }

    [Fact]
    public async Task Other_content_under_an_id_already_used_is_a_conflict_and_is_kept()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        await feed.Tell(Told.Drink("2026-06-10T19:00:00Z", id: "e-1"));

        var answer = await feed.Tell(Told.Drink("2026-06-10T19:05:00Z", id: "e-1"));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal("application/problem+json", answer.ContentType);
        var held = await suite.As("admin-01").Read("/quarantine?state=held");
        Assert.Equal("2026-06-10T19:05:00Z", Assert.Single(held.Body!["items"]!.AsArray())!["event"]!["time"]!.ToString());
    }

    [Fact]
    public async Task Two_suites_may_use_the_same_id()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");

        var central = await suite.As("sgt-01").Tell(Told.Drink("2026-06-10T19:00:00Z", id: "e-1"));
        var north = await suite.As("sgt-02").Tell(Told.Drink("2026-06-10T19:05:00Z", source: Told.North, id: "e-1"));

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (central.Status, north.Status));
        Assert.Equal(central.Text("detentionId"), north.Text("detentionId"));
    }

    [Fact]
    public async Task One_bad_event_never_spoils_its_neighbours()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var drink = Told.Drink("2026-06-10T19:30:00Z", id: "e-3");

        var answer = await suite.As("feed-01").TellAll(
            Told.Arrived("2026-06-10T18:00:00Z", id: "e-1"),
            Told.Event("meal-offered", "2026-06-10T19:00:00Z", new { kind = "huge", outcome = "accepted" }, id: "e-2"),
            drink,
            drink,
            Told.Drink("2026-06-10T19:40:00Z", id: "e-3"),
            Told.Drink("2026-06-10T19:45:00Z", source: Told.Other, id: "e-6"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var results = answer.Body!["results"]!.AsArray();
        Assert.Equal(["e-1", "e-2", "e-3", "e-3", "e-3", "e-6"], results.Select(result => result!["id"]!.ToString()));
        Assert.Equal(
            ["accepted", "quarantined", "accepted", "duplicate", "quarantined", "quarantined"],
            results.Select(result => result!["status"]!.ToString()));
        Assert.NotNull(results[1]!["problem"]!["errors"]!["data.kind"]);
        Assert.False(string.IsNullOrEmpty(results[1]!["problem"]!["title"]!.ToString()));
        Assert.Equal(results[0]!["detentionId"]!.ToString(), results[3]!["detentionId"]!.ToString());
    }

    [Fact]
    public async Task What_cannot_be_read_is_named_by_its_id_and_is_no_other_event_of_that_id()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var drink = Told.Drink("2026-06-10T19:30:00Z", id: "e-1");
        await suite.As("feed-01").Taken(drink);
        string[] unreadable = [drink.ToJsonString()[..^1] + ",\"n\":\"\\u0000\"}", drink.ToJsonString()[..^1] + ",\"n\":" + new string('[', 99) + new string(']', 99) + "}"];

        var answer = await suite.As("feed-01").Send($"[{string.Join(',', unreadable)}]", Posting.Batch);

        Assert.All(answer.Body!["results"]!.AsArray(), result => Assert.Equal(("e-1", "quarantined"), (result!["id"]!.ToString(), result["status"]!.ToString())));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await suite.As("feed-01").Send(unreadable[1], Posting.One)).Status);
    }

    [Fact]
    public async Task An_empty_batch_is_taken()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var answer = await suite.As("feed-01").Send("[]", Posting.Batch);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Empty(answer.Body!["results"]!.AsArray());
    }

    [Fact]
    public async Task What_comes_before_the_arrival_waits_for_it_under_the_same_detention()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");

        var drink = await feed.Tell(Told.Drink("2026-06-10T19:00:00Z"));
        var early = await suite.As("sgt-01").Read($"/detentions/{drink.Text("detentionId")}/clocks");
        var arrival = await feed.Tell(Told.Arrived("2026-06-10T18:00:00Z"));
        var late = await suite.As("sgt-01").Read($"/detentions/{drink.Text("detentionId")}/clocks");

        Assert.Equal(drink.Text("detentionId"), arrival.Text("detentionId"));
        Assert.Empty(early.Body!["clocks"]!.AsArray());
        var clock = Assert.Single(late.Body!["clocks"]!.AsArray(), one => one!["clock"]!.ToString() == "drink");
        Assert.Equal("2026-06-10T23:00:00Z", clock!["dueAt"]!.ToString());
    }

    [Fact]
    public async Task Finer_fractions_of_a_second_are_cut_off()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Drink("2026-06-10T20:00:00.123999999+01:00"));
        Assert.Equal("2026-06-10T19:00:00.123Z", Assert.Single(await suite.As("sgt-01").Entries(id))["occurred"]!.ToString());
    }

    [Fact]
    public async Task A_byte_order_mark_before_what_is_sent_is_no_part_of_it()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var drink = Told.Drink("2026-06-10T19:30:00Z").ToJsonString();
        Assert.Equal(HttpStatusCode.Accepted, (await suite.As("feed-01").Send($"\uFEFF{drink}", Posting.One)).Status);
        Assert.Equal(HttpStatusCode.OK, (await suite.As("feed-01").Send(drink, Posting.One)).Status);
        var batch = await suite.As("feed-01").Send($"\uFEFF[{drink}]", Posting.Batch);
        Assert.Equal("duplicate", batch.Body!["results"]![0]!["status"]!.ToString());
        Assert.Equal(HttpStatusCode.BadRequest, (await suite.As("feed-01").Send("\uFEFF", Posting.One)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await suite.As("feed-01").Send($"\uFEFF\uFEFF{drink}", Posting.One)).Status);
    }

    [Fact]
    public async Task A_leap_second_and_a_length_with_a_decimal_are_taken_and_kept_as_they_were_written()
    {
        await using var suite = await CustodySuite.Open("2017-01-01T12:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2016-12-31T23:59:60Z").With(told =>
        {
            told["data"]!["route"] = "bail-return";
            told["data"]!["arrestedAt"] = "2016-12-31T12:00:00Z";
            told["data"]!["child"]!["dateOfBirth"] = "2002-03-02";
            told["data"]!["carriedForward"] = new JsonObject { ["limitElapsed"] = "PT1.5H", ["sinceLastReview"] = "PT0,5H" };
        }));
        var entry = (await suite.As("sgt-01").Read($"/detentions/{id}/timeline")).Body!["items"]![0]!;
        Assert.Equal(("2016-12-31T23:59:59.999Z", "PT1.5H"), (entry["occurred"]!.ToString(), entry["data"]!["carriedForward"]!["limitElapsed"]!.ToString()));
        var limit = (await suite.As("sgt-01").Read($"/detentions/{id}/clocks")).Body!["clocks"]!.AsArray().First(clock => clock!.Is("clock", "detention-limit"))!;
        Assert.Equal("2017-01-01T22:29:59.999Z", limit["dueAt"]!.ToString());
    }

    [Fact]
    public async Task A_time_may_be_written_with_small_letters()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Drink("2026-06-10t19:00:00z"));
        Assert.Equal("2026-06-10T19:00:00Z", Assert.Single(await suite.As("sgt-01").Entries(id))["occurred"]!.ToString());
    }

    [Fact]
    public async Task A_whole_number_is_whole_however_it_is_written()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T12:00:00Z"), Told.Event("warrant-granted", "2026-06-10T19:00:00Z", """{"court":"Leeds","hours":36.0}"""));
        var limit = (await suite.As("sgt-01").Read($"/detentions/{id}/clocks")).Body!["clocks"]!.AsArray()
            .Single(clock => clock!["clock"]!.ToString() == "detention-limit");
        Assert.Equal("2026-06-12T07:00:00Z", limit!["dueAt"]!.ToString());
    }

    [Fact]
    public async Task A_clock_two_minutes_fast_is_forgiven_and_no_more()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");

        Assert.Equal(HttpStatusCode.Accepted, (await feed.Tell(Told.Drink("2026-06-10T20:02:00Z"))).Status);
        var refused = await feed.Tell(Told.Drink("2026-06-10T20:02:00.001Z"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(["time"], refused.Wrong);
    }
}

using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Detentions;

public sealed class ClocksTests
{
    private static JsonNode One(Answer answer, string clock) =>
        Assert.Single(answer.Body!["clocks"]!.AsArray(), one => one!["clock"]!.ToString() == clock)!;

    [Fact]
    public async Task A_clock_is_shown_with_its_reason()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:10:00Z"));

        var answer = await suite.As("do-01").Read($"/detentions/{id}/clocks");

        Assert.Equal(("2026-06-10T19:00:00Z", "2"), (answer.Text("at"), answer.Text("version")));
        var review = One(answer, "review");
        Assert.Equal("running", review["state"]!.ToString());
        Assert.Equal("2026-06-11T00:10:00Z", review["dueAt"]!.ToString());
        Assert.Equal("2026-06-10T23:10:00Z", review["warnAt"]!.ToString());
        Assert.Null(review["metAt"]);
        Assert.Equal("PT0S", review["pausedFor"]!.ToString());
        Assert.Equal("STATUTE", review["basis"]!["authority"]!.ToString());
        Assert.NotEmpty(review["explanation"]!.ToString());
    }

    [Fact]
    public async Task At_a_past_instant_only_what_had_happened_counts_and_every_correction_does()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T23:00:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"),
            Told.Drink("2026-06-10T19:00:00Z", id: "first"),
            Told.Drink("2026-06-10T21:00:00Z"),
            Told.Replaced("first", "2026-06-10T22:50:00Z", new { time = "2026-06-10T19:30:00Z" }));

        var then = await suite.As("sgt-01").Read($"/detentions/{id}/clocks?at=2026-06-10T20:00:00%2B00:00");
        var history = await suite.As("sgt-01").Read($"/detentions/{id}/clocks?history=true");

        Assert.Equal("2026-06-10T23:30:00Z", One(then, "drink")["dueAt"]!.ToString());
        Assert.Equal(
            ["1 2026-06-10T19:30:00Z", "2 2026-06-10T21:00:00Z", "3 "],
            history.Body!["clocks"]!.AsArray().Where(clock => clock!["clock"]!.ToString() == "drink")
                .Select(clock => $"{clock!["sequence"]} {clock["metAt"]}"));
    }

    [Fact]
    public async Task What_was_known_that_night_leaves_out_what_was_keyed_later()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T22:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        suite.Clock.Advance(Duration.FromHours(10));
        await suite.As("feed-01").Taken(Told.Drink("2026-06-10T21:00:00Z"));

        var asIs = await suite.As("insp-01").Read($"/detentions/{id}/clocks?at=2026-06-10T22:30:00Z");
        var asKnown = await suite.As("insp-01").Read($"/detentions/{id}/clocks?at=2026-06-10T22:30:00Z&knownAt=2026-06-10T22:30:00Z");

        Assert.Equal(("running", "2"), (One(asIs, "drink")["state"]!.ToString(), asIs.Text("version")));
        Assert.Equal(("breached", "1"), (One(asKnown, "drink")["state"]!.ToString(), asKnown.Text("version")));
    }

    [Fact]
    public async Task Clocks_turn_by_themselves_on_the_list_as_on_the_record()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        foreach (var minutes in new[] { 14, 1, 14, 1, 30, 60, 119, 1, 700 })
        {
            suite.Clock.Advance(Duration.FromMinutes(minutes));

            var clocks = (await suite.As("sgt-01").Read($"/detentions/{id}/clocks")).Body!["clocks"]!.AsArray();
            var item = (await suite.As("sgt-01").Read("/detentions")).Body!["items"]![0]!;

            Assert.Equal(clocks.Count(clock => clock!["state"]!.ToString() == "breached"), item["breaches"]!.GetValue<int>());
        }
    }

    [Theory]
    [InlineData("2026-06-10t19:00:00z", "2026-06-10T19:00:00Z")]
    [InlineData("2026-06-10t20:00:00.1239%2B01:00", "2026-06-10T19:00:00.123Z")]
    public async Task An_instant_that_an_event_may_have_may_be_asked_about(string asked, string at)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T22:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10t18:00:00z"));
        var answer = await suite.As("sgt-01").Read($"/detentions/{id}/clocks?at={asked}");
        Assert.Equal((HttpStatusCode.OK, at), (answer.Status, answer.Text("at")));
    }

    [Theory]
    [InlineData("at=soon")]
    [InlineData("at=9999-12-31T23:59:59Z")]
    [InlineData("at=2026-06-10T12:00:00")]
    [InlineData("knownAt=never")]
    [InlineData("history=perhaps")]
    public async Task A_question_that_makes_no_sense_is_refused(string query)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T22:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        Assert.Equal(HttpStatusCode.BadRequest, (await suite.As("sgt-01").Read($"/detentions/{id}/clocks?{query}")).Status);
    }
}

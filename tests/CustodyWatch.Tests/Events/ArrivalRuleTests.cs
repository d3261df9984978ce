using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Events;

public sealed class ArrivalRuleTests
{
    [Fact]
    public async Task A_second_arrival_on_one_record_is_refused()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        await feed.Taken(Told.Arrived("2026-06-10T18:00:00Z"));

        var answer = await feed.Tell(Told.Arrived("2026-06-10T19:00:00Z"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "type"), (answer.Status, Assert.Single(answer.Wrong)));
    }

    [Fact]
    public async Task An_arrival_entered_on_the_wrong_record_and_taken_back_leaves_room_for_the_right_one()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        await feed.Taken(
            Told.Arrived("2026-06-10T18:00:00Z", id: "wrong"),
            Told.Retracted("wrong", "2026-06-10T18:30:00Z", id: "back"),
            Told.Arrived("2026-06-10T19:00:00Z", id: "right"));

        var answer = await feed.Tell(Told.Retracted("back", "2026-06-10T19:30:00Z"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "data.corrects"), (answer.Status, Assert.Single(answer.Wrong)));
    }

    [Theory]
    [InlineData("2008-06-10", HttpStatusCode.UnprocessableEntity)]
    [InlineData("2008-06-11", HttpStatusCode.Accepted)]
    public async Task Someone_who_is_eighteen_on_the_local_day_of_arrival_is_not_a_child(string born, HttpStatusCode expected)
    {
        await using var suite = await CustodySuite.Open("2026-06-11T20:00:00Z");
        var arrival = Told.Arrived("2026-06-10T22:59:00Z").With(told => told["data"]!["child"]!["dateOfBirth"] = born);

        var answer = await suite.As("feed-01").Tell(arrival);

        Assert.Equal(expected, answer.Status);
        if (expected != HttpStatusCode.Accepted) Assert.Equal(["data.child.dateOfBirth"], answer.Wrong);
    }

    [Theory]
    [InlineData("voluntary", "arrestedAt", "0026-06-10T18:00:00Z")]
    [InlineData("arrest", "arrestedAt", "1926-06-10T18:00:00Z")]
    [InlineData("arrest", "firstStationArrivedAt", "1985-12-31T23:59:59Z")]
    [InlineData("outside-england-and-wales", "enteredEnglandAndWalesAt", "2009-06-10T18:00:00Z")]
    public async Task A_time_before_the_child_was_born_or_before_the_Act_is_a_slip_in_the_year(string route, string field, string at)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var arrival = Told.Arrived("2026-06-10T19:00:00Z").With(told => (told["data"]!["route"], told["data"]![field]) = (route, at));

        Assert.Equal(["data." + field], (await suite.As("feed-01").Tell(arrival)).Wrong);
    }

    [Fact]
    public async Task An_arrival_in_another_century_is_refused_however_old_the_child_looks_and_any_that_can_be_true_is_taken()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        JsonObject Looking(string time, string record) => Told.Arrived(time, record: record).With(told =>
        {
            told["data"]!["child"]!.AsObject().Remove("dateOfBirth");
            told["data"]!["child"]!["apparentAge"] = 15;
        });

        Assert.Equal(["time"], (await feed.Tell(Looking("0026-06-10T19:00:00Z", "CR-1"))).Wrong);
        Assert.Equal(HttpStatusCode.Accepted, (await feed.Tell(Looking("1986-01-01T00:00:00Z", "CR-2"))).Status);
    }

    [Fact]
    public async Task An_age_of_eighteen_by_appearance_is_refused_too()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var arrival = Told.Arrived("2026-06-10T19:00:00Z").With(told =>
        {
            told["data"]!["child"]!.AsObject().Remove("dateOfBirth");
            told["data"]!["child"]!["apparentAge"] = 18;
        });
        Assert.Equal(["data.child.apparentAge"], (await suite.As("feed-01").Tell(arrival)).Wrong);
    }

    [Fact]
    public async Task A_child_who_is_looked_after_is_looked_after_by_somebody()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var arrival = Told.Arrived("2026-06-10T19:00:00Z").With(told => told["data"]!["child"]!["lookedAfter"] = true);
        Assert.Equal(["data.child.lookedAfterBy"], (await suite.As("feed-01").Tell(arrival)).Wrong);
    }

    [Fact]
    public async Task A_district_council_is_refused_by_name()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var arrival = Told.Arrived("2026-06-10T19:00:00Z").With(told => told["data"]!["child"]!["homeAuthority"] = "E07000001");
        var answer = await suite.As("feed-01").Tell(arrival);
        Assert.Contains("district", answer.Body!["errors"]!["data.child.homeAuthority"]![0]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-06-10T17:59:59Z", HttpStatusCode.UnprocessableEntity)]
    [InlineData("2026-06-10T18:00:00Z", HttpStatusCode.Accepted)]
    public async Task Nobody_is_released_before_they_came_in(string released, HttpStatusCode expected)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        // When the arrest was is no word on when a child who was brought in came.
        await feed.Taken(Told.Arrived("2026-06-10T18:00:00Z", arrestedAt: "2026-06-10T18:30:00Z"));

        Assert.Equal(expected, (await feed.Tell(Told.Released(released))).Status);
    }

    [Fact]
    public async Task A_release_with_a_wrong_date_that_was_entered_first_leaves_no_child_without_clocks()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Released("2026-06-10T17:00:00Z"), Told.Arrived("2026-06-10T18:00:00Z"));

        Assert.Equal("running", await Drink(suite, id));
    }

    [Fact]
    public async Task A_detention_entered_for_the_wrong_day_is_put_right_entry_by_entry()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        var id = await feed.Taken(Told.Arrived("2026-06-09T18:00:00Z", id: "in"), Told.Released("2026-06-09T19:30:00Z").With(told => told["id"] = "out"));
        await feed.Taken(Told.Replaced("in", "2026-06-10T19:40:00Z", new { time = "2026-06-10T18:00:00Z" }));
        Assert.Equal("running", await Drink(suite, id));
        await feed.Taken(Told.Replaced("out", "2026-06-10T19:41:00Z", new { time = "2026-06-10T19:30:00Z" }));
        Assert.Equal("ended", await Drink(suite, id));
    }

    private static async Task<string> Drink(CustodySuite suite, string id)
    {
        var clocks = (await suite.As("sgt-01").Read($"/detentions/{id}/clocks")).Body!["clocks"]!.AsArray();
        return clocks.Single(clock => clock!["clock"]!.ToString() == "drink")!["state"]!.ToString();
    }

    [Fact]
    public async Task Nobody_was_arrested_tomorrow_or_born_after_they_came_in()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");

        var tomorrow = await feed.Tell(Told.Arrived("2026-06-10T19:00:00Z", arrestedAt: "2026-06-11T19:00:00Z"));
        var unborn = await feed.Tell(
            Told.Arrived("2026-06-10T19:00:00Z").With(told => told["data"]!["child"]!["dateOfBirth"] = "2026-06-11"));

        Assert.Equal(["data.arrestedAt"], tomorrow.Wrong);
        Assert.Equal(["data.child.dateOfBirth"], unborn.Wrong);
    }
}

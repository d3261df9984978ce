using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Oversight;

public sealed class OvernightTests
{
    [Fact]
    public async Task Every_night_of_every_child_is_listed_as_counted_by_a_clock_on_the_wall()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        var told = Invented.Children();
        await suite.As("feed-01").Taken(told);
        var hand = new ByHand(told);

        var listed = new List<JsonNode>();
        for (string? cursor = null; ;)
        {
            var page = await suite.As("insp-01").Read($"/overnight?rule=foi-4h-0000-0800&limit=7{(cursor is null ? "" : $"&cursor={cursor}")}");
            listed.AddRange(page.Body!["items"]!.AsArray().Select(item => item!));
            if ((cursor = page.Text("next")) is null) break;
        }

        var expected = hand.Records.SelectMany(record => hand.Nights(record).Select(night => $"{night.Key:uuuu-MM-dd} {record} {night.Value} {night.Value >= 240}"));
        Assert.Equal(expected.Order(), listed.Select(item => $"{item["night"]} {item["custodyRecordNumber"]} {item["minutes"]} {item["counted"]!.GetValue<bool>()}").Order());
        Assert.Equal(listed.Select(item => item["night"]!.ToString()).Order(), listed.Select(item => item["night"]!.ToString()));
        Assert.All(listed, item => Assert.Equal(item["minutes"].Whole(), item["minutesBeforeCharge"].Whole() + item["minutesAfterCharge"].Whole()));
    }

    [Theory]
    [InlineData("2026-03-28T20:00:00Z", "2026-03-29T09:00:00Z", "2026-03-29", 420)]
    [InlineData("2026-10-24T19:00:00Z", "2026-10-25T09:00:00Z", "2026-10-25", 540)]
    [InlineData("2026-10-25T00:10:00Z", "2026-10-25T04:00:00Z", "2026-10-25", 230)]
    public async Task The_night_on_which_the_clocks_change_has_the_hours_it_had(string from, string until, string night, int minutes)
    {
        await using var suite = await CustodySuite.Open("2026-11-01T12:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived(from), Told.Authorised(from), Told.Released(until));
        var item = Assert.Single((await suite.As("sgt-01").Read("/overnight")).Body!["items"]!.AsArray())!;
        Assert.Equal((night, minutes, minutes >= 240), (item["night"]!.ToString(), item["minutes"].Whole(), item["counted"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task A_charge_within_the_night_divides_it_and_a_child_still_there_is_listed_so_far()
    {
        await using var suite = await CustodySuite.Open("2026-06-11T04:30:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:20:00Z"), Told.Event("charged", "2026-06-11T01:10:00Z", new
        {
            officer = new { id = "4417", rank = "sergeant" },
            offences = new[] { new { description = "Robbery", @class = "indictable-only" } },
        }));
        var item = Assert.Single((await suite.As("sgt-01").Read("/overnight?from=2026-06-11")).Body!["items"]!.AsArray())!;
        Assert.Equal((330, 130, 200), (item["minutes"].Whole(), item["minutesBeforeCharge"].Whole(), item["minutesAfterCharge"].Whole()));
        Assert.Empty((await suite.As("sgt-01").Read("/overnight?to=2026-06-11")).Body!["items"]!.AsArray());
        Assert.Empty((await suite.As("sgt-02").Read("/overnight")).Body!["items"]!.AsArray());
    }

    [Theory]
    [InlineData("2026-06-11T06:59:59Z", 1)]
    [InlineData("2026-06-11T07:00:00Z", 0)]
    [InlineData("2026-06-11T20:50:54Z", 0)]
    [InlineData("2026-06-11", 1)]
    public async Task A_night_that_had_ended_when_the_period_begins_is_not_of_it(string from, int nights)
    {
        await using var suite = await CustodySuite.Open("2026-06-12T12:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:20:00Z"), Told.Released("2026-06-11T07:30:00Z"));
        Assert.Equal(nights, (await suite.As("sgt-01").Read($"/overnight?from={from}")).Body!["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_forecast_names_who_will_pass_the_line_and_the_one_step_that_would_prevent_it()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        await suite.As("feed-01").Taken(
            [.. Night.Refused(record: "CR-1"),
                Told.Arrived("2026-06-10T17:00:00Z", record: "CR-2"), Told.Authorised("2026-06-10T17:10:00Z", "CR-2"),
                Told.Arrived("2026-06-10T10:00:00Z", record: "CR-3"), Told.Released("2026-06-10T15:00:00Z", "CR-3")]);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["CR-1"] = "Ask the local authority for accommodation now.",
                ["CR-2"] = "Ask an appropriate adult to come now.",
            },
            await Steps("now"));

        await suite.As("sgt-01").Asks((await suite.As("sgt-01").Read("/detentions")).Body!["items"]!.AsArray().Single(item => item!["custodyRecordNumber"]!.ToString() == "CR-1")!["id"]!.ToString());
        await suite.As("feed-01").Taken(Told.Event("aa-requested", "2026-06-10T19:00:30Z", new { adult = new { kind = "parent" } }, "CR-2"));
        suite.Clock.Reset(NodaTime.Instant.FromUtc(2026, 6, 10, 20, 5));
        var steps = await Steps("now");
        Assert.StartsWith("Ring the local authority again", steps["CR-1"], StringComparison.Ordinal);
        Assert.StartsWith("Get an adult here this evening", steps["CR-2"], StringComparison.Ordinal);
        Assert.Equal("Ask an appropriate adult to come now.", (await Steps("2026-06-10T19:00:00Z"))["CR-2"]);

        async Task<Dictionary<string, string>> Steps(string at)
        {
            var answer = await suite.As("insp-01").Read("/overnight/forecast?force=99" + (at == "now" ? "" : $"&at={at}"));
            Assert.Equal("2026-06-11", answer.Text("night"));
            return answer.Body!["items"]!.AsArray().ToDictionary(item => item!["custodyRecordNumber"]!.ToString(), item => item!["step"]!.ToString());
        }
    }

    [Fact]
    public async Task The_forecast_is_a_list_like_any_other()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        await suite.As("feed-01").Taken(Enumerable.Range(1, 52).Select(number => Told.Arrived("2026-06-10T17:00:00Z", record: $"CR-{number}")));

        var (seen, pages) = (new List<string>(), new List<int>());
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await suite.As("insp-01").Read($"/overnight/forecast?cursor={cursor}")).Body!;
            Assert.Equal("2026-06-11", page["night"]!.ToString());
            seen.AddRange(page["items"]!.AsArray().Select(item => item!["detentionId"]!.ToString()));
            pages.Add(seen.Count);
            cursor = page["next"]?.ToString();
        }
        Assert.Equal([50, 52], pages);
        Assert.Equal(52, seen.Distinct().Count());
        var all = (await suite.As("insp-01").Read("/overnight/forecast?limit=500")).Body!;
        Assert.Equal(seen, all["items"]!.AsArray().Select(item => item!["detentionId"]!.ToString()));
        Assert.True(all.AsObject().TryGetPropertyValue("next", out var next) && next is null);
    }

    [Fact]
    public async Task Who_can_no_longer_reach_the_line_or_has_passed_it_is_not_forecast()
    {
        await using var suite = await CustodySuite.Open("2026-06-11T03:30:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z", record: "CR-1"), Told.Authorised("2026-06-10T18:20:00Z", "CR-1"),
            Told.Arrived("2026-06-11T03:10:00Z", record: "CR-2"),
            Told.Arrived("2026-06-11T02:50:00Z", record: "CR-3"));
        var items = (await suite.As("sgt-01").Read("/overnight/forecast")).Body!["items"]!.AsArray();
        Assert.Equal("CR-3", Assert.Single(items)!["custodyRecordNumber"]!.ToString());
        Assert.Equal("2026-06-11T06:50:00Z", items[0]!["reachesAt"]!.ToString());
    }
}

using System.Net;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Board;

/// <summary>What is due in the time ahead, over all that somebody may see.</summary>
public sealed class DueTests
{
    [Fact]
    public async Task What_is_due_comes_soonest_first_and_no_further_ahead_than_asked()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:05:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:05:00Z"));

        var hour = (await suite.As("insp-01").Read("/due?within=PT1H")).Body!["items"]!.AsArray();
        var usual = (await suite.As("sgt-01").Read("/due")).Body!["items"]!.AsArray();

        Assert.All(hour, item => Assert.True(string.CompareOrdinal(item!["dueAt"]!.ToString(), "2026-06-10T19:05:00Z") <= 0));
        Assert.Equal(usual.Select(item => item!["dueAt"]!.ToString()).Order(StringComparer.Ordinal), usual.Select(item => item!["dueAt"]!.ToString()));
        Assert.Contains(usual, item => item!["clock"]!.ToString() == "review");
        Assert.DoesNotContain(hour, item => item!["clock"]!.ToString() == "review");
        Assert.Contains(hour, item => item!["clock"]!.ToString() == "risk-assessment");
    }

    [Theory]
    [InlineData("?within=soon", HttpStatusCode.BadRequest)]
    [InlineData("?within=P2Y", HttpStatusCode.BadRequest)]
    [InlineData("?within=-PT1H", HttpStatusCode.BadRequest)]
    [InlineData("?force=98", HttpStatusCode.Forbidden)]
    [InlineData("?suite=NORTH", HttpStatusCode.Forbidden)]
    public async Task A_question_out_of_sense_or_scope_is_refused(string query, HttpStatusCode expected)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:05:00Z");
        Assert.Equal(expected, (await suite.As("sgt-01").Read("/due" + query)).Status);
    }

    [Fact]
    public async Task Pages_of_what_is_due_follow_one_another()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:05:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        var whole = (await suite.As("sgt-01").Read("/due")).Body!["items"]!.AsArray().Select(item => item!["clock"]!.ToString());

        var first = (await suite.As("sgt-01").Read("/due?limit=3")).Body!;
        var rest = (await suite.As("sgt-01").Read($"/due?limit=50&cursor={first["next"]}")).Body!;

        Assert.Equal(whole, first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(item => item!["clock"]!.ToString()));
    }
}

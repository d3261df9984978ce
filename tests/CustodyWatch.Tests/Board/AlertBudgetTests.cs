using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Board;

public sealed partial class AlertBudgetTests
{
    [Fact]
    public async Task The_board_says_what_its_alerts_asked_of_people_and_what_came_of_them()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:05:00Z");
        using var sergeant = new Reader(suite, "sgt-01");
        Assert.Contains("None was raised.", (await sergeant.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);

        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:04:00Z"));
        await suite.LookAt("2026-06-10T14:00:00Z");
        var raised = await suite.As("sgt-01").Alerts("risk-assessment", "due");
        await suite.LookAt("2026-06-10T14:05:00Z");
        await suite.As("sgt-01").Call($"/alerts/{raised[0]["id"]}/acknowledge", new JsonObject());
        var all = await suite.As("sgt-01").Alerts();
        var heard = all.Where(Spoke).ToArray();
        var open = all.Where(alert => alert.Is("state", "open")).Select(alert => $"{alert["detentionId"]} {alert["clock"]} {alert["clockSequence"]}").Distinct().Count();
        Assert.True(open < all.Count(alert => alert.Is("state", "open")));
        var rate = heard.Length / (2 + 5 / 60.0);

        var page = Words((await sergeant.Open("/suites/CENTRAL")).Html);
        Assert.Contains($"{heard.Length} raised, {rate:0.0} for each hour that a child was here: more than the 2 that people can be asked to answer.", page, StringComparison.Ordinal);
        Assert.Contains("Of those acknowledged half were within 5 min, nine in ten within 5 min.", page, StringComparison.Ordinal);
        Assert.Contains($"{open} wait to be acknowledged. 0 led to nothing", page, StringComparison.Ordinal);

        await suite.LookAt("2026-06-10T14:06:00Z");
        await suite.As("feed-01").Taken(Told.Event("released", "2026-06-10T14:06:00Z", new { outcome = "no-further-action", preReleaseRiskAssessment = true }));
        await suite.LookAt("2026-06-10T16:05:00Z");
        heard = [.. (await suite.As("sgt-01").Alerts()).Where(Spoke)];
        var nothing = heard.Count(alert => alert["reason"]!.ToString() is "ended" or "moved" or "overtaken");
        page = Words((await sergeant.Open("/suites/CENTRAL")).Html);
        Assert.True(nothing > 0);
        Assert.Contains($"{nothing} led to nothing", page, StringComparison.Ordinal);
        Assert.Contains($"{heard.Length} raised, {heard.Length / 2.1:0.0} for each hour", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_long_it_took_is_told_by_the_first_acknowledgement_though_it_went_stale()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:05:00Z", adjust: Alerting.Untimed);
        using var sergeant = new Reader(suite, "sgt-01");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:04:00Z"));
        await suite.LookAt("2026-06-10T13:00:00Z");
        await suite.LookAt("2026-06-10T13:01:00Z");
        var raised = Assert.Single(await suite.As("sgt-01").Alerts("risk-assessment", "due"))["id"]!.ToString();
        await suite.As("sgt-01").Call($"/alerts/{raised}/acknowledge", new JsonObject());

        foreach (var again in new[] { "open", "acknowledged" })
        {
            await suite.LookAt("2026-06-10T13:11:00Z");
            if (again == "acknowledged") await suite.As("sgt-01").Call($"/alerts/{raised}/acknowledge", new JsonObject());
            Assert.Equal(again, Assert.Single(await suite.As("sgt-01").Alerts("risk-assessment", "due"))["state"]!.ToString());
            Assert.Contains(
                "Of those acknowledged half were within 1 min, nine in ten within 1 min.", Words((await sergeant.Open("/suites/CENTRAL")).Html), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_never_spoke_since_it_was_silenced_asked_nothing_also_once_it_is_done_and_what_had_spoken_did()
    {
        await using var suite = await CustodySuite.Open(
            "2026-06-10T12:05:00Z", settings: new Dictionary<string, string> { ["CustodyWatch:Alerts:FeedSilentMinutes"] = "1440" }, adjust: Alerting.Untimed);
        using var sergeant = new Reader(suite, "sgt-01");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:04:00Z"));
        await Silenced(new() { ["detention"] = id, ["clock"] = "drink" });
        await suite.LookAt("2026-06-10T16:00:00Z");
        var spoke = (await suite.As("sgt-01").Alerts()).Where(alert => Spoke(alert) && !alert.Is("clock", "drink")).ToArray();
        Assert.Equal(spoke.Length, await Raised());

        suite.Clock.Advance(NodaTime.Duration.FromSeconds(1));
        await suite.As("feed-01").Taken(Told.Drink("2026-06-10T16:00:00Z"));
        await Silenced(new() { ["alert"] = spoke.Single(alert => alert.Is("clock", "rights") && alert.Is("step", "due"))["id"]!.ToString() });
        Assert.All(await suite.As("sgt-01").Alerts("drink", "due"), drink => Assert.Equal("met", drink["reason"]!.ToString()));
        Assert.All(await suite.As("sgt-01").Alerts("rights", "due"), rights => Assert.Equal("silence", rights["reason"]!.ToString()));
        Assert.Equal(spoke.Length, await Raised());

        async Task<int> Raised() => int.Parse(Count().Match(Words((await sergeant.Open("/suites/CENTRAL")).Html)).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

        async Task Silenced(JsonObject what)
        {
            (what["until"], what["reason"]) = ("2026-06-10T20:00:00Z", "Seen to");
            Assert.Equal(System.Net.HttpStatusCode.Created, (await suite.As("insp-01").Call("/silences", what)).Status);
            await suite.Look();
        }
    }

    [Fact]
    public async Task What_was_over_when_it_was_told_of_spoke_to_nobody_and_asked_nothing()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:05:00Z", adjust: Alerting.Untimed);
        using var sergeant = new Reader(suite, "sgt-01");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T02:00:00Z"), Told.Authorised("2026-06-10T02:05:00Z"), Told.Released("2026-06-10T05:00:00Z"));
        await suite.Look();

        Assert.Contains(await suite.As("sgt-01").Alerts(), alert => alert.Is("reason", "overtaken"));
        Assert.Contains("None was raised.", (await sergeant.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);
    }

    private static bool Spoke(JsonNode alert) => alert["deliveries"]!.AsArray().Any(delivery => delivery!.Is("channel", "live"));

    private static string Words(string html) => Spaces().Replace(Tags().Replace(html, ""), " ");

    [GeneratedRegex(@"(\d+) raised, ")]
    private static partial Regex Count();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

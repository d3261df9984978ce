using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Administration;

public sealed class LaddersTests
{
    private const string DrinkToInspector = """
        { "clock": "drink", "reason": "Two drinks were missed in May", "from": "2026-06-10T13:00:00Z",
          "ladder": { "warning": { "to": ["custody-sergeant", "custody-inspector"] }, "due": { "to": ["custody-sergeant"] },
            "escalations": [ { "afterMinutes": 15, "to": ["custody-inspector"] } ] } }
        """;

    [Fact]
    public async Task A_new_ladder_holds_for_alerts_from_its_time_on_and_leaves_one_that_stands_as_it_was()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T08:00:00Z", record: "BEFORE"));
        await suite.Look();
        Assert.Equal(HttpStatusCode.Created, (await Change(suite, DrinkToInspector)).Status);
        suite.Clock.Reset(NodaTime.Instant.FromUtc(2026, 6, 10, 13, 30));
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T13:30:00Z", record: "AFTER"));

        await suite.LookAt("2026-06-10T17:00:00Z");
        var warned = Assert.Single(await suite.As("insp-01").Alerts("drink", "warning"));
        Assert.Equal(("AFTER", "custody-sergeant custody-inspector"), (warned["custodyRecordNumber"]!.ToString(), Audience(warned)));

        await suite.LookAt("2026-06-10T17:45:00Z");
        var escalated = Assert.Single(await suite.As("insp-01").Alerts("drink", "escalation-1"));
        Assert.Equal(("AFTER", "custody-inspector"), (escalated["custodyRecordNumber"]!.ToString(), Audience(escalated)));
        Assert.Contains(await suite.As("sgt-01").Alerts("drink", "due"), alert => alert.Is("custodyRecordNumber", "BEFORE"));
    }

    [Fact]
    public async Task A_past_night_is_explained_by_the_ladder_of_that_night()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        await Change(suite, DrinkToInspector);
        suite.Clock.Reset(NodaTime.Instant.FromUtc(2026, 6, 12, 9, 0));
        Assert.Equal(HttpStatusCode.Created, (await Change(suite, """{ "clock": "drink", "usual": true, "reason": "All drinks are offered again" }""")).Status);

        Assert.Equal(("true", 0), await Drink(suite, "2026-06-10T12:59:59Z"));
        Assert.Equal(("false", 1), await Drink(suite, "2026-06-10T13:00:00Z"));
        Assert.Equal(("true", 0), await Drink(suite, "2026-06-12T09:00:00Z"));
        var history = (await suite.As("admin-01").Read("/settings/ladders")).Body!["history"]!.AsArray();
        Assert.Equal(
            ["drink admin-01 Two drinks were missed in May", "drink admin-01 All drinks are offered again"],
            history.Select(change => $"{change!["clock"]} {change["setBy"]} {change["reason"]}"));
        Assert.Equal(Enum.GetValues<CustodyWatch.Pace.Clocks.ClockName>().Length, (await suite.As("admin-01").Read("/settings/ladders")).Body!["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("""{ "warning": { "to": ["custody-sergeant"] }, "due": { "to": ["custody-inspector"] }, "escalations": [ { "afterMinutes": 10, "to": ["custody-inspector"] }, { "afterMinutes": 30, "to": ["superintendent"] } ] }""", "ladder.due.to")]
    [InlineData("""{ "warning": { "to": ["custody-sergeant"] }, "due": { "to": ["custody-sergeant"] }, "escalations": [ { "afterMinutes": 10, "to": ["custody-inspector"] } ] }""", "ladder.escalations")]
    [InlineData("""{ "warning": { "to": ["custody-sergeant"] }, "due": { "to": ["custody-sergeant"] }, "escalations": [ { "afterMinutes": 20, "to": ["custody-inspector"] }, { "afterMinutes": 30, "to": ["superintendent"] } ] }""", "ladder.escalations")]
    [InlineData("""{ "warning": { "to": ["custody-sergeant"] }, "due": { "to": ["custody-sergeant"] }, "escalations": [ { "afterMinutes": 10, "to": ["custody-inspector"] }, { "afterMinutes": 30, "to": ["superintendent"] } ], "acknowledgementMinutes": 20 }""", "ladder.acknowledgementMinutes")]
    public async Task What_the_law_asks_of_a_statutes_ladder_may_not_be_taken_from_it(string ladder, string field)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        var answer = await Change(suite, $$"""{ "clock": "review", "reason": "Fewer calls at night", "ladder": {{ladder}} }""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal([field], answer.Wrong);
        Assert.Contains("PACE 1984 s40", answer.Body!["errors"]![field]![0]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "clock": "drink", "usual": true }""", "reason")]
    [InlineData("""{ "clock": "tea", "usual": true, "reason": "x" }""", "clock")]
    [InlineData("""{ "clock": "drink", "reason": "x" }""", "ladder")]
    [InlineData("""{ "clock": "drink", "usual": true, "reason": "x", "from": "2026-06-09T00:00:00Z" }""", "from")]
    [InlineData("""{ "clock": "drink", "reason": "x", "ladder": { "warning": { "to": ["duty-desk"] }, "due": { "to": ["custody-sergeant"] } } }""", "ladder.warning.to")]
    [InlineData("""{ "clock": "drink", "reason": "x", "ladder": { "warning": { "to": ["custody-sergeant"] }, "due": { "to": ["custody-sergeant"] }, "escalations": [ null ] } }""", "ladder.escalations[0].afterMinutes ladder.escalations[0].to")]
    [InlineData("""{ "clock": "drink", "reason": "x", "ladder": { "warning": { "to": ["custody-sergeant"] }, "due": { "to": ["custody-sergeant"] }, "escalations": [ { "afterMinutes": 2000, "to": [null] } ] } }""", "ladder.escalations[0].afterMinutes ladder.escalations[0].to")]
    public async Task A_change_that_makes_no_sense_is_refused_by_field(string change, string fields)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        var answer = await Change(suite, change);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, fields), (answer.Status, string.Join(' ', answer.Wrong)));
    }

    [Fact]
    public async Task Only_the_administrator_of_the_force_reads_and_changes_its_ladders()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        Assert.Equal(HttpStatusCode.Forbidden, (await suite.As("insp-01").Read("/settings/ladders?force=99")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await suite.As("admin-01").Read("/settings/ladders?force=98")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Change(suite, """{ "force": "98", "clock": "drink", "usual": true, "reason": "x" }""")).Status);
    }

    [Fact]
    public async Task On_its_page_a_ladder_is_read_changed_with_a_reason_and_refused_in_words_where_the_law_forbids_it()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        using var administrator = new Reader(suite, "admin-01");
        Assert.Contains("Review of detention", (await administrator.Open("/administration/ladders")).Html, StringComparison.Ordinal);
        var (_, page) = await administrator.Open("/administration/ladders/review");
        Assert.Contains("Nothing has been changed yet.", page, StringComparison.Ordinal);
        (string, string)[] kept = [("warning.to", "custody-sergeant"), ("due.to", "custody-sergeant"), ("acknowledgementMinutes", "10")];

        var refused = await administrator.Send(
            "/administration/ladders/review", [.. kept, ("escalations.0.afterMinutes", "10"), ("escalations.0.to", "custody-inspector"), ("reason", "Fewer calls")]);
        var taken = await administrator.Send(
            "/administration/ladders/review",
            [.. kept, ("escalations.1.afterMinutes", "5"), ("escalations.1.to", "custody-inspector"), ("escalations.1.to", "superintendent"), ("reason", "Sooner at night")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("must still tell the superintendent no later than 30 minutes after it is due", refused.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, taken.Status);
        (_, page) = await administrator.Open(taken.Location!);
        Assert.Contains("The force’s own ladder", page, StringComparison.Ordinal);
        Assert.Contains("Sooner at night” Set by admin-01", page, StringComparison.Ordinal);
        // Two changes of one millisecond have no order.
        suite.Clock.AdvanceMinutes(1);
        Assert.Equal(HttpStatusCode.SeeOther, (await administrator.Send("/administration/ladders/review", ("usual", "yes"), ("reason", "As before"))).Status);
        Assert.DoesNotContain("The force’s own ladder", (await administrator.Open("/administration/ladders/review")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ladder_of_six_steps_goes_through_its_page_whole_and_a_page_that_has_not_seen_a_change_says_so()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        var steps = string.Join(", ", new[] { "20, \"from\": \"start\"", "5", "10", "15", "20", "25" }.Select(after => $$"""{ "afterMinutes": {{after}}, "to": ["custody-inspector"] }"""));
        Assert.Equal(HttpStatusCode.Created, (await Change(suite, $$"""
            { "clock": "drink", "reason": "Six steps", "ladder": { "warning": { "to": ["custody-sergeant"] }, "due": { "to": ["custody-sergeant"] }, "escalations": [ {{steps}} ] } }
            """)).Status);
        suite.Clock.AdvanceMinutes(1);
        var before = (await Drink(suite))["escalations"]!.ToJsonString();
        using var administrator = new Reader(suite, "admin-01");
        var page = (await administrator.Open("/administration/ladders/drink")).Html;

        var sent = await administrator.Send(
            "/administration/ladders/drink", [.. Written(page).Where(field => field.Name != "acknowledgementMinutes"), ("acknowledgementMinutes", "7"), ("reason", "Sooner")]);
        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        Assert.Equal((before, 7), ((await Drink(suite))["escalations"]!.ToJsonString(), (await Drink(suite))["acknowledgementMinutes"]!.GetValue<int>()));

        suite.Clock.AdvanceMinutes(1);
        var late = await administrator.Send("/administration/ladders/drink", [.. Written(page), ("reason", "From another desk")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Contains("was changed while this page was open", late.Html, StringComparison.Ordinal);
        Assert.Equal(7, (await Drink(suite))["acknowledgementMinutes"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.SeeOther, (await administrator.Send("/administration/ladders/drink", [.. Written(late.Html), ("reason", "From another desk")])).Status);
    }

    [Fact]
    public async Task A_step_is_set_to_go_out_of_band_by_the_api_or_the_page_and_says_so_on_both()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        Assert.Equal(HttpStatusCode.Created, (await Change(suite, """
            { "clock": "drink", "reason": "Sergeants are in the cells", "ladder": { "warning": { "to": ["custody-sergeant"] }, "due": { "to": ["custody-sergeant"], "outOfBand": true },
              "escalations": [ { "afterMinutes": 10, "to": ["custody-inspector"], "outOfBand": true } ] } }
            """)).Status);
        Assert.Equal("warning False, due True, escalation True", await OutOfBand(suite));
        suite.Clock.AdvanceMinutes(1);
        using var administrator = new Reader(suite, "admin-01");
        var page = (await administrator.Open("/administration/ladders/drink")).Html;
        Assert.Equal(2, Regex.Count(page[..page.IndexOf("Change it", StringComparison.Ordinal)], "<dd>Custody (sergeant|inspector): by text or email as well, even while a screen is open</dd>"));

        var sent = await administrator.Send(
            "/administration/ladders/drink", [.. Written(page).Where(field => field.Name != "due.outOfBand"), ("warning.outOfBand", "yes"), ("reason", "The warning too")]);

        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        Assert.Equal("warning True, due False, escalation True", await OutOfBand(suite));
    }

    private static async Task<string> OutOfBand(CustodySuite suite)
    {
        var ladder = await Drink(suite);
        return $"warning {ladder["warning"]!["outOfBand"]!.GetValue<bool>()}, due {ladder["due"]!["outOfBand"]!.GetValue<bool>()}, " +
            $"escalation {ladder["escalations"]![0]!["outOfBand"]!.GetValue<bool>()}";
    }

    // What a browser sends of the form that changes the ladder, when nobody writes anything in it.
    private static IEnumerable<(string Name, string Value)> Written(string page)
    {
        var from = page.LastIndexOf("<input", page.IndexOf("name=\"seen\"", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (Match input in Regex.Matches(page[from..page.IndexOf("</form>", from, StringComparison.Ordinal)], "<input [^>]*>"))
            if (!Regex.IsMatch(input.Value, "type=\"(radio|checkbox)\"") || input.Value.Contains(" checked", StringComparison.Ordinal))
                yield return (Attribute(input.Value, "name"), Attribute(input.Value, "value"));
    }

    private static string Attribute(string input, string name) => Regex.Match(input, $" {name}=\"([^\"]*)\"").Groups[1].Value;

    private static async Task<JsonNode> Drink(CustodySuite suite) =>
        (await suite.As("admin-01").Read("/settings/ladders")).Body!["items"]!.AsArray().Single(item => item!.Is("clock", "drink"))!["inForce"]!;

    private static Task<Answer> Change(CustodySuite suite, string change) => suite.As("admin-01").Call("/settings/ladders", JsonNode.Parse(change)!);

    private static string Audience(JsonNode alert) => string.Join(' ', alert["audience"]!.AsArray().Select(word => word!.ToString()));

    private static async Task<(string IsUsual, int Steps)> Drink(CustodySuite suite, string at)
    {
        var items = (await suite.As("admin-01").Read($"/settings/ladders?at={at}")).Body!["items"]!.AsArray();
        var drink = items.Single(item => item!.Is("clock", "drink"))!;
        return (drink["isUsual"]!.ToString(), drink["inForce"]!["escalations"]!.AsArray().Count);
    }
}

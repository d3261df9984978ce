using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Oversight;

/// <summary>As an analyst goes: from each figure to the children behind it, to a record, and back.</summary>
public sealed partial class EveryFigureTests
{
    [Fact]
    public async Task Each_figure_leads_to_children_who_add_up_to_it_and_from_a_record_back()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        await suite.As("feed-01").Taken(Invented.Children(40));
        await suite.As("feed-01").Taken(Invented.Going());
        var inspector = suite.As("insp-01");
        using var reader = new Reader(suite, "insp-01");
        var figures = await inspector.Read("/statistics?force=99");
        foreach (var measure in Measures.All)
        {
            var figure = figures.Measure(measure.Name)!;
            var (numerator, denominator) = (figure["numerator"].Whole()!.Value, figure["denominator"].Whole());
            var page = (await reader.Open($"/oversight/measures/{measure.Name}?force=99")).Html;
            Assert.Contains(denominator is null ? $"{numerator}" : $"{numerator}{(measure.IsTime ? " known" : "")} of {denominator}", Plain(page), StringComparison.Ordinal);
            var list = Link(page, "The children behind this number");
            Assert.NotNull(list);

            var counted = await AllPages(reader, list);
            Assert.True(numerator == counted.Numerator, $"{measure.Name}: {numerator} and {counted.Numerator} behind it");
            if (denominator is null) continue;
            var rest = await AllPages(reader, $"{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}who=rest");
            Assert.True(denominator - numerator == rest.Missing, $"{measure.Name}: {denominator} less {numerator} and {rest.Missing} not counted");
        }
    }

    [Fact]
    public async Task Each_part_of_a_figure_leads_to_its_own_children()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        await suite.As("feed-01").Taken(Invented.Children(40));
        using var reader = new Reader(suite, "insp-01");
        var page = (await reader.Open("/oversight/measures/overnight?force=99")).Html;
        var parts = Part().Matches(page).Select(found => (Url: WebUtility.HtmlDecode(found.Groups["url"].Value), Counted: int.Parse(found.Groups["counted"].Value, null))).ToArray();
        foreach (var way in new[] { "month", "ethnicity", "sex", "age", "lookedAfter" }) Assert.Contains(parts, part => part.Url.Contains($"by={way}", StringComparison.Ordinal));
        foreach (var part in parts) Assert.Equal(part.Counted, (await AllPages(reader, part.Url)).Numerator);
    }

    [Fact]
    public async Task From_a_record_the_way_leads_back_to_the_list_and_to_every_figure_it_counts_in()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        await suite.As("feed-01").Taken(Invented.Children(10));
        using var reader = new Reader(suite, "insp-01");
        const string list = "/oversight/measures/detentions/children?months=6";
        var record = Record().Match((await reader.Open(list)).Html).Groups["url"].Value;

        var page = (await reader.Open(record)).Html;
        Assert.Contains($"href=\"{list}\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await reader.Open(list)).Status);

        var counted = (await reader.Open(Link(page, "The figures it counts in")!)).Html;
        foreach (var measure in Measures.All) Assert.Contains($"/oversight/measures/{measure.Name}\"", counted, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere.example", (await reader.Open($"{record.Split('?')[0]}?back=https://elsewhere.example/")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("insp-01", "/oversight/measures/shoe-size/children", HttpStatusCode.NotFound)]
    [InlineData("insp-01", "/oversight/measures/overnight/children?by=ethnicity&part=Martian", HttpStatusCode.NotFound)]
    [InlineData("insp-01", "/oversight/measures/overnight/children?by=age", HttpStatusCode.NotFound)]
    [InlineData("insp-01", "/oversight/measures/detentions/children?who=rest", HttpStatusCode.NotFound)]
    [InlineData("insp-01", "/oversight/measures/overnight/children?cursor=e30", HttpStatusCode.BadRequest)]
    [InlineData("insp-01", "/oversight/measures/overnight/children?force=98", HttpStatusCode.Forbidden)]
    [InlineData("insp-01", "/oversight/records/nobody", HttpStatusCode.NotFound)]
    [InlineData("sgt-01", "/oversight/measures/overnight/children", HttpStatusCode.OK)]
    [InlineData("do-01", "/oversight/measures/overnight/children", HttpStatusCode.Forbidden)]
    [InlineData("desk-01", "/oversight/measures/overnight/children", HttpStatusCode.Forbidden)]
    public async Task Only_who_may_read_the_records_gets_behind_a_figure(string persona, string path, HttpStatusCode expected)
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        using var reader = new Reader(suite, persona);
        Assert.Equal(expected, (await reader.Open(path)).Status);
    }

    [Fact]
    public async Task The_inspectorate_sees_the_number_and_of_the_children_only_those_whose_record_was_opened_for_it()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        var id = await suite.As("feed-01").Taken(Invented.Children(5));
        await suite.As("insp-01").Call($"/detentions/{id}/open-for-inspection", new System.Text.Json.Nodes.JsonObject { ["until"] = "2026-07-02T12:00:00Z", ["reason"] = "Asked for" });
        using var reader = new Reader(suite, "hmi-01");
        Assert.Contains("5", Plain((await reader.Open("/oversight/measures/detentions")).Html), StringComparison.Ordinal);
        Assert.Equal(1, (await AllPages(reader, "/oversight/measures/detentions/children")).Numerator);
    }

    // Adds up the rows of a list, page after page, as somebody with a pencil would.
    private static async Task<(int Numerator, int Missing)> AllPages(Reader reader, string path)
    {
        var (numerator, missing) = (0, 0);
        for (var next = path; next is not null;)
        {
            var (status, html) = await reader.Open(next);
            Assert.True(status == HttpStatusCode.OK, $"{next}: {status}");
            foreach (Match row in Row().Matches(html))
            {
                var things = Things().Match(row.Value);
                var (done, of) = things.Success ? (Whole(things.Groups["done"]), things.Groups["of"].Success ? Whole(things.Groups["of"]) : 0) : (1, 0);
                (numerator, missing) = (numerator + done, missing + (things.Success ? of - done : 1));
            }
            next = Link(html, "More");
        }
        return (numerator, missing);
    }

    private static int Whole(Group group) => int.Parse(group.Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static string? Link(string html, string text) =>
        Regex.Match(html, $"<a class=\"govuk-link\" href=\"([^\"]+)\">{Regex.Escape(text)}</a>") is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    private static string Plain(string html) => Regex.Replace(html, "<[^>]+>", " ").Replace(",", "", StringComparison.Ordinal);

    [GeneratedRegex("<th scope=\"row\" class=\"govuk-table__header[^\"]*\"><a class=\"govuk-link\" href=\"/detentions/.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("cw-things\">\\s*(?<done>[\\d,]+)(?: of (?<of>[\\d,]+))?")]
    private static partial Regex Things();

    [GeneratedRegex("href=\"(?<url>/detentions/[^\"]+)\"")]
    private static partial Regex Record();

    [GeneratedRegex("href=\"(?<url>/oversight/measures/overnight/children\\?[^\"]*part=[^\"]+)\">(?<counted>\\d+) of")]
    private static partial Regex Part();
}

using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Http;

/// <summary>A list goes on from a place that it gave, and says of anything else that the cursor cannot be read.</summary>
public sealed class CursorTests
{
    private const string Text = "\"a\"", Number = "1", Neither = "";

    private static readonly string[] OfNoList =
    [
        "", "{", "{}", "[]", "true", "null", "1.5", "99999999999999999999", """ "\ud800" """, """["\ud800","\ud800"]""", """[1,"\ud800"]""",
        """[1,"\ud800","\ud800"]""", """["late-entry",1,"\ud800"]""", """[9223372036854775807,"a"]""", """[-9223372036854775808,"a","b"]""",
    ];

    // Each list, somebody who reads it, and what a place in it is.
    private static readonly (string Persona, string Path, string Place)[] Lists =
    [
        ("sgt-01", "/api/v1/detentions", Neither),
        ("sgt-01", "/api/v1/detentions/{id}/timeline", Text),
        ("sgt-01", "/api/v1/due", Number),
        ("sgt-01", "/api/v1/alerts", Number),
        ("sgt-01", "/api/v1/silences", Number),
        ("sgt-01", "/api/v1/authorities", Text),
        ("sgt-01", "/api/v1/accommodation-requests", Neither),
        ("sgt-01", "/api/v1/accommodation-ledger", Neither),
        ("sgt-01", "/api/v1/certificates", Number),
        ("sgt-01", "/api/v1/certificates?missing=true", Text),
        ("insp-01", "/api/v1/overnight", Neither),
        ("insp-01", "/api/v1/overnight/forecast", Neither),
        ("insp-01", "/api/v1/audits/sample", Number),
        ("insp-01", "/api/v1/integrity", Neither),
        ("insp-01", "/api/v1/retention", Text),
        ("insp-01", "/api/v1/disposals", Number),
        ("insp-01", "/api/v1/rota", Text),
        ("admin-01", "/api/v1/quarantine", Text),
        ("admin-01", "/api/v1/access-log", Text),
        ("admin-01", "/api/v1/deliveries/undelivered", Text),
        ("desk-01", "/ledger", Neither),
        ("insp-01", "/oversight/nights", Neither),
        ("insp-01", "/oversight/integrity", Neither),
        ("insp-01", "/oversight/measures/{name}/children", Neither),
        ("insp-01", "/oversight/exports/gaps?gap={gap}", Neither),
        ("insp-01", "/retention", Text),
        ("insp-01", "/retention?state=disposed", Number),
        ("admin-01", "/access-log", Text),
        ("admin-01", "/administration/quarantine", Text),
        ("admin-01", "/administration/deliveries", Text),
    ];

    [Fact]
    public async Task A_cursor_that_a_list_did_not_give_cannot_be_read()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        var wrong = new List<string>();
        foreach (var (persona, list, place) in Lists)
        {
            var path = list.Replace("{id}", id, StringComparison.Ordinal);
            foreach (var cursor in OfNoList.Concat(new[] { Text, Number }.Where(one => one != place)).Select(Cursor).Prepend("%25"))
                if (await Errors(suite, persona, path, cursor) is not "BadRequest: cursor cannot be read" and var answer)
                    wrong.Add($"{path} {cursor}: {answer}");
            if (place.Length > 0 && await Errors(suite, persona, path, Cursor(place)) is not "OK: " and var refused) wrong.Add($"{path} {place}: {refused}");
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_list_that_takes_a_cursor_is_among_them()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var taking = suite.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters().Any(one => one.Name == "cursor") == true)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/'));
        Assert.Equal(taking.Order(), Lists.Select(list => list.Path.Split('?')[0]).Distinct().Order());
    }

    [Theory]
    [InlineData("?limit=10&cursor=%25", "cursor")]
    [InlineData("?limit=0&cursor=MQ", "limit")]
    [InlineData("?limit=many&cursor=%25", "cursor limit")]
    public async Task What_is_wrong_is_said_of_the_part_that_is(string query, string wrong)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var answer = await suite.As("sgt-01").Read("/alerts" + query);
        Assert.Equal((HttpStatusCode.BadRequest, wrong), (answer.Status, string.Join(' ', answer.Wrong.Order())));
    }

    private static string Cursor(string json) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(json.Length == 0 ? " " : json));

    private static async Task<string> Errors(CustodySuite suite, string persona, string path, string cursor)
    {
        path = path.Replace("{name}", "overnight", StringComparison.Ordinal)
            .Replace("{gap}", Uri.EscapeDataString(Features.Oversight.Return.All.SelectMany(sheet => sheet.Gaps).First().Sentence), StringComparison.Ordinal);
        using var answer = await suite.As(persona).GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={cursor}");
        var said = answer.Content.Headers.ContentType?.MediaType == "application/problem+json" ? JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"] : null;
        return $"{answer.StatusCode}: {string.Join(", ", (said as JsonObject ?? []).Select(error => $"{error.Key} {error.Value![0]}"))}";
    }
}

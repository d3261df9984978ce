using System.Net;
using System.Text.RegularExpressions;
using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Accommodation;

public sealed partial class LedgerPageTests
{
    private const string Evening = "2026-06-10T18:25:00Z";

    [Fact]
    public async Task Police_authority_and_inspectorate_read_the_same_row_and_the_same_file()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        await suite.As("admin-01").Call("/settings", System.Text.Json.Nodes.JsonNode.Parse("""{ "numbers": { "cellDayPounds": 410 }, "reason": "Finance" }""")!);
        await suite.As("sgt-01").Asks(id);
        suite.Clock.Advance(Duration.FromHours(14));
        var (pages, files) = (new List<string>(), new List<string>());
        foreach (var persona in new[] { "sgt-01", "insp-01", "desk-01", "mgr-01", "hmi-01" })
        {
            using var reader = new Reader(suite, persona);
            var (status, page) = await reader.Open("/ledger");
            Assert.Equal(HttpStatusCode.OK, status);
            pages.Add(Link().Replace(Body().Match(page).Groups[1].Value, ""));
            files.Add((await reader.Open("/ledger.csv")).Html);
        }

        Assert.Single(pages.Distinct());
        Assert.Single(files.Distinct());
        foreach (var part in new[] { "CR-26-00001", "No reply", "silent 14 h", "14 h 20 min", "1 day, £410" })
            Assert.Contains(part, pages[0], StringComparison.Ordinal);
        Assert.Equal(2, files[0].TrimEnd().Split('\n').Length);
        Assert.Contains("no-reply", files[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stretch_of_days_an_authority_and_a_force_can_be_chosen_within_the_readers_own()
    {
        await using var suite = await CustodySuite.Open(Evening);
        await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        using var inspectorate = new Reader(suite, "hmi-01");
        using var sergeant = new Reader(suite, "sgt-01");

        Assert.Contains("CR-26-00001", (await inspectorate.Open("/ledger?from=2026-06-10&to=2026-06-10&authority=E08000099&force=99")).Html, StringComparison.Ordinal);
        Assert.Contains("No requests in this time.", (await inspectorate.Open("/ledger?to=2026-06-09")).Html, StringComparison.Ordinal);
        Assert.Contains("No requests in this time.", (await inspectorate.Open("/ledger?authority=E10000098")).Html, StringComparison.Ordinal);
        Assert.Contains("a year at a time, from 2025-06-10", (await inspectorate.Open("/ledger?from=2020-01-01&to=2026-06-10")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await inspectorate.Open("/ledger?from=yesterday&to=2026-02-31")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await inspectorate.Open("/ledger?cursor=nonsense")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await sergeant.Open("/ledger?force=98")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await sergeant.Open("/ledger.csv?force=98")).Status);
    }

    [GeneratedRegex("(?s)<tbody>(.*?)</tbody>")]
    private static partial Regex Body();

    [GeneratedRegex("</?a[^>]*>")]
    private static partial Regex Link();
}

using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Detentions;

public sealed class DisclosureTests
{
    private static async Task<(CustodySuite Suite, string Id)> Held()
    {
        var suite = await CustodySuite.Open("2026-06-10T22:00:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"),
            Told.Authorised("2026-06-10T18:05:00Z"),
            Told.Drink("2026-06-10T19:00:00Z"),
            Told.Event("child-view", "2026-06-10T19:05:00Z", new { text = "My sister Zoe does not know where I am" }),
            Told.Event("force-used", "2026-06-10T19:10:00Z", new { kind = "handcuffs from Zoe", reason = "Ran for the door" }),
            Told.Event("charged", "2026-06-10T21:00:00Z", new { officer = new { id = "4417", rank = "sergeant" }, offences = new[] { new { description = "Theft from a shop", @class = "either-way" } } }));
        return (suite, id);
    }

    [Fact]
    public async Task Custody_visitors_see_how_the_child_is_cared_for_and_not_who_it_is_or_why()
    {
        var (suite, id) = await Held();
        await using var opened = suite;
        using var reader = new Reader(suite, "sgt-01");

        var (status, html) = await reader.Open($"/detentions/{id}/redacted");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("A child of 15", html, StringComparison.Ordinal);
        Assert.Contains("Drink offered", html, StringComparison.Ordinal);
        Assert.Contains("Accepted", html, StringComparison.Ordinal);
        Assert.Contains("Force used", html, StringComparison.Ordinal);
        var page = html[html.IndexOf("<main", StringComparison.Ordinal)..html.IndexOf("</main>", StringComparison.Ordinal)];
        foreach (var told in new[] { "CR-26-00001", ">AB<", "2011", "Zoe", "Theft", "Ran for", "handcuffs", "Charged", "4417" })
            Assert.DoesNotContain(told, page, StringComparison.Ordinal);
        Assert.Contains("redacted, for custody visitors", await Disclosed(suite, id));
    }

    [Fact]
    public async Task The_child_is_given_everything_that_is_held_in_words_and_in_full()
    {
        var (suite, id) = await Held();
        await using var opened = suite;
        Assert.Equal(HttpStatusCode.BadRequest, (await suite.As("insp-01").GetAsync($"/api/v1/detentions/{id}/subject-access")).StatusCode);

        var bytes = await suite.As("insp-01").GetByteArrayAsync($"/api/v1/detentions/{id}/subject-access?reason=her+solicitor");

        await using var zip = new ZipArchive(new MemoryStream(bytes));
        var files = zip.Entries.ToDictionary(entry => entry.Name, Read);
        foreach (var file in JsonNode.Parse(files["manifest.json"])!["files"]!.AsArray())
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(files[file!["name"]!.ToString()])), file["sha256"]!.ToString());
        var page = WebUtility.HtmlDecode(System.Text.Encoding.UTF8.GetString(files["record.html"]));
        foreach (var told in new[] { "CR-26-00001", "2 March 2011", "Theft from a shop", "My sister Zoe does not know where I am", "20:00: Drink offered" })
            Assert.Contains(told, page, StringComparison.Ordinal);
        Assert.Equal(6, JsonNode.Parse(files["timeline.json"])!["items"]!.AsArray().Count(item => item!["kind"]!.ToString() == "event"));
        Assert.Contains("subject access: her solicitor", await Disclosed(suite, id));
        Assert.Contains("her solicitor", System.Text.Encoding.UTF8.GetString(files["disclosures.csv"]), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> Disclosed(CustodySuite suite, string id) =>
        [.. (await suite.As("admin-01").Read($"/access-log?subject={id}")).Body!["items"]!.AsArray()
            .Where(look => look!["action"]!.ToString() == "disclosure").Select(look => look!["reason"]!.ToString())];

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}

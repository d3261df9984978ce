using System.IO.Compression;
using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustodyWatch.Features.Detentions.Disclosure;
using CustodyWatch.Features.Retention.Disposal;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Tests.Retention;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Detentions;

public sealed partial class DisclosureTests
{
    /// <summary>
    /// In which file, and under which name in it, each table stands that says anything of a child: those that disposal takes from.
    /// </summary>
    private static readonly IReadOnlyDictionary<string, string> Places = new Dictionary<string, string>
    {
        ["detentions"] = "record.json",
        ["events"] = "timeline.json",
        ["clocks"] = "clocks.json",
        ["access_log"] = "looks.csv",
        ["alerts"] = "held.json/alerts",
        ["alert_entries"] = "held.json/alertEntries",
        ["deliveries"] = "held.json/deliveries",
        ["silences"] = "held.json/silences",
        ["silence_lifts"] = "held.json/silences",
        ["place_requests"] = "held.json/placeRequests",
        ["request_links"] = "held.json/requestLinks",
        ["early_notices"] = "held.json/earlyNotices",
        ["certificates"] = "held.json/certificates",
        ["certificates_retracted"] = "held.json/certificates",
        ["certificates_void"] = "held.json/certificates",
        ["certificates_elsewhere"] = "held.json/certificatesElsewhere",
        ["countersignatures"] = "held.json/countersignatures",
        ["child_cards"] = "held.json/childCards",
        ["handover_items"] = "held.json/handovers",
        ["inspections"] = "held.json/inspections",
        ["quarantine"] = "held.json/quarantine",
        ["audit_grades"] = "held.json/auditGrades",
        ["retention"] = "held.json/retention",
        ["holds"] = "held.json/holds",
        ["hold_lifts"] = "held.json/holds",
        ["retention_decisions"] = "held.json/retentionDecisions",
        ["figures"] = "held.json/figures",
        ["nights"] = "held.json/nights",
        ["questions"] = "held.json/questions",
    };

    private static async Task<(CustodySuite Suite, string Id)> InCustody()
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
        var (suite, id) = await InCustody();
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
        var (suite, id) = await InCustody();
        await using var opened = suite;
        Assert.Equal(HttpStatusCode.BadRequest, (await suite.As("insp-01").GetAsync($"/api/v1/detentions/{id}/subject-access")).StatusCode);

        var bytes = await suite.As("insp-01").GetByteArrayAsync($"/api/v1/detentions/{id}/subject-access?reason=her+solicitor");

        var files = Files(bytes);
        foreach (var file in JsonNode.Parse(files["manifest.json"])!["files"]!.AsArray())
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(files[file!["name"]!.ToString()])), file["sha256"]!.ToString());
        var page = WebUtility.HtmlDecode(Encoding.UTF8.GetString(files["record.html"]));
        foreach (var told in new[] { "CR-26-00001", "2 March 2011", "Theft from a shop", "My sister Zoe does not know where I am", "20:00: Drink offered" })
            Assert.Contains(told, page, StringComparison.Ordinal);
        Assert.Equal(6, JsonNode.Parse(files["timeline.json"])!["items"]!.AsArray().Count(item => item!["kind"]!.ToString() == "event"));
        Assert.Contains("subject access: her solicitor", await Disclosed(suite, id));
        Assert.Contains("her solicitor", Encoding.UTF8.GetString(files["disclosures.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asked_for_the_whole_record_on_its_page_stands_in_no_address()
    {
        var (suite, id) = await InCustody();
        await using var opened = suite;
        using var inspector = new Reader(suite, "insp-01");

        var (_, html) = await inspector.Open($"/detentions/{id}");
        Assert.Contains($"<form method=\"post\" action=\"/detentions/{id}/subject-access\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<form method=\"get\" action=\"/api/", html, StringComparison.Ordinal);
        var given = await inspector.Send($"/detentions/{id}/subject-access", ("reason", "his mother Anna"));
        var bare = await inspector.Send($"/detentions/{id}/subject-access", ("reason", " "));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (given.Status, bare.Status));
        Assert.StartsWith("PK", given.Html, StringComparison.Ordinal);
        Assert.Equal(["subject access: his mother Anna"], await Disclosed(suite, id));
    }

    [Fact]
    public async Task Whatever_disposal_would_take_of_a_child_the_child_is_given_or_told_why_not()
    {
        await using var suite = await CustodySuite.Open("2012-06-10T14:30:00Z");
        var (id, _) = await OldRecord.Everything(suite);

        var files = Files(await suite.As("insp-01").GetByteArrayAsync($"/api/v1/detentions/{id}/subject-access?reason=his+solicitor"));

        var taken = typeof(Erasure).GetFields(BindingFlags.NonPublic | BindingFlags.Static).Where(field => field.IsLiteral)
            .SelectMany(field => TableOf().Matches((string)field.GetRawConstantValue()!)).Select(match => match.Groups[1].Value).Append("figures").Distinct().ToArray();
        Assert.True(taken.Length > 25);
        Assert.Empty(taken.Except(Places.Keys).Except(Held.LeftOut.Keys));
        var (page, held) = (WebUtility.HtmlDecode(Encoding.UTF8.GetString(files["record.html"])), JsonNode.Parse(files["held.json"])!);
        foreach (var (table, place) in Places)
            Assert.True(files.ContainsKey(place.Split('/')[0]) && (place.Split('/') is not [_, var name] || held[name] is JsonArray or JsonObject), table);
        Assert.All(Held.LeftOut.Values, why => Assert.Contains(why, page, StringComparison.Ordinal));

        var given = files.Where(file => file.Key != "record.html").SelectMany(file => Texts(file.Value)).ToHashSet();
        foreach (var columns in SealedColumns.All.Where(one => Places.ContainsKey(one.Table)))
            foreach (var text in await Written(suite, columns))
                Assert.True(given.Any(one => one.Contains(text, StringComparison.Ordinal)), $"{columns.Table}: {text}");
        foreach (var noted in new[] { "acknowledged", "silenced", "heard", "countersigned", "opened", "graded", "held", "lifted", "kept" })
            Assert.Contains($"<dd>{OldRecord.Words} {noted}</dd>", page, StringComparison.Ordinal);
        Assert.Contains($"custody-sergeant,consultation,{OldRecord.Words} looked", Encoding.UTF8.GetString(files["looks.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_refused_of_another_record_and_only_names_this_one_is_not_given()
    {
        var (suite, id) = await InCustody();
        await using var opened = suite;
        foreach (var subject in new[] { "CR-26-00001", "CR-26-00002" })
            await suite.As("feed-01").Tell(Told.Event("drink-offered", "2026-06-10T19:30:00Z", new { outcome = $"not of {subject}", beside = "CR-26-00001" }, subject));

        var files = Files(await suite.As("insp-01").GetByteArrayAsync($"/api/v1/detentions/{id}/subject-access?reason=her+solicitor"));

        var refused = JsonNode.Parse(files["held.json"])!["quarantine"]!.AsArray();
        Assert.Equal([null, "not of CR-26-00001"], refused.Select(one => one!["sent"]?["data"]!["outcome"]!.ToString()).Order());
    }

    [Theory]
    [InlineData("several in one")]
    [InlineData("a list in a list")]
    [InlineData("one of another that names this one")]
    [InlineData("one of another force under the same number")]
    [InlineData("one whose subject is named twice")]
    public async Task Of_what_was_refused_about_another_or_about_others_too_nothing_that_was_said_is_given(string sent)
    {
        var (suite, id) = await InCustody();
        await using var opened = suite;
        var own = Told.Event("child-view", "2026-06-10T19:30:00Z", new { text = "Kookaburra", beside = "CR-26-00001" });
        var other = own.DeepClone().AsObject().With(told => (told["subject"], told["recordedtime"]) = ("CR-26-00002", "yesterday"));
        var (body, type) = sent switch
        {
            "several in one" => (new JsonObject { ["events"] = new JsonArray(own, other) }.ToJsonString(), Posting.One),
            "a list in a list" => (new JsonArray(new JsonArray(own, other)).ToJsonString(), Posting.Batch),
            "one of another that names this one" => (other.ToJsonString(), Posting.One),
            "one of another force under the same number" => (own.With(told => told["source"] = Told.Other).ToJsonString(), Posting.One),
            _ => (own.ToJsonString()[..^1] + ""","subject":"CR-26-00002"}""", Posting.One),
        };
        await suite.As("feed-01").Send(body, type);
        var refused = Assert.Single((await suite.As("admin-01").Read("/quarantine")).Body!["items"]!.AsArray())!["id"];
        Assert.Equal(HttpStatusCode.OK, (await suite.As("admin-01").Call($"/quarantine/{refused}/discard", new JsonObject { ["reason"] = "Kookaburra of Mill Lane" })).Status);

        var files = Files(await suite.As("insp-01").GetByteArrayAsync($"/api/v1/detentions/{id}/subject-access?reason=her+solicitor"));

        Assert.All(files.Values, file => Assert.DoesNotContain("Kookaburra", Encoding.UTF8.GetString(file), StringComparison.Ordinal));
        Assert.Equal("discarded", Assert.Single(JsonNode.Parse(files["held.json"])!["quarantine"]!.AsArray())!["state"]!.ToString());
    }

    [Theory]
    [InlineData("""{"events":[{"subject":"CR-26-00001","note":"Kookaburra"},{"subject":" CR-26-00001"}]}""")]
    [InlineData("""{"subject":"CR-26-00001","source":"CENTRAL","note":"Kookaburra","data":"\u0000"}""")]
    public async Task What_was_refused_of_this_record_alone_is_given_however_badly_it_was_made_with_what_was_decided(string body)
    {
        var (suite, id) = await InCustody();
        await using var opened = suite;
        await suite.As("feed-01").Send(body, Posting.One);
        var refused = Assert.Single((await suite.As("admin-01").Read("/quarantine")).Body!["items"]!.AsArray())!["id"];
        await suite.As("admin-01").Call($"/quarantine/{refused}/discard", new JsonObject { ["reason"] = "Sent in a wrong form" });

        var files = Files(await suite.As("insp-01").GetByteArrayAsync($"/api/v1/detentions/{id}/subject-access?reason=her+solicitor"));

        Assert.Contains("Kookaburra", Assert.Single(JsonNode.Parse(files["held.json"])!["quarantine"]!.AsArray())!["sent"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.All(["record.html", "looks.csv"], file => Assert.Contains("Sent in a wrong form", Encoding.UTF8.GetString(files[file]), StringComparison.Ordinal));
    }

    // What somebody wrote, as it lies in the database of a suite with one record.
    private static async Task<IReadOnlyList<string>> Written(CustodySuite suite, SealedColumns columns)
    {
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        var rows = await connection.QueryAsync($"SELECT {string.Join(", ", columns.Columns)} FROM {columns.Table}");
        return [.. rows.SelectMany(row => ((IDictionary<string, object?>)row).Values).SelectMany(stored => stored switch
        {
            byte[] bytes => Texts(SealedContent.Stored(bytes).Bytes),
            string text => Texts(Encoding.UTF8.GetBytes(Sealed.Stored(text).Text)),
            _ => [],
        })];
    }

    // Every text in what is JSON; any other as it is.
    private static IEnumerable<string> Texts(byte[] content) => content is [(byte)'{' or (byte)'[', ..]
        ? Leaves(JsonNode.Parse(content))
        : [Encoding.UTF8.GetString(content)];

    private static IEnumerable<string> Leaves(JsonNode? node) => node switch
    {
        JsonObject whole => whole.SelectMany(one => Leaves(one.Value)),
        JsonArray several => several.SelectMany(Leaves),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };

    private static Dictionary<string, byte[]> Files(byte[] bundle)
    {
        using var zip = new ZipArchive(new MemoryStream(bundle));
        return zip.Entries.ToDictionary(entry => entry.Name, Read);
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

    [GeneratedRegex(@"(?:FROM|JOIN|UPDATE) ([a-z_]+)")]
    private static partial Regex TableOf();
}

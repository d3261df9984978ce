using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Http;
using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Certificates;

public sealed class RegisterTests
{
    private const string Evening = "2026-06-10T18:30:00Z";

    [Fact]
    public async Task Numbers_have_no_gaps_when_many_sign_at_once_and_some_are_refused()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var ids = new List<string>();
        for (var i = 1; i <= 8; i++) ids.Add(await suite.As("feed-01").Taken(Night.Refused(record: $"CR-26-{i:00000}")));
        var unlawful = Night.Certificate();
        unlawful["circumstances"] = "There is no bed for him anywhere";

        var answers = await Task.WhenAll(ids.SelectMany(id => new[] { suite.Sign(id, Night.Certificate()), suite.Sign(id, unlawful), suite.Sign(id, Night.Certificate()) }));

        Assert.Equal(8, answers.Count(answer => answer.Status == HttpStatusCode.UnprocessableEntity));
        Assert.Equal(Enumerable.Range(1, 16).Select(number => $"99-{number:000000}"), answers.Select(answer => answer.Text("number")).OfType<string>().Order());
        Assert.Equal(8, answers.Count(answer => answer.Text("supersedes") is not null));
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("-9998-01-01")]
    [InlineData("0001-01-01")]
    public async Task A_date_at_either_end_of_time_breaks_no_page_and_no_list(string day)
    {
        await using var suite = await CustodySuite.Open(Evening);
        await suite.As("feed-01").Taken(Night.Refused());
        using var inspector = new Reader(suite, "insp-01");

        foreach (var query in new[] { $"from={day}", $"to={day}", $"from={day}&to={day}" })
        {
            foreach (var page in new[] { "/certificates", "/ledger", "/ledger.csv", "/access-log", "/access-log/unusual", "/oversight", "/oversight/nights", "/oversight/integrity", "/retention", "/rota" })
                Holds(page, query, (await inspector.Open($"{page}?{query}")).Status);
            foreach (var list in new[] { "/certificates", "/certificates/export", "/accommodation-ledger", "/accommodation-requests", "/access-log", "/statistics", "/statistics/export", "/statistics/disproportionality", "/overnight", "/integrity", "/detentions" })
                Holds(list, query, (await suite.As("insp-01").Read($"{list}?{query}")).Status);
        }

        static void Holds(string path, string query, HttpStatusCode status) =>
            Assert.True(status is < HttpStatusCode.InternalServerError and not HttpStatusCode.NotFound, $"{path}?{query}: {status}");
    }

    [Theory]
    [InlineData("2026-06-10")]
    [InlineData("2026-06-09")]
    public async Task A_period_in_which_nothing_can_lie_is_refused_and_not_found_empty(string to)
    {
        await using var suite = await CustodySuite.Open(Evening);
        foreach (var list in new[] { "/certificates", "/certificates/export", "/accommodation-ledger", "/accommodation-requests", "/access-log", "/statistics", "/overnight", "/integrity", "/detentions", "/audits/sample" })
        {
            var answer = await suite.As("insp-01").Read($"{list}?from=2026-06-10&to={to}");
            Assert.Equal((list, HttpStatusCode.BadRequest), (list, answer.Status));
            Assert.Equal("must be later than from", answer.Body!["errors"]!["to"]![0]!.ToString());
        }
    }

    [Fact]
    public async Task A_certificate_goes_with_its_record_when_that_is_put_right_to_another_suite_and_says_what_it_said()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (id, signed) = await suite.Signed();
        var certificate = signed.Text("id")!;
        var before = await Read("insp-01");
        var arrived = (await suite.As("sgt-01").Entries(id)).Single(entry => entry["type"]!.ToString() == "custody.arrived");
        await suite.As("feed-01").Taken(Told.Retracted(arrived["eventId"]!.ToString(), "2026-06-10T18:30:00Z"));
        await suite.As("sgt-02").Taken(Told.Arrived("2026-06-10T13:40:00Z", source: Told.North));

        foreach (var path in new[] { $"/api/v1/certificates/{certificate}", $"/certificates/{certificate}", $"/certificates/{certificate}/paper.pdf" })
        {
            using var old = await suite.As("sgt-01").Get(path);
            using var own = await suite.As("sgt-02").Get(path);
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (old.StatusCode, own.StatusCode));
        }
        Assert.Empty(await Listed("sgt-01", ""));
        Assert.Empty(await Listed("insp-01", "?suite=CENTRAL"));
        foreach (var (who, asked) in new[] { ("sgt-02", ""), ("insp-01", ""), ("insp-01", "?suite=NORTH") })
            Assert.Equal("NORTH", Assert.Single(await Listed(who, asked))!["suite"]!.ToString());
        Assert.Equal(before, await Read("insp-01"));
        Assert.Equal(HttpStatusCode.OK, (await suite.As("insp-01").Call($"/certificates/{certificate}/countersign", new JsonObject())).Status);

        async Task<JsonArray> Listed(string who, string asked) => (await suite.As(who).Read("/certificates" + asked)).Body!["items"]!.AsArray();

        async Task<string> Read(string who) => (await suite.As(who).Read($"/certificates/{certificate}")).Text("contentHash")!;
    }

    [Fact]
    public async Task A_certificate_made_elsewhere_is_in_the_register_and_judged_by_the_same_rules()
    {
        await using var suite = await CustodySuite.Open(Evening);
        await suite.As("feed-01").Taken([.. Night.Refused(), Elsewhere("paper-1", "The A57 is closed by a landslip")]);
        await suite.As("feed-01").Taken([.. Night.Refused(record: "CR-2"), Elsewhere("paper-2", "No beds were available anywhere", record: "CR-2")]);
        await suite.As("feed-01").Taken([.. Night.Refused(record: "CR-3"), Elsewhere("paper-3", "The A57 is closed by a landslip", "constable", "CR-3")]);

        var rows = (await suite.As("insp-01").Read("/certificates")).Body!["items"]!.AsArray();

        Assert.Equal(["paper-1", "paper-2", "paper-3"], rows.Select(row => row!["id"]!.ToString()));
        Assert.All(rows, row => Assert.Equal("elsewhere", row!["madeAt"]!.ToString()));
        Assert.Null(rows[0]!["whyVoid"]);
        Assert.Contains("Note 16D", rows[1]!["whyVoid"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("sergeant or above", rows[2]!["whyVoid"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["CR-2", "CR-3"], (await suite.As("hmi-01").Read("/certificates?missing=true")).Body!["items"]!.AsArray()
            .Select(row => row!["custodyRecordNumber"]!.ToString()).Order());
        Assert.Equal("CR-2", (await suite.As("hmi-01").Read("/certificates/paper-2")).Text("custodyRecordNumber"));
        Assert.Equal(HttpStatusCode.NotFound, (await suite.As("sgt-98").Read("/certificates/paper-2")).Status);
    }

    [Fact]
    public async Task A_certificate_leads_the_inspectorate_to_the_court_pack_only_while_the_record_is_open_to_it()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (id, signed) = await suite.Signed();
        using var sergeant = new Reader(suite, "sgt-01");
        using var inspectorate = new Reader(suite, "hmi-01");
        Assert.Equal((true, HttpStatusCode.OK), await Pack(sergeant));
        Assert.Equal((false, HttpStatusCode.NotFound), await Pack(inspectorate));

        await suite.As("insp-01").Call($"/detentions/{id}/open-for-inspection", new JsonObject { ["until"] = "2026-06-12T00:00:00Z", ["reason"] = "Visit" });
        Assert.Equal((true, HttpStatusCode.OK), await Pack(inspectorate));

        async Task<(bool IsLedTo, HttpStatusCode Found)> Pack(Reader reader) => (
            (await reader.Open($"/certificates/{signed.Text("id")}")).Html.Contains($"href=\"/detentions/{id}/court-pack\"", StringComparison.Ordinal),
            (await reader.Open($"/detentions/{id}/court-pack")).Status);
    }

    [Fact]
    public async Task The_register_is_filtered_and_read_page_by_page()
    {
        await using var suite = await CustodySuite.Open(Evening);
        foreach (var number in Enumerable.Range(1, 5)) await suite.Signed($"CR-26-{number:00000}");
        suite.Clock.Advance(Duration.FromDays(1));
        await suite.Signed("CR-26-00009");

        Assert.Equal("99-000006", await Numbers("from=2026-06-11T00:00:00Z"));
        Assert.Equal("99-000001 99-000002 99-000003 99-000004 99-000005", await Numbers("to=2026-06-11T00:00:00Z&suite=CENTRAL&limb=impracticable"));
        Assert.Equal("", await Numbers("limb=no-secure"));
        var first = (await suite.As("insp-01").Read("/certificates?limit=4")).Body!;
        Assert.Equal("99-000005 99-000006", await Numbers($"limit=4&cursor={first["next"]}"));
        foreach (var (query, status) in new[]
        {
            ("force=98", 403), ("suite=OTHER", 403), ("limb=other", 400), ("from=yesterday", 400), ("missing=perhaps", 400), ("cursor=!", 400), ("limit=0", 400),
        })
            Assert.Equal((HttpStatusCode)status, (await suite.As("insp-01").Read($"/certificates?{query}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await suite.As("insp-01").Read("/certificates/export?limb=other")).Status);

        async Task<string> Numbers(string query) => string.Join(' ',
            (await suite.As("insp-01").Read($"/certificates?{query}")).Body!["items"]!.AsArray().Select(row => row!["number"]!.ToString()));
    }

    [Fact]
    public async Task Everything_signed_can_be_taken_away_in_one_file_that_proves_itself()
    {
        await using var suite = await CustodySuite.Open(Evening);
        await suite.Signed();
        await suite.Signed("=cmd()");

        using var answer = await suite.As("hmi-01").Get("/api/v1/certificates/export?force=99");
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());

        var files = zip.Entries.Where(entry => entry.Name != "manifest.json").ToDictionary(entry => entry.FullName, Bytes);
        Assert.Equal(["certificates/99-000001.pdf", "certificates/99-000002.pdf", "register.csv"], files.Keys.Order());
        var manifest = JsonDocument.Parse(Bytes(zip.GetEntry("manifest.json")!)).RootElement.GetProperty("files").EnumerateArray();
        Assert.Equal(
            files.ToDictionary(file => file.Key, file => Convert.ToHexStringLower(SHA256.HashData(file.Value))),
            manifest.ToDictionary(file => file.GetProperty("name").GetString()!, file => file.GetProperty("sha256").GetString()!));
        var lines = System.Text.Encoding.UTF8.GetString(files["register.csv"]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Contains(",'=cmd(),", lines[2], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await suite.As("insp-01").Get("/api/v1/certificates/export?force=98")).StatusCode);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-2", "'-2")]
    [InlineData("=1", "'=1")]
    [InlineData("+44 1632 960110", "+44 1632 960110")]
    [InlineData("+1+1", "'+1+1")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("plain", "plain")]
    public void A_cell_is_text_and_never_a_formula(string text, string cell) => Assert.Equal(cell + "\r\n", Csv.Line([text]));

    [Fact]
    public async Task The_command_writes_one_out_and_says_plainly_when_it_cannot()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (_, signed) = await suite.Signed();
        var file = Path.Combine(suite.Folder, "out.pdf");

        Assert.Equal((0, ""), await Command(suite.Folder, "99-000001", "--pdf", file));
        Assert.Equal(
            await (await suite.As("sgt-01").Get($"/api/v1/certificates/{signed.Text("id")}", "application/pdf")).Content.ReadAsByteArrayAsync(),
            await File.ReadAllBytesAsync(file));
        Assert.Equal((1, "There is no certificate 99-000002 in this database."), await Command(suite.Folder, "99-000002", "--pdf", file));
        Assert.Equal(73, (await Command(suite.Folder, "99-000001", "--pdf", Path.Combine(suite.Folder, "nowhere", "out.pdf"))).Exit);
        Assert.Equal(64, (await Command(suite.Folder, "99-000001")).Exit);
    }

    private static async Task<(int Exit, string Said)> Command(string folder, params string[] args)
    {
        var ended = await OtherProgram.CustodyWatch(["certificate", .. args], new Dictionary<string, string?> { ["CUSTODYWATCH__DATADIRECTORY"] = folder });
        return (ended.Exit, ended.Error.Trim());
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static JsonObject Elsewhere(string id, string circumstances, string rank = "sergeant", string record = "CR-26-00001") => Told.Event(
        "certificate-issued", "2026-06-10T18:25:00Z",
        new { certificateId = id, limb = "impracticable", officer = new { id = "4417", rank }, circumstances }, record);
}

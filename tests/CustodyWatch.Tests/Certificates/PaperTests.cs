using System.IO.Compression;
using System.Net;
using System.Text;
using CustodyWatch.Tests.Harness;
using PdfSharp.Pdf.IO;

namespace CustodyWatch.Tests.Certificates;

public sealed class PaperTests
{
    private const string Evening = "2026-06-10T18:30:00Z";

    [Theory]
    [InlineData("application/json", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/pdf", "application/pdf")]
    [InlineData("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "text/html")]
    [InlineData("application/pdf;q=0.4, text/html;q=0.5", "text/html")]
    [InlineData("application/json;q=0, application/*;q=0.2", "application/pdf")]
    [InlineData("image/png", null)]
    [InlineData("application/pdf;q=0", null)]
    public async Task It_is_had_in_the_form_the_caller_would_rather_have(string accept, string? type)
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (_, signed) = await suite.Signed();

        using var answer = await suite.As("insp-01").Get($"/api/v1/certificates/{signed.Text("id")}", accept.Split(", "));

        Assert.Equal(type is null ? HttpStatusCode.NotAcceptable : HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type ?? "application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_pdf_is_one_tagged_page_that_says_whose_it_is_and_is_the_same_every_time()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (_, signed) = await suite.Signed();
        var one = await Pdf(suite, signed.Text("id")!);
        suite.Clock.Advance(NodaTime.Duration.FromDays(400));
        var another = await Pdf(suite, signed.Text("number")!);

        Assert.Equal(one, another);
        Assert.InRange(one.Length, 10_000, 300_000);
        var text = Encoding.Latin1.GetString(one);
        foreach (var mark in new[] { "/StructTreeRoot", "/Marked true", "/Lang(en-GB)", "/DisplayDocTitle true", "<pdfuaid:part>1</pdfuaid:part>", "CUSTOA+Source", "/ToUnicode", "/Scope/Column" })
            Assert.Contains(mark, text, StringComparison.Ordinal);
        using var document = PdfReader.Open(new MemoryStream(one), PdfDocumentOpenMode.Import);
        Assert.Equal(1, document.PageCount);
        Assert.Equal("Certificate of detention of a juvenile, 99-000001", document.Info.Title);
    }

    [Fact]
    public async Task However_much_was_written_all_of_it_is_on_the_paper()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        for (var i = 0; i < 12; i++) await suite.As("sgt-01").Asks(id);
        var body = Night.Certificate();
        foreach (var (field, text) in new[]
        {
            ("circumstances", Night.Snow + string.Concat(Enumerable.Repeat(". Mae’r ffordd i Lanfairpwllgwyngyll ar gau ers wyth o’r gloch; ŵŷâêîô", 55))),
            ("escalation", new string('W', 4000)), ("transportTried", string.Concat(Enumerable.Repeat("تاكسي 出租车 🚕\n", 200))),
        })
            body[field] = text[..Math.Min(text.Length, 4000)];

        var signed = await suite.Sign(id, body);

        Assert.Equal(HttpStatusCode.Created, signed.Status);
        var pdf = await Pdf(suite, signed.Text("id")!);
        Assert.Equal(pdf, await Pdf(suite, signed.Text("id")!));
        Assert.InRange(pdf.Length, 10_000, 300_000);
        using var document = PdfReader.Open(new MemoryStream(pdf), PdfDocumentOpenMode.Import);
        Assert.InRange(document.PageCount, 2, 6);
        body["circumstances"] = Night.Snow + new string('x', 4000);
        Assert.Equal(["circumstances"], (await suite.Sign(id, body)).Wrong);
    }

    [Fact]
    public async Task The_printed_page_holds_every_field_of_the_form_and_says_where_the_record_is_silent()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (_, signed) = await suite.Signed();

        var page = WebUtility.HtmlDecode(await (await suite.As("sgt-01").Get($"/api/v1/certificates/{signed.Text("id")}", "text/html")).Content.ReadAsStringAsync());

        foreach (var field in new[]
        {
            "CW 38, version 5", "CR-26-00001", "Central, Demonstration Force 99", "Force reference", "Name:", "Initials", "2 Mar 2011", "15 (stated)",
            "White: British", "Address", "Responsible person", "Local authority", "Arrested", "Arrived", "Detention authorised", "Charged", "Bail refused",
            "Wounding", "Either way", "Violent or sexual", "To prevent an offence, s38(1)(a)(iii)", "Third this week", "Court sits",
            "No request is on the record", Night.Snow, "Transport tried", "Escalated to", "Adult arrived", "Solicitor arrived",
            "Bail with conditions considered first", "No review is on the record", "Sergeant", "4417", "10 Jun 2026 19:30 BST", "Signature",
            "Seen by inspector", "Copies", "Received for the court by", signed.Text("verificationCode")!, signed.Text("contentHash")!, "Not recorded",
        })
            Assert.Contains(field, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_says_that_it_is_not_a_certificate()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var (one, two) = (await suite.As("sgt-01").Asks(id), await suite.As("sgt-01").Asks(id));
        suite.Clock.Advance(NodaTime.Duration.FromHours(3));
        await suite.As("desk-01").Declines(two);
        var signed = await suite.Sign(id, Night.Statement(one, two));

        var page = await (await suite.As("sgt-01").Get($"/api/v1/certificates/{signed.Text("id")}", "text/html")).Content.ReadAsStringAsync();

        Assert.Contains("Statement to the court: no accommodation provided", page, StringComparison.Ordinal);
        Assert.Contains("It is not a certificate, and it gives no authority to keep the child", page, StringComparison.Ordinal);
        Assert.Contains("No reply", page, StringComparison.Ordinal);
        Assert.Contains("Declined, no placement found", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_that_comes_twice_on_the_october_night_is_told_apart_on_the_paper()
    {
        await using var suite = await CustodySuite.Open("2026-10-25T01:30:00Z");
        var sergeant = new { id = "4417", rank = "sergeant" };
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-10-24T20:00:00Z"), Told.Authorised("2026-10-24T20:10:00Z"),
            Told.Event("charged", "2026-10-25T00:10:00Z", new { officer = sergeant, offences = new[] { new { description = "Wounding", @class = "either-way", violentOrSexual = true } } }),
            Told.Event("bail-refused", "2026-10-25T00:30:00Z", new { officer = sergeant, grounds = new[] { "prevent-offence" }, reason = "Third this week" }));
        var signed = await suite.Sign(id, Night.Certificate());

        var page = await (await suite.As("sgt-01").Get($"/api/v1/certificates/{signed.Text("id")}", "text/html")).Content.ReadAsStringAsync();

        Assert.Contains("25 Oct 2026 01:30 BST", page, StringComparison.Ordinal);
        Assert.Contains("25 Oct 2026 01:30 GMT", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_time_in_the_court_packs_tables_is_in_utc()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken([.. Night.Refused(), Told.Event("review-held", "2026-06-10T18:25:00Z",
            new { officer = new { id = "5102", rank = "inspector" }, method = "in-person", outcome = "continue", representations = new[] { "child" } })]);
        var request = await suite.As("sgt-01").Asks(id);
        var answered = await suite.As("desk-01").Call($"/accommodation-requests/{request}/answer", new System.Text.Json.Nodes.JsonObject
        {
            ["decision"] = "accepted",
            ["worker"] = "EDT-7",
            ["placement"] = new System.Text.Json.Nodes.JsonObject { ["kind"] = "foster", ["readyAt"] = "2026-06-10T20:15:00Z" },
        });
        Assert.Equal(HttpStatusCode.OK, answered.Status);

        using var file = await suite.As("sgt-01").Get($"/detentions/{id}/court-pack.zip");
        await using var zip = new ZipArchive(await file.Content.ReadAsStreamAsync());

        Assert.Contains("bail refused,2026-06-10T18:20:00Z", await Text("times.csv"), StringComparison.Ordinal);
        Assert.StartsWith("2026-06-10T18:25:00Z,", (await Text("reviews.csv")).Split("\r\n")[1], StringComparison.Ordinal);
        var asked = (await Text("requests.csv")).Split("\r\n")[1];
        Assert.StartsWith("2026-06-10T18:30:00Z,", asked, StringComparison.Ordinal);
        Assert.Contains("ready 2026-06-10T20:15:00Z", asked, StringComparison.Ordinal);
        Assert.EndsWith(",2026-06-10T18:30:00Z,EDT-7", asked, StringComparison.Ordinal);

        async Task<string> Text(string name)
        {
            using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync());
            return await reader.ReadToEndAsync();
        }
    }

    private static async Task<byte[]> Pdf(CustodySuite suite, string name)
    {
        using var answer = await suite.As("insp-01").Get($"/api/v1/certificates/{name}", "application/pdf");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }
}

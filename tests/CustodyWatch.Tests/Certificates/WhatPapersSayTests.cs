using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Features.Certificates.Document;
using CustodyWatch.Features.Certificates.Document.Pdf;
using CustodyWatch.Http;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Certificates;

/// <summary>What is signed cannot be put right, so a paper says of the record only what is so.</summary>
public sealed class WhatPapersSayTests
{
    private const string Evening = "2026-06-10T21:00:00Z";

    [Fact]
    public async Task A_request_is_shown_with_its_answer_its_withdrawal_or_its_silence_whatever_became_of_it()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken([.. Night.Refused(),
            Papers.Requested("r-1", "2026-06-10T18:30:00Z"), Answered("r-1", "2026-06-10T18:35:00Z", "needs-facts", "Does she use a wheelchair?"),
            Papers.Requested("r-2", "2026-06-10T18:31:00Z"), Answered("r-2", "2026-06-10T18:40:00Z", "accepted"), Withdrawn("r-2", "2026-06-10T18:50:00Z"),
            Papers.Requested("r-3", "2026-06-10T18:32:00Z"), Withdrawn("r-3", "2026-06-10T18:36:00Z"),
            Papers.Requested("r-4", "2026-06-10T18:33:00Z"), Withdrawn("r-4", "2026-06-10T20:33:00Z"),
            Papers.Requested("r-5", "2026-06-10T18:34:00Z"), Withdrawn("r-5", "2026-06-10T18:38:00Z"), Answered("r-5", "2026-06-10T18:39:00Z", "accepted"),
            Papers.Requested("r-6", "2026-06-10T18:37:00Z"), Answered("r-6", "2026-06-10T18:41:00Z", "accepted"),
            Answered("r-6", "2026-06-10T18:45:00Z", "needs-facts", "When is she ready?"),
            Papers.Requested("r-7", "2026-06-10T20:58:00Z")]);

        Assert.Equal(
            [
                "No reply; asked for facts: Does she use a wheelchair?; no decision,2026-06-10T18:35:00Z,EDT-7",
                "Withdrawn by the police 2026-06-10T18:50:00Z; answered: accepted, foster,2026-06-10T18:40:00Z,EDT-7",
                "Withdrawn by the police 2026-06-10T18:36:00Z,Never,Nobody",
                "No reply; withdrawn by the police 2026-06-10T20:33:00Z,Never,Nobody",
                "Withdrawn by the police 2026-06-10T18:38:00Z; answered: accepted, foster,2026-06-10T18:39:00Z,EDT-7",
                "Accepted, foster,2026-06-10T18:41:00Z,EDT-7",
                "Open,Not yet,Nobody yet",
            ],
            (await Pack(suite, id))["requests.csv"].Replace("\"", "", StringComparison.Ordinal).Split("\r\n")[1..^1].Select(line => line.Split("Non secure,")[1]));
        var paper = await Paper(suite, id);
        Assert.Contains("CW 38, version 5", paper, StringComparison.Ordinal);
        Assert.Contains("Withdrawn by the police 10 Jun 2026 19:50 BST; answered: accepted, foster", paper, StringComparison.Ordinal);
        Assert.Contains("Not yet", paper, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"outcome":"withdrawn"}""", "Withdrawn", "Never", "Nobody")]
    [InlineData("""{"outcome":"open"}""", "Open", "Never", "Nobody")]
    [InlineData("""{"outcome":"accepted","answeredAt":"2026-06-10T18:40:00Z","placement":"foster","worker":"EDT-7"}""",
        "Accepted, foster", "10 Jun 2026 19:40 BST", "EDT-7")]
    public void A_paper_of_the_form_before_is_printed_as_it_was_signed(string frozen, string answer, string answered, string worker)
    {
        var request = JsonNode.Parse(frozen)!.AsObject();
        (request["requestId"], request["askedAt"], request["authority"], request["kind"], request["reliedOn"]) =
            ("r-1", "2026-06-10T18:30:00Z", "Testshire", "non-secure", false);

        Assert.Equal([answer, answered, worker], SheetOf.Requests([request.Deserialize<RequestPart>(Json.Options)!]).Rows[0].Skip(3));
    }

    // What a court was handed can be printed again in ten years. Where this fails, the program must print the older form as it did.
    [Theory]
    [InlineData("CW 38, version 2", "5adf43196d54d3dc32649eb6ba159fd423ab5f43130436cb90cc1c01e378a170")]
    [InlineData("CW 38, version 3", "1f4efbda3082adf86974cae69cdf1ff49c17a5bc8abb6eeb2c87f697d770c9b2")]
    [InlineData("CW 38, version 4", "dd93cc985c48c0b6eff1834fb0e83d3ec0da3fbf08cbda857741fc1178e742bb")]
    [InlineData("CW 38, version 5", "8627f851c1b02522be355f5f051dfaa0cf0f1bdf756634a702070b8d973c8cd6")]
    public void A_paper_of_each_form_is_written_byte_for_byte_as_the_first_release_with_it_wrote_it(string form, string hash)
    {
        var frozen = JsonNode.Parse(Frozen)!.AsObject();
        frozen["form"] = form;
        if (form == CertificateContent.SecondForm)
        {
            foreach (var later in new[] { "decision", "withdrawnAt", "awaited" }) frozen["requests"]![0]!.AsObject().Remove(later);
            frozen["people"]!.AsObject().Remove("adultAskedAgain");
            frozen["reviews"]![0]!.AsObject().Remove("fault");
        }
        var content = frozen.Deserialize<CertificateContent>(Json.Options)!;

        var paper = PdfSheet.Write(SheetOf.Content(content, new SheetCheck(content.VerifyAt, "ABCD-EFGH", new string('0', 64))), content.SignedAt.ToDateTimeUtc());

        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(paper)));
    }

    internal const string Frozen = """
        {
          "number": "99-000001", "limb": "impracticable", "signedAt": "2026-06-10T21:00:00Z", "verifyAt": "https://custody.example/verify/99-000001",
          "custodyRecordNumber": "CR-26-00001", "force": "99", "suite": "CENTRAL", "station": "Central, Demonstration Force 99",
          "child": { "initials": "AB", "dateOfBirth": "2011-03-02", "ageAtRefusal": 15, "ageBasis": "stated", "sex": "female",
            "selfDefinedEthnicity": "W1", "lookedAfter": true, "lookedAfterBy": "Testshire", "homeAuthority": "Testshire" },
          "times": { "arrested": "2026-06-10T13:40:00Z", "arrived": "2026-06-10T14:00:00Z", "authorised": "2026-06-10T14:10:00Z", "charged": "2026-06-10T18:10:00Z" },
          "charges": [{ "description": "Wounding", "class": "either-way", "violentOrSexual": true }],
          "bail": { "refusedAt": "2026-06-10T18:20:00Z", "grounds": ["prevent-offence"], "reason": "Third this week", "officer": { "id": "4417", "rank": "sergeant" } },
          "court": { "court": "Testshire Youth Court", "sittingAt": "2026-06-11T09:00:00Z" },
          "requests": [{ "requestId": "r-1", "askedAt": "2026-06-10T18:30:00Z", "authority": "Testshire", "kind": "non-secure", "outcome": "withdrawn",
            "answeredAt": "2026-06-10T18:40:00Z", "placement": "foster", "worker": "EDT-7", "reliedOn": true,
            "decision": "accepted", "withdrawnAt": "2026-06-10T18:50:00Z", "awaited": false }],
          "circumstances": "Snowed in since 12:00 and every road out of the town is shut", "escalation": "Duty manager rung 20:10", "transportTried": "Two taxi firms",
          "people": { "responsiblePerson": "Mother", "responsiblePersonTold": "2026-06-10T14:20:00Z", "adult": "parent", "adultRequested": "2026-06-10T14:15:00Z",
            "adultArrived": "2026-06-10T15:00:00Z", "solicitorRequested": "2026-06-10T14:16:00Z", "adultAskedAgain": "2026-06-10T20:30:00Z" },
          "reviews": [{ "at": "2026-06-10T17:00:00Z", "officer": { "id": "4417", "rank": "sergeant" }, "method": "in-person", "outcome": "continue",
            "heard": ["child"], "fault": "rank" }],
          "custodyOfficer": { "id": "4417", "rank": "sergeant" }, "custodyOfficerName": "A Sergeant", "signedBy": "sgt-01"
        }
        """;

    [Fact]
    public async Task The_time_of_a_refusal_of_bail_the_grounds_the_facts_and_the_officer_are_of_one_refusal()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken([.. Night.Refused(), Told.Event("bail-refused", "2026-06-10T18:25:00Z",
            new { officer = new { id = "5102", rank = "inspector" }, grounds = new[] { "fail-to-appear" }, reason = "Ran off last time" })]);

        var paper = await Paper(suite, id);

        Assert.Contains("10 Jun 2026 19:20 BST", paper, StringComparison.Ordinal);
        Assert.Contains("Third this week", paper, StringComparison.Ordinal);
        Assert.DoesNotContain("Ran off last time", paper, StringComparison.Ordinal);
        Assert.DoesNotContain("5102", paper, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sitting_that_was_over_when_bail_was_refused_again_is_none()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken([.. Night.Refused(),
            Told.Event("court-listed", "2026-06-10T18:21:00Z", new { court = "Old Town Youth Court", sittingAt = "2026-06-10T18:40:00Z" }),
            Told.Event("bail-granted", "2026-06-10T18:45:00Z", new { conditional = true }),
            Told.Event("bail-refused", "2026-06-10T19:00:00Z",
                new { officer = new { id = "4417", rank = "sergeant" }, grounds = new[] { "fail-to-appear" }, reason = "Ran off at once" })]);

        Assert.DoesNotContain("Old Town Youth Court", await Paper(suite, id), StringComparison.Ordinal);
        Assert.Contains("court sits,\r\n", (await Pack(suite, id))["times.csv"], StringComparison.Ordinal);

        await suite.As("feed-01").Taken(Told.Event("court-listed", "2026-06-10T19:30:00Z", new { court = "New Town Youth Court", sittingAt = "2026-06-11T09:00:00Z" }));
        Assert.Contains("New Town Youth Court", await Paper(suite, id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_arrives_before_they_were_asked_for_and_who_was_asked_again_and_did_not_come_is_shown()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken([.. Night.Refused(),
            Told.Event("aa-requested", "2026-06-10T14:10:00Z", new { adult = new { kind = "parent" } }),
            Told.Event("aa-arrived", "2026-06-10T14:50:00Z", new { adult = new { kind = "parent" } }),
            Told.Event("aa-left", "2026-06-10T16:00:00Z"),
            Told.Event("aa-requested", "2026-06-10T20:30:00Z", new { adult = new { kind = "scheme" } }),
            Told.Event("legal-adviser-requested", "2026-06-10T14:11:00Z"), Told.Event("legal-adviser-requested", "2026-06-10T20:31:00Z")]);

        var sheet = await Fields(suite, id);

        Assert.Equal("Parent", sheet["Adult"]);
        Assert.Equal("10 Jun 2026 15:10 BST", sheet["Adult asked for"]);
        Assert.Equal("10 Jun 2026 15:50 BST; asked again 10 Jun 2026 21:30 BST, not come", sheet["Adult arrived"]);
        Assert.Equal("10 Jun 2026 15:11 BST", sheet["Solicitor asked for"]);
        Assert.Equal("Not recorded; asked again 10 Jun 2026 21:31 BST, not come", sheet["Solicitor arrived"]);
    }

    [Fact]
    public async Task One_who_came_unasked_is_not_said_to_have_come_before_being_asked()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken([.. Night.Refused(),
            Told.Event("aa-arrived", "2026-06-10T14:50:00Z", new { adult = new { kind = "parent" } }),
            Told.Event("aa-requested", "2026-06-10T17:30:00Z", new { adult = new { kind = "scheme" } }),
            Told.Event("aa-arrived", "2026-06-10T18:10:00Z", new { adult = new { kind = "scheme" } })]);

        var sheet = await Fields(suite, id);

        Assert.Equal(("Not recorded", "10 Jun 2026 15:50 BST"), (sheet["Adult asked for"], sheet["Adult arrived"]));
    }

    [Fact]
    public async Task A_review_that_does_not_count_is_shown_as_one_that_does_not()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken([.. Night.Refused(),
            Review("2026-06-10T13:45:00Z", "inspector"), Review("2026-06-10T17:00:00Z", "sergeant"),
            Review("2026-06-10T17:30:00Z", "inspector"), Review("2026-06-10T19:00:00Z", "sergeant")]);

        Assert.Equal(
            ["Continue; does not count: before detention was authorised", "Continue; does not count: rank", "Continue", "Continue"],
            (await Pack(suite, id))["reviews.csv"].Split("\r\n")[1..^1].Select(line => line.Split(',')[3]));
        Assert.Contains("Continue; does not count: rank", await Paper(suite, id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_in_the_court_pack_is_called_a_statement()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken([.. Night.Refused(), Papers.Requested("r-1", "2026-06-10T18:30:00Z"), Papers.Requested("r-2", "2026-06-10T18:31:00Z")]);
        var signed = await suite.Sign(id, Night.Statement("r-1", "r-2"));

        var pack = await Pack(suite, id);
        using var pdf = await suite.As("sgt-01").Get($"/api/v1/certificates/{signed.Text("id")}", "application/pdf");

        Assert.Contains("statement-99-000001.pdf", pack.Keys);
        Assert.Contains("statement signed,2026-06-10T21:00:00Z", pack["times.csv"], StringComparison.Ordinal);
        Assert.DoesNotContain("certificate", pack["times.csv"], StringComparison.Ordinal);
        Assert.Equal("inline; filename=\"statement-99-000001.pdf\"", pdf.Content.Headers.ContentDisposition?.ToString());
    }

    private static JsonObject Answered(string id, string time, string decision, string? text = null)
    {
        var told = Told.Event("accommodation-answered", time, new { requestId = id, decision, worker = "EDT-7" });
        if (decision == "accepted") told["data"]!["placement"] = new JsonObject { ["kind"] = "foster" };
        if (text is not null) told["data"]!["text"] = text;
        return told;
    }

    private static JsonObject Withdrawn(string id, string time) =>
        Told.Event("accommodation-withdrawn", time, new { requestId = id, reason = "Asked for again elsewhere" });

    private static JsonObject Review(string time, string rank) => Told.Event("review-held", time,
        new { officer = new { id = "5102", rank }, method = "in-person", outcome = "continue", representations = new[] { "child" } });

    private static async Task<string> Paper(CustodySuite suite, string detention)
    {
        var signed = await suite.Sign(detention, Night.Certificate());
        using var answer = await suite.As("sgt-01").Get($"/api/v1/certificates/{signed.Text("id")}", "text/html");
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<Dictionary<string, string?>> Fields(CustodySuite suite, string detention)
    {
        var signed = await suite.Sign(detention, Night.Certificate());
        var content = (await suite.As("sgt-01").Read($"/certificates/{signed.Text("id")}")).Body!["content"].Deserialize<CertificateContent>(Json.Options)!;
        return SheetOf.Content(content, null).Parts.Single(part => part.Heading == "Who was told and who was there").Fields
            .ToDictionary(field => field.Label, field => field.Value);
    }

    private static async Task<Dictionary<string, string>> Pack(CustodySuite suite, string detention)
    {
        using var file = await suite.As("sgt-01").Get($"/detentions/{detention}/court-pack.zip");
        await using var zip = new ZipArchive(await file.Content.ReadAsStreamAsync());
        var texts = new Dictionary<string, string>();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            texts[entry.FullName] = await reader.ReadToEndAsync();
        }
        return texts;
    }
}

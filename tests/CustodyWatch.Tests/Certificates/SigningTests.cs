using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Certificates;

public sealed class SigningTests
{
    private const string Evening = "2026-06-10T18:30:00Z";

    [Fact]
    public async Task A_lawful_certificate_is_numbered_hashed_entered_on_the_record_and_replaced_only_by_a_later_one()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());

        var first = await suite.Sign(id, Night.Certificate());
        var second = await suite.Sign(id, Night.Certificate());

        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal(("99-000001", "99-000002"), (first.Text("number"), second.Text("number")));
        Assert.Equal(first.Text("id"), second.Text("supersedes"));
        Assert.Equal("met", await suite.State(id, "certificate"));
        var register = (await suite.As("insp-01").Read("/certificates")).Body!["items"]!.AsArray();
        Assert.Equal(["superseded", "current"], register.Select(row => row!["status"]!.ToString()));
        Assert.Equal("true", (await suite.As("insp-01").Read("/chain/verify")).Body!["intact"]!.ToString());
    }

    [Theory]
    [InlineData("No bed anywhere tonight")]
    [InlineData("No secure accommodation is available")]
    [InlineData("He is violent and abusive")]
    [InlineData("The seriousness of the offence")]
    public async Task A_certificate_of_impracticability_that_rests_only_on_an_unlawful_reason_is_refused_and_leaves_nothing(string circumstances)
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var body = Night.Certificate();
        body["circumstances"] = circumstances;

        var refused = await suite.Sign(id, body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Note 16D", refused.Body!["errors"]!["circumstances"]![0]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("99-000001", (await suite.Sign(id, Night.Certificate())).Text("number"));
    }

    [Fact]
    public async Task Limb_b_needs_twelve_years_a_request_for_secure_and_its_three_parts()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        Assert.Superset(new HashSet<string> { "requests", "noSecureSearch", "whyOtherInadequate", "seriousHarmFacts" },
            (await suite.Sign(id, Night.Certificate("no-secure"))).Wrong.ToHashSet());

        await suite.As("sgt-01").Asks(id, "secure");
        Assert.Equal(HttpStatusCode.Created, (await suite.Sign(id, Papers.NoSecure())).Status);
    }

    [Theory]
    [InlineData("2026-06-10T22:59:00Z", false)]
    [InlineData("2026-06-10T23:00:00Z", true)]
    public async Task One_who_was_eleven_when_bail_was_refused_is_twelve_from_the_birthday_to_us_as_to_the_clocks(string now, bool twelve)
    {
        await using var suite = await CustodySuite.Open(now);
        var id = await suite.As("feed-01").Taken(Night.Refused(born: "2014-06-11"));
        Assert.Equal(twelve, (bool)(await suite.As("sgt-01").Read($"/detentions/{id}/may?action=secure-request")).Body!["allowed"]!);
        Assert.Equal(twelve ? [] : ["kind"], (await suite.As("sgt-01").Call($"/detentions/{id}/accommodation-requests", Night.Request("secure"))).Wrong);
        using var reader = new Reader(suite, "sgt-01");
        Assert.Equal(twelve, (await reader.Open($"/detentions/{id}/certificate?impracticable=no&harm=yes&available=no&remains=yes")).Html
            .Contains("noSecureSearch", StringComparison.Ordinal));

        var signed = await suite.Sign(id, Papers.NoSecure());
        Assert.Equal(twelve ? [] : ["limb", "requests"], signed.Wrong.Order());
        if (!twelve) return;
        var clocks = (await suite.As("sgt-01").Read($"/detentions/{id}/clocks")).Body!["clocks"]!.AsArray().Select(clock => clock!["clock"]!.ToString());
        Assert.Equal("met-late", await suite.State(id, "certificate"));
        Assert.Empty(clocks.Intersect(["certificate-void", "secure-request-unlawful"]));
        var page = await (await suite.As("sgt-01").Get($"/api/v1/certificates/{signed.Text("id")}", "text/html")).Content.ReadAsStringAsync();
        Assert.Contains("juvenile is aged 12,", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_signed_is_taken_back_and_never_put_right_or_entered_again()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (id, signed) = await suite.Stated();
        var entry = (await suite.As("sgt-01").Entries(id)).Single(one => one["type"]!.ToString() == "custody.certificate-issued");
        object lawful = new { certificateId = signed.Text("id"), limb = "impracticable", officer = new { id = "4417", rank = "sergeant" }, circumstances = Night.Snow };

        foreach (var by in new[] { "sgt-01", "feed-01" })
        {
            foreach (var replacement in new object[] { new { data = lawful }, new { time = "2026-06-10T18:21:00Z" } })
            {
                var refused = await suite.As(by).Tell(Told.Replaced(entry["eventId"]!.ToString(), "2026-06-10T18:30:00Z", replacement));
                Assert.Equal((HttpStatusCode.UnprocessableEntity, "data.action"), (refused.Status, Assert.Single(refused.Wrong)));
            }
            Assert.Equal(["data.certificateId"], (await suite.As(by).Tell(Told.Event("certificate-issued", "2026-06-10T18:30:00Z", lawful))).Wrong);
        }
        Assert.Equal(6, (await suite.As("admin-01").Read("/quarantine?state=held")).Body!["items"]!.AsArray().Count);
        Assert.NotEqual("met", await suite.State(id, "certificate"));
        Assert.Single((await suite.As("hmi-01").Read("/certificates?missing=true")).Body!["items"]!.AsArray());
        // By a person: not by a records system, which does not let it stand again either.
        Assert.Equal(["data.action"], (await suite.As("feed-01").Tell(Told.Retracted(entry["eventId"]!.ToString(), "2026-06-10T18:30:00Z"))).Wrong);
        Assert.Equal(["current"], await suite.Statuses());
        await suite.As("sgt-01").Taken(Told.Retracted(entry["eventId"]!.ToString(), "2026-06-10T18:30:00Z", id: "taken-back"));
        Assert.Equal(["superseded"], await suite.Statuses());
        Assert.Equal(["data.action"], (await suite.As("feed-01").Tell(Told.Retracted("taken-back", "2026-06-10T18:30:00Z"))).Wrong);
        Assert.Equal(["superseded"], await suite.Statuses());
    }

    [Fact]
    public async Task One_made_elsewhere_can_be_put_right_and_never_made_into_one_signed_here()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (_, signed) = await suite.Stated();
        await suite.As("feed-01").Taken(Papers.StatementTold("paper-1", "2026-06-10T18:25:00Z"));
        var told = Papers.StatementTold("paper-1", "2026-06-10T18:26:00Z");
        told["id"] = "elsewhere";
        await suite.As("feed-01").Taken(told, Told.Replaced("elsewhere", "2026-06-10T18:27:00Z", new { time = "2026-06-10T18:24:00Z" }));

        var data = (JsonObject)told["data"]!.DeepClone();
        data["certificateId"] = signed.Text("id");
        Assert.Equal(["data.replacement.data.certificateId"],
            (await suite.As("feed-01").Tell(Told.Replaced("elsewhere", "2026-06-10T18:28:00Z", new { data }))).Wrong);
        // Nor by a correction that came before what it corrects.
        await suite.As("feed-01").Taken(Told.Replaced("later", "2026-06-10T18:28:00Z", new { data }));
        told["id"] = "later";
        Assert.Equal(["data.certificateId"], (await suite.As("feed-01").Tell(told)).Wrong);
    }

    [Fact]
    public async Task The_form_that_puts_entries_right_lets_a_certificate_only_be_taken_back_and_says_why()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (id, _) = await suite.Stated();
        await suite.As("feed-01").Taken(Papers.StatementTold("paper-1", "2026-06-10T18:25:00Z"));
        using var reader = new Reader(suite, "sgt-01");
        foreach (var entry in (await suite.As("sgt-01").Entries(id)).Where(one => one["type"]!.ToString() == "custody.certificate-issued").ToArray())
        {
            var address = $"/detentions/{id}/corrections?event={entry["eventId"]}&source={Uri.EscapeDataString(Told.Central)}";
            var page = (await reader.Open(address)).Html;
            Assert.DoesNotContain("value=\"replace\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain("name=\"circumstances\"", page, StringComparison.Ordinal);
            Assert.Contains("A certificate never changes once it is signed", page, StringComparison.Ordinal);
            var changed = await reader.Send(address, ("action", "replace"), ("why", "Wrong limb"), ("when", "2026-06-10T19:25"), ("certificateId", "C"),
                ("limb", "impracticable"), ("officer.id", "4417"), ("officer.rank", "sergeant"), ("circumstances", Night.Snow));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, changed.Status);
            Assert.Contains("take it back, or sign another", changed.Html, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.SeeOther, (await reader.Send(address, ("action", "retract"), ("why", "Wrong child"))).Status);
        }
        Assert.Equal(2, (await suite.As("sgt-01").Entries(id)).Count(entry => entry["corrected"]?.ToString() == "retracted"));
    }

    [Fact]
    public async Task Only_a_custody_sergeant_of_the_suite_signs_and_only_as_a_custody_officer()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        foreach (var (persona, status) in new[] { ("do-01", HttpStatusCode.Forbidden), ("hmi-01", HttpStatusCode.Forbidden), ("sgt-98", HttpStatusCode.NotFound) })
            Assert.Equal(status, (await suite.As(persona).Call($"/detentions/{id}/certificates", Night.Certificate())).Status);
        var body = Night.Certificate();
        body["custodyOfficer"]!["rank"] = "constable";
        Assert.Equal(["custodyOfficer.rank"], (await suite.Sign(id, body)).Wrong);
    }

    [Fact]
    public async Task Anyone_with_the_paper_learns_that_it_is_genuine_and_nothing_else()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var signed = await suite.Sign(id, Night.Certificate());

        Assert.Equal($$"""{"genuine":true,"status":"current","hash":"{{signed.Text("contentHash")}}"}""", await suite.Verify(signed));
        Assert.Contains("\"genuine\":false", await suite.Verify(signed, code: "AAAAAAAAAA"), StringComparison.Ordinal);
        Assert.Contains("\"genuine\":false", await suite.Verify(signed, "99-000009"), StringComparison.Ordinal);
        await suite.Sign(id, Night.Certificate());
        Assert.Contains("superseded", await suite.Verify(signed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_signed_on_a_record_with_no_arrival_whichever_the_limb(bool retracted)
    {
        await using var suite = await CustodySuite.Open(Evening);
        var told = Night.Refused();
        var id = await suite.As("feed-01").Taken(retracted
            ? [.. told, Told.Retracted(told[0]["id"]!.ToString(), "2026-06-10T18:25:00Z")]
            : told.Skip(2));

        foreach (var body in new[] { Night.Certificate(), Papers.NoSecure(), Night.Statement() })
        {
            var refused = await suite.Sign(id, body);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains("age is not known", refused.Body!["errors"]!["limb"]![0]!.ToString(), StringComparison.Ordinal);
        }
        Assert.Empty((await suite.As("insp-01").Read("/certificates")).Body!["items"]!.AsArray());
        using var reader = new Reader(suite, "sgt-01");
        Assert.Contains("age is not known", (await reader.Open($"/detentions/{id}/certificate?impracticable=yes")).Html, StringComparison.Ordinal);
        Assert.Contains("age is not known",
            (await reader.Send($"/detentions/{id}/certificate", ("impracticable", "yes"), ("do", "sign"))).Html, StringComparison.Ordinal);
    }
}

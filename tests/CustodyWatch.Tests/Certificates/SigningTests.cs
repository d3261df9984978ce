using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Certificates;

public sealed class SigningTests
{
    private const string Evening = "2026-06-10T18:30:00Z";

    [Fact]
    public async Task A_lawful_certificate_is_numbered_hashed_entered_on_the_record_and_replaced_only_by_a_later_one()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());

        var first = await Sign(suite, id, Night.Certificate());
        var second = await Sign(suite, id, Night.Certificate());

        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal(("99-000001", "99-000002"), (first.Text("number"), second.Text("number")));
        Assert.Equal(first.Text("id"), second.Text("supersedes"));
        Assert.Equal("met", await State(suite, id, "certificate"));
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

        var refused = await Sign(suite, id, body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Note 16D", refused.Body!["errors"]!["circumstances"]![0]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("99-000001", (await Sign(suite, id, Night.Certificate())).Text("number"));
    }

    [Fact]
    public async Task Limb_b_needs_twelve_years_a_request_for_secure_and_its_three_parts()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        Assert.Superset(new HashSet<string> { "requests", "noSecureSearch", "whyOtherInadequate", "seriousHarmFacts" },
            (await Sign(suite, id, Night.Certificate("no-secure"))).Wrong.ToHashSet());

        await suite.As("sgt-01").Asks(id, "secure");
        Assert.Equal(HttpStatusCode.Created, (await Sign(suite, id, NoSecure())).Status);
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

        var signed = await Sign(suite, id, NoSecure());
        Assert.Equal(twelve ? [] : ["limb", "requests"], signed.Wrong.Order());
        if (!twelve) return;
        var clocks = (await suite.As("sgt-01").Read($"/detentions/{id}/clocks")).Body!["clocks"]!.AsArray().Select(clock => clock!["clock"]!.ToString());
        Assert.Equal("met-late", await State(suite, id, "certificate"));
        Assert.Empty(clocks.Intersect(["certificate-void", "secure-request-unlawful"]));
        var page = await (await suite.As("sgt-01").Get($"/api/v1/certificates/{signed.Text("id")}", "text/html")).Content.ReadAsStringAsync();
        Assert.Contains("juvenile is aged 12,", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_signed_is_taken_back_and_never_put_right_or_entered_again()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (id, signed) = await Stated(suite);
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
        Assert.NotEqual("met", await State(suite, id, "certificate"));
        Assert.Single((await suite.As("hmi-01").Read("/certificates?missing=true")).Body!["items"]!.AsArray());
        // By a person: not by a records system, which does not let it stand again either.
        Assert.Equal(["data.action"], (await suite.As("feed-01").Tell(Told.Retracted(entry["eventId"]!.ToString(), "2026-06-10T18:30:00Z"))).Wrong);
        Assert.Equal(["current"], await Statuses(suite));
        await suite.As("sgt-01").Taken(Told.Retracted(entry["eventId"]!.ToString(), "2026-06-10T18:30:00Z", id: "taken-back"));
        Assert.Equal(["superseded"], await Statuses(suite));
        Assert.Equal(["data.action"], (await suite.As("feed-01").Tell(Told.Retracted("taken-back", "2026-06-10T18:30:00Z"))).Wrong);
        Assert.Equal(["superseded"], await Statuses(suite));
    }

    [Fact]
    public async Task One_made_elsewhere_can_be_put_right_and_never_made_into_one_signed_here()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (_, signed) = await Stated(suite);
        await suite.As("feed-01").Taken(Statement("paper-1", "2026-06-10T18:25:00Z"));
        var told = Statement("paper-1", "2026-06-10T18:26:00Z");
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
        var (id, _) = await Stated(suite);
        await suite.As("feed-01").Taken(Statement("paper-1", "2026-06-10T18:25:00Z"));
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
    public async Task A_statement_to_the_court_is_called_no_certificate_wherever_it_is_read()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (id, _) = await Stated(suite);
        using var sergeant = new Reader(suite, "sgt-01");
        using var inspector = new Reader(suite, "insp-01");
        var child = (await sergeant.Open($"/detentions/{id}")).Html;
        Assert.Contains(">Statements to the court</h3>", child, StringComparison.Ordinal);
        var handover = (await sergeant.Open("/suites/CENTRAL/handover")).Html;
        await suite.As("feed-01").Taken(Told.Event("transferred", Evening, new { to = "court", court = "Central", receiver = "Escort" }));
        var audited = (await inspector.Open($"/oversight/audits/{id}")).Html;

        foreach (var page in new[] { child, handover, audited })
        {
            Assert.Contains("Statement to the court", page, StringComparison.Ordinal);
            Assert.DoesNotMatch("(__title\">|__what\">|</strong> )Certificate issued|La failure", page);
        }
    }

    [Fact]
    public async Task The_authoritys_failure_is_stated_to_the_court_and_leaves_the_certificate_clock_broken()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var (one, two, _) = (await suite.As("sgt-01").Asks(id), await suite.As("sgt-01").Asks(id), await suite.As("sgt-01").Asks(id));
        suite.Clock.Advance(Duration.FromHours(3));
        await suite.As("desk-01").Declines(two);
        var body = Night.Certificate("la-failure");
        body["circumstances"] = "Asked twice; the first never answered, the second declined";
        body["requests"] = new JsonArray(one, two);
        Assert.Contains("escalation", (await Sign(suite, id, body)).Wrong);
        body["escalation"] = "Duty manager rung 20:10, no answer; custody inspector told 20:15";

        Assert.Equal(HttpStatusCode.Created, (await Sign(suite, id, body)).Status);
        Assert.Equal("breached", await State(suite, id, "certificate"));
        Assert.Equal(new[] { one, two }.Order(StringComparer.Ordinal), await Failed(suite));
        var missing = (await suite.As("hmi-01").Read("/certificates?missing=true")).Body!["items"]!.AsArray();
        Assert.Equal("true", Assert.Single(missing)!["laFailure"]!.ToString());
    }

    [Fact]
    public async Task The_authoritys_failure_is_stated_after_the_child_went_to_court_whatever_is_entered_of_later()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var (one, two) = (await suite.As("sgt-01").Asks(id), await suite.As("sgt-01").Asks(id));
        await suite.As("desk-01").Declines(one);
        await suite.As("desk-01").Declines(two);
        suite.Clock.Advance(Duration.FromHours(3));
        await suite.As("feed-01").Taken(
            Told.Event("transferred", "2026-06-10T20:00:00Z", new { to = "court", court = "Youth court", receiver = "Escort" }),
            Told.Event("bail-granted", "2026-06-10T20:30:00Z", new { conditional = true }), Withdrawn(one, "2026-06-10T20:30:00Z"));
        var body = Night.Certificate("la-failure");
        (body["requests"], body["escalation"]) = (new JsonArray(one, two), "Duty manager rung 20:10, no answer");
        Assert.Equal(HttpStatusCode.Created, (await Sign(suite, id, body)).Status);
    }

    [Fact]
    public async Task What_was_asked_before_bail_was_granted_bears_out_no_failure_of_the_refusal_after_it()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken([
            .. Night.Refused(), Requested("r-1", "2026-06-10T18:20:30Z"),
            Told.Event("bail-granted", "2026-06-10T18:21:00Z", new { conditional = true }),
            Told.Event("bail-refused", "2026-06-10T18:22:00Z", new { officer = new { id = "4417", rank = "sergeant" }, grounds = new[] { "prevent-offence" }, reason = "Surety gone" }),
            Requested("r-2", "2026-06-10T18:23:00Z")]);
        suite.Clock.Advance(Duration.FromHours(2));
        var body = Night.Certificate("la-failure");
        (body["requests"], body["escalation"]) = (new JsonArray("r-1", "r-2"), "Duty manager rung 20:10, no answer");
        Assert.Equal(["requests"], (await Sign(suite, id, body)).Wrong);
        var third = await suite.As("sgt-01").Asks(id);
        suite.Clock.Advance(Duration.FromHours(2));
        body["requests"] = new JsonArray("r-1", "r-2", third);
        Assert.Equal(HttpStatusCode.Created, (await Sign(suite, id, body)).Status);
    }

    [Fact]
    public async Task A_statement_rests_on_what_was_taken_back_after_it_had_failed_and_keeps_its_mark_when_more_is_taken_back()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var (silent, declined, early) = (await suite.As("sgt-01").Asks(id), await suite.As("sgt-01").Asks(id), await suite.As("sgt-01").Asks(id));
        await suite.As("desk-01").Declines(declined);
        suite.Clock.Advance(Duration.FromMinutes(61));
        await suite.As("feed-01").Taken(Withdrawn(silent, "2026-06-10T19:31:00Z"), Withdrawn(early, "2026-06-10T19:29:00Z"));
        var body = Night.Certificate("la-failure");
        (body["circumstances"], body["escalation"]) = ("Asked twice; one never answered, one declined", "Duty manager rung 20:10, no answer");
        body["requests"] = new JsonArray(silent, early);
        Assert.Equal(["requests"], (await Sign(suite, id, body)).Wrong);
        using var reader = new Reader(suite, "sgt-01");
        var page = (await reader.Open($"/detentions/{id}/certificate?impracticable=no&harm=no&takes=no")).Html;
        Assert.All([silent, declined], request => Assert.Contains($"value=\"{request}\"", page, StringComparison.Ordinal));
        Assert.DoesNotContain($"value=\"{early}\"", page, StringComparison.Ordinal);

        body["requests"] = new JsonArray(silent, declined);
        Assert.Equal(HttpStatusCode.Created, (await Sign(suite, id, body)).Status);
        await suite.As("feed-01").Taken(Withdrawn(declined, "2026-06-10T19:31:00Z"));
        Assert.Equal(new[] { silent, declined }.Order(StringComparer.Ordinal), await Failed(suite));
    }

    [Fact]
    public async Task Where_no_secure_place_is_called_for_and_none_other_was_offered_the_form_leads_to_the_statement_and_to_no_move()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        await suite.As("desk-01").Declines(await suite.As("sgt-01").Asks(id, "secure"));
        using var reader = new Reader(suite, "sgt-01");
        const string judged = "impracticable=no&remains=no";
        async Task<string> Page(string answers) => (await reader.Open($"/detentions/{id}/certificate?{answers}")).Html;

        var page = await Page(judged);
        Assert.Contains("Does the authority take the child?", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Record that the child was moved", page, StringComparison.Ordinal);
        Assert.Contains("One has been made", await Page($"{judged}&takes=no"), StringComparison.Ordinal);

        await suite.As("desk-01").Declines(await suite.As("sgt-01").Asks(id, "secure"));
        Assert.Contains("Ordinary accommodation has not been asked for", await Page($"{judged}&takes=no"), StringComparison.Ordinal);

        var ordinary = await suite.As("sgt-01").Asks(id);
        await suite.As("desk-01").Declines(ordinary);
        Assert.Contains($"value=\"{ordinary}\"", await Page(judged), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"requests":["r-2"]}""", false)]
    [InlineData("""{"requests":"r-2"}""", true)]
    public async Task A_statement_told_of_rests_on_the_requests_it_names_or_else_on_every_one_before_it(string named, bool onBoth)
    {
        await using var suite = await CustodySuite.Open(Evening);
        await suite.As("feed-01").Taken([.. Night.Refused(), Requested("r-1", "2026-06-10T18:21:00Z"), Requested("r-2", "2026-06-10T18:22:00Z"),
            Statement("paper-1", "2026-06-10T18:25:00Z", named), Requested("r-3", "2026-06-10T18:26:00Z")]);
        Assert.Equal(onBoth ? ["r-1", "r-2"] : ["r-2"], await Failed(suite));
    }

    [Fact]
    public async Task A_statement_replaces_no_certificate_and_only_a_later_statement_replaces_it()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var requests = new JsonArray(await suite.As("sgt-01").Asks(id), await suite.As("sgt-01").Asks(id));
        var statement = Night.Certificate("la-failure");
        (statement["circumstances"], statement["requests"], statement["escalation"]) = ("Asked twice and never answered", requests, "Duty manager rung 20:10");
        var certificate = await Sign(suite, id, Night.Certificate());
        suite.Clock.Advance(Duration.FromHours(3));

        var first = await Sign(suite, id, statement);
        Assert.Equal((HttpStatusCode.Created, null), (first.Status, first.Text("supersedes")));
        Assert.Equal(["current", "current"], await Statuses(suite));
        Assert.Contains("current", await Verify(suite, certificate.Text("number")!, certificate.Text("verificationCode")!), StringComparison.Ordinal);
        Assert.Equal(first.Text("id"), (await Sign(suite, id, statement)).Text("supersedes"));
        Assert.Equal(certificate.Text("id"), (await Sign(suite, id, Night.Certificate())).Text("supersedes"));
        Assert.Equal(["superseded", "superseded", "current", "current"], await Statuses(suite));
    }

    [Fact]
    public async Task A_statement_told_of_replaces_no_certificate_told_of()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var paper = Told.Event("certificate-issued", "2026-06-10T18:25:00Z", new
        {
            certificateId = "paper-1",
            limb = "impracticable",
            officer = new { id = "4417", rank = "sergeant" },
            circumstances = Night.Snow,
        });
        await suite.As("feed-01").Taken([.. Night.Refused(), paper, Statement("paper-2", "2026-06-10T18:26:00Z"), Statement("paper-3", "2026-06-10T18:27:00Z")]);
        Assert.Equal(["current", "superseded", "current"], await Statuses(suite));
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
        Assert.Equal(["custodyOfficer.rank"], (await Sign(suite, id, body)).Wrong);
    }

    [Fact]
    public async Task Anyone_with_the_paper_learns_that_it_is_genuine_and_nothing_else()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var signed = await Sign(suite, id, Night.Certificate());
        var (number, code) = (signed.Text("number")!, signed.Text("verificationCode")!);

        Assert.Equal($$"""{"genuine":true,"status":"current","hash":"{{signed.Text("contentHash")}}"}""", await Verify(suite, number, code));
        Assert.Contains("\"genuine\":false", await Verify(suite, number, "AAAAAAAAAA"), StringComparison.Ordinal);
        Assert.Contains("\"genuine\":false", await Verify(suite, "99-000009", code), StringComparison.Ordinal);
        await Sign(suite, id, Night.Certificate());
        Assert.Contains("superseded", await Verify(suite, number, code), StringComparison.Ordinal);
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
        var statement = Night.Certificate("la-failure");
        statement["escalation"] = "Duty manager rung 20:10, no answer";

        foreach (var body in new[] { Night.Certificate(), NoSecure(), statement })
        {
            var refused = await Sign(suite, id, body);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains("age is not known", refused.Body!["errors"]!["limb"]![0]!.ToString(), StringComparison.Ordinal);
        }
        Assert.Empty((await suite.As("insp-01").Read("/certificates")).Body!["items"]!.AsArray());
        using var reader = new Reader(suite, "sgt-01");
        Assert.Contains("age is not known", (await reader.Open($"/detentions/{id}/certificate?impracticable=yes")).Html, StringComparison.Ordinal);
        Assert.Contains("age is not known",
            (await reader.Send($"/detentions/{id}/certificate", ("impracticable", "yes"), ("do", "sign"))).Html, StringComparison.Ordinal);
    }

    // A statement signed here on two requests that nobody had answered yet.
    private static async Task<(string Detention, Answer Signed)> Stated(CustodySuite suite)
    {
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var body = Night.Certificate("la-failure");
        (body["circumstances"], body["escalation"]) = ("Asked twice and never answered", "Duty manager rung 19:20");
        body["requests"] = new JsonArray(await suite.As("sgt-01").Asks(id), await suite.As("sgt-01").Asks(id));
        var signed = await Sign(suite, id, body);
        Assert.Equal(HttpStatusCode.Created, signed.Status);
        return (id, signed);
    }

    private static JsonObject Requested(string id, string time) =>
        Told.Event("accommodation-requested", time, new { requestId = id, authority = "E08000099", kind = "non-secure" });

    private static JsonObject Withdrawn(string id, string time) =>
        Told.Event("accommodation-withdrawn", time, new { requestId = id, reason = "Aunt found" });

    private static JsonObject Statement(string id, string time, string also = "{}")
    {
        var data = JsonNode.Parse(also)!.AsObject();
        (data["certificateId"], data["limb"], data["circumstances"]) = (id, "la-failure", "Nobody answered");
        data["officer"] = new JsonObject { ["id"] = "4417", ["rank"] = "sergeant" };
        return Told.Event("certificate-issued", time, data);
    }

    private static async Task<IEnumerable<string>> Failed(CustodySuite suite) =>
        (await suite.As("desk-01").Read("/accommodation-ledger")).Body!["items"]!.AsArray()
            .Where(row => row!.Is("laFailure", "true")).Select(row => row!["requestId"]!.ToString()).Order(StringComparer.Ordinal);

    private static async Task<IEnumerable<string>> Statuses(CustodySuite suite) =>
        (await suite.As("insp-01").Read("/certificates")).Body!["items"]!.AsArray().Select(row => row!["status"]!.ToString());

    private static JsonObject NoSecure()
    {
        var body = Night.Certificate("no-secure");
        body["noSecureSearch"] = "Six homes rung by the authority between 18:30 and 19:20";
        body["whyOtherInadequate"] = "The home offered has no waking staff";
        body["seriousHarmFacts"] = "Has said he will finish what he began with the boy he stabbed";
        return body;
    }

    private static Task<Answer> Sign(CustodySuite suite, string id, JsonNode body) =>
        suite.As("sgt-01").Call($"/detentions/{id}/certificates", body);

    private static Task<string> Verify(CustodySuite suite, string number, string code) =>
        suite.As().GetStringAsync($"/verify/{number}?code={code}");

    private static async Task<string> State(CustodySuite suite, string id, string clock) =>
        (await suite.As("sgt-01").Read($"/detentions/{id}/clocks")).Body!["clocks"]!.AsArray()
            .First(one => one!["clock"]!.ToString() == clock)!["state"]!.ToString();
}

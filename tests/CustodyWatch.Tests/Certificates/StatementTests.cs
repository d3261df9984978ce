using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Certificates;

/// <summary>What is stated to the court when the authority took no child it was asked to take.</summary>
public sealed class StatementTests
{
    private const string Evening = "2026-06-10T18:30:00Z";

    [Fact]
    public async Task A_statement_to_the_court_is_called_no_certificate_wherever_it_is_read()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (id, _) = await suite.Stated();
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
        Assert.Contains("escalation", (await suite.Sign(id, Night.Statement(one, two).With(body => body.AsObject().Remove("escalation")))).Wrong);

        Assert.Equal(HttpStatusCode.Created, (await suite.Sign(id, Night.Statement(one, two))).Status);
        Assert.Equal("breached", await suite.State(id, "certificate"));
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

        Assert.Equal(HttpStatusCode.Created, (await suite.Sign(id, Night.Statement(one, two))).Status);
    }

    [Fact]
    public async Task What_was_asked_before_bail_was_granted_bears_out_no_failure_of_the_refusal_after_it()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken([
            .. Night.Refused(), Papers.Requested("r-1", "2026-06-10T18:20:30Z"),
            Told.Event("bail-granted", "2026-06-10T18:21:00Z", new { conditional = true }),
            Told.Event("bail-refused", "2026-06-10T18:22:00Z", new { officer = new { id = "4417", rank = "sergeant" }, grounds = new[] { "prevent-offence" }, reason = "Surety gone" }),
            Papers.Requested("r-2", "2026-06-10T18:23:00Z")]);
        suite.Clock.Advance(Duration.FromHours(2));
        Assert.Equal(["requests"], (await suite.Sign(id, Night.Statement("r-1", "r-2"))).Wrong);
        var third = await suite.As("sgt-01").Asks(id);
        suite.Clock.Advance(Duration.FromHours(2));
        Assert.Equal(HttpStatusCode.Created, (await suite.Sign(id, Night.Statement("r-1", "r-2", third))).Status);
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
        Assert.Equal(["requests"], (await suite.Sign(id, Night.Statement(silent, early))).Wrong);
        using var reader = new Reader(suite, "sgt-01");
        var page = (await reader.Open($"/detentions/{id}/certificate?impracticable=no&harm=no&takes=no")).Html;
        Assert.All([silent, declined], request => Assert.Contains($"value=\"{request}\"", page, StringComparison.Ordinal));
        Assert.DoesNotContain($"value=\"{early}\"", page, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Created, (await suite.Sign(id, Night.Statement(silent, declined))).Status);
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
        await suite.As("feed-01").Taken([.. Night.Refused(), Papers.Requested("r-1", "2026-06-10T18:21:00Z"), Papers.Requested("r-2", "2026-06-10T18:22:00Z"),
            Papers.StatementTold("paper-1", "2026-06-10T18:25:00Z", named), Papers.Requested("r-3", "2026-06-10T18:26:00Z")]);
        Assert.Equal(onBoth ? ["r-1", "r-2"] : ["r-2"], await Failed(suite));
    }

    [Fact]
    public async Task A_statement_replaces_no_certificate_and_only_a_later_statement_replaces_it()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var statement = Night.Statement(await suite.As("sgt-01").Asks(id), await suite.As("sgt-01").Asks(id));
        var certificate = await suite.Sign(id, Night.Certificate());
        suite.Clock.Advance(Duration.FromHours(3));

        var first = await suite.Sign(id, statement);
        Assert.Equal((HttpStatusCode.Created, null), (first.Status, first.Text("supersedes")));
        Assert.Equal(["current", "current"], await suite.Statuses());
        Assert.Contains("current", await suite.Verify(certificate), StringComparison.Ordinal);
        Assert.Equal(first.Text("id"), (await suite.Sign(id, statement)).Text("supersedes"));
        Assert.Equal(certificate.Text("id"), (await suite.Sign(id, Night.Certificate())).Text("supersedes"));
        Assert.Equal(["superseded", "superseded", "current", "current"], await suite.Statuses());
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
        await suite.As("feed-01").Taken([.. Night.Refused(), paper, Papers.StatementTold("paper-2", "2026-06-10T18:26:00Z"), Papers.StatementTold("paper-3", "2026-06-10T18:27:00Z")]);
        Assert.Equal(["current", "superseded", "current"], await suite.Statuses());
    }

    [Fact]
    public async Task A_statement_is_called_no_certificate_where_it_is_checked_or_written_out()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (_, signed) = await suite.Stated();
        using var court = new Reader(suite, "insp-01");

        Assert.Contains(">This paper is genuine<", (await court.Open(signed.WhereVerified())).Html, StringComparison.Ordinal);
        Assert.Contains(">This paper is not genuine<", (await court.Open(signed.WhereVerified(code: "AAAAAAAAAA"))).Html, StringComparison.Ordinal);
        var file = Path.Combine(suite.Folder, "out.pdf");
        var ended = await OtherProgram.CustodyWatch(
            ["certificate", "99-000001", "--pdf", file], new Dictionary<string, string?> { ["CUSTODYWATCH__DATADIRECTORY"] = suite.Folder });
        Assert.Equal($"{file}: statement 99-000001, current, hash {signed.Text("contentHash")}", ended.Output.Trim());
    }

    private static JsonObject Withdrawn(string id, string time) =>
        Told.Event("accommodation-withdrawn", time, new { requestId = id, reason = "Aunt found" });

    private static async Task<IEnumerable<string>> Failed(CustodySuite suite) =>
        (await suite.As("desk-01").Read("/accommodation-ledger")).Body!["items"]!.AsArray()
            .Where(row => row!.Is("laFailure", "true")).Select(row => row!["requestId"]!.ToString()).Order(StringComparer.Ordinal);
}

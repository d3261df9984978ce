using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Docs;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Every_address_says_what_it_is_for_what_it_takes_and_what_it_answers()
    {
        var document = await Document();
        var wrong = new List<string>();
        Assert.NotEmpty(document["paths"]!.AsObject());
        foreach (var (path, item) in document["paths"]!.AsObject())
            foreach (var (method, operation) in item!.AsObject())
            {
                var answers = operation!["responses"]!.AsObject();
                if (operation["summary"] is null) wrong.Add($"{method} {path} has no summary");
                if (!answers.Any(answer => answer.Key[0] == '2' && answer.Value!["content"] is JsonObject { Count: > 0 }))
                    wrong.Add($"{method} {path} does not say what it answers");
                if (!answers.ContainsKey("400")) wrong.Add($"{method} {path} does not say how it refuses");
            }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task It_is_said_where_the_addresses_are_who_need_not_sign_in_and_what_a_late_answer_is()
    {
        var document = await Document();

        Assert.Equal("/", Assert.Single(document["servers"]!.AsArray())!["url"]!.ToString());
        Assert.Empty(document["paths"]!["/verify/{number}"]!["get"]!["security"]!.AsArray());
        Assert.NotEmpty(document["paths"]!["/api/v1/events"]!["post"]!["security"]!.AsArray());
        foreach (var (schema, field) in new[] { ("Answered", "late"), ("DeskAnswer", "late"), ("LedgerRow", "lateAnswer") })
            Assert.Contains("taken back", document["components"]!["schemas"]![schema]!["properties"]![field]!["description"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_of_events_is_described_with_both_its_bodies_and_every_kind_of_event()
    {
        var document = await Document();

        var post = document["paths"]!["/api/v1/events"]!["post"]!;
        Assert.Equal(
            [Posting.One, Posting.Batch], post["requestBody"]!["content"]!.AsObject().Select(body => body.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["200", "202", "400", "401", "403", "408", "409", "413", "415", "422", "429", "503"],
            post["responses"]!.AsObject().Select(answer => answer.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["id", "status"], document["components"]!["schemas"]!["EventAnswer"]!["required"]!.AsArray().Select(name => name!.ToString()));
        var types = document["components"]!["schemas"]!["EventEnvelope"]!["properties"]!["type"]!["enum"]!.AsArray();
        Assert.Equal(Pace.Custody.EventKinds.All, types.Select(type => type!.ToString()));
    }

    [Theory]
    [InlineData("post", "/api/v1/detentions/{id}/accommodation-requests", "201 400 401 403 404 408 413 415 422 429 503")]
    [InlineData("post", "/api/v1/accommodation-requests/{id}/answer", "200 400 401 403 404 408 409 413 415 422 429 503")]
    [InlineData("post", "/api/v1/accommodation-requests/{id}/link", "200 400 401 403 404 409 422 429 503")]
    [InlineData("post", "/api/v1/detentions/{id}/certificates", "201 400 401 403 404 408 413 415 422 429 503")]
    [InlineData("post", "/api/v1/certificates/{id}/countersign", "200 400 401 403 404 408 409 413 415 422 429 503")]
    [InlineData("get", "/api/v1/certificates/{id}", "200 400 401 403 404 406 429 503")]
    [InlineData("get", "/verify/{number}", "200 400 406 429 503")]
    public async Task Each_status_that_an_address_answers_with_is_described(string method, string path, string statuses) => Assert.Equal(
        statuses, string.Join(' ', (await Document())["paths"]![path]![method]!["responses"]!.AsObject().Select(answer => answer.Key).Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("sgt-01", "/detentions/{id}/accommodation-requests", """{"authority":"E08000099","kind":"non-secure"}""", "authority kind")]
    [InlineData("desk-01", "/accommodation-requests/{id}/answer", """{"decision":"accepted","worker":"EDT-7"}""", "decision worker")]
    [InlineData("sgt-01", "/detentions/{id}/certificates",
        """{"limb":"impracticable","circumstances":"Heavy snow has closed every road out of the town since 20:00","custodyOfficer":{"id":"4417","rank":"sergeant"},"confirmations":{"bailConsidered":true,"childAndAdultTold":true}}""",
        "confirmations custodyOfficer limb")]
    [InlineData("insp-01", "/detentions/{id}/open-for-inspection", """{"until":"2026-06-12T00:00:00Z","reason":"Visit"}""", "reason until")]
    [InlineData("insp-01", "/detentions/{id}/holds", """{"kind":"complaint","reason":"A letter of the mother"}""", "kind reason")]
    [InlineData("sgt-01", "/suites/{suite}/handover", """{"to":"sgt-02"}""", "to")]
    [InlineData("admin-01", "/settings", """{"numbers":{"cellDayPounds":410},"reason":"Finance"}""", "numbers reason")]
    [InlineData("admin-01", "/authorities/{code}", """{"name":"Midtown","reason":"Renamed"}""", "name reason")]
    [InlineData("admin-01", "/rota",
        """{"audience":"custody-inspector","person":"A Khan","channel":"email","address":"a.khan@example.org","until":"2026-06-12T00:00:00Z"}""",
        "address audience channel person until")]
    public async Task What_a_body_is_said_to_require_is_what_it_is_refused_without_and_the_rest_may_be_left_out(
        string persona, string path, string body, string required)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        var detention = await suite.As("feed-01").Taken(Night.Refused());
        var request = path.StartsWith("/accommodation", StringComparison.Ordinal) ? await suite.As("sgt-01").Asks(detention) : null;
        var address = path.Replace("{id}", request ?? detention, StringComparison.Ordinal)
            .Replace("{suite}", "CENTRAL", StringComparison.Ordinal).Replace("{code}", "E08000099", StringComparison.Ordinal);

        var document = JsonNode.Parse(await suite.As().GetStringAsync("/openapi/v1.json"))!;
        var schema = document["paths"]!["/api/v1" + path]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]!.ToString().Split('/')[^1];
        Assert.Equal(required, string.Join(' ', document["components"]!["schemas"]![schema]!["required"]!.AsArray().Select(name => name!.ToString()).Order(StringComparer.Ordinal)));
        foreach (var name in required.Split(' '))
        {
            var without = JsonNode.Parse(body)!.AsObject();
            without.Remove(name);
            var refused = await suite.As(persona).Call(address, without);
            Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains(refused.Wrong, wrong => wrong == name || wrong.StartsWith(name + ".", StringComparison.Ordinal));
        }
        Assert.InRange((int)(await suite.As(persona).Call(address, body)).Status, 200, 201);
    }

    [Theory]
    [InlineData("PlacementBody", null)]
    [InlineData("OfficerBody", "id rank")]
    [InlineData("ConfirmationsBody", "bailConsidered childAndAdultTold")]
    [InlineData("ReadmitRequest", "reason")]
    [InlineData("SilenceRequest", "reason until")]
    [InlineData("SwapRequest", "address channel person reason")]
    [InlineData("DecisionRequest", "decision")]
    [InlineData("LadderRequest", "clock reason")]
    [InlineData("LadderBody", "due warning")]
    [InlineData("EscalationBody", "afterMinutes to")]
    [InlineData("GradeBody", "grade")]
    public async Task A_part_of_a_body_requires_no_more_than_the_service_does(string schema, string? required)
    {
        var names = (await Document())["components"]!["schemas"]![schema]!["required"]?.AsArray().Select(name => name!.ToString()).Order(StringComparer.Ordinal);
        Assert.Equal(required, names is null ? null : string.Join(' ', names));
    }

    [Fact]
    public async Task Times_are_described_as_they_are_written()
    {
        var schemas = (await Document())["components"]!["schemas"]!;
        Assert.Equal("date-time", schemas["Instant"]!["format"]!.ToString());
        Assert.Equal("duration", schemas["Duration"]!["format"]!.ToString());
    }

    [Fact]
    public async Task The_readable_page_says_as_every_page_does_that_this_is_a_demonstration()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var page = await suite.As().GetStringAsync("/docs/");
        Assert.Matches("""<section aria-label="Demonstration"><p[^>]*><strong>Demo.</strong>""", page);
        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> Document()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        return JsonNode.Parse(await suite.As().GetStringAsync("/openapi/v1.json"))!;
    }
}

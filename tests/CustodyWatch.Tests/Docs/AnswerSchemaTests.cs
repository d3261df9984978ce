using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Certificates;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Tests.Retention;

namespace CustodyWatch.Tests.Docs;

/// <summary>What the service answers is what the OpenAPI document says that it answers.</summary>
public sealed class AnswerSchemaTests
{
    private static readonly string[] Personas = ["insp-01", "sgt-01", "admin-01", "desk-01", "hmi-01"];

    // What is asked besides, where an address answers otherwise then or must be asked something.
    private static readonly Dictionary<string, string[]> Asked = new()
    {
        ["/api/v1/certificates"] = ["", "?missing=true", "?to=2001-01-01", "?missing=true&to=2001-01-01"],
        ["/api/v1/detentions"] = ["?status=all", "?status=open"],
        ["/api/v1/detentions/{id}/may"] = ["?action=interview", "?action=release"],
        ["/api/v1/detentions/{id}/clocks"] = ["?history=true", "?at=2012-06-10T14:25:00Z"],
        ["/api/v1/silences"] = ["?state=all"],
        ["/api/v1/statistics"] = ["", "?by=month", "?by=month&publication=true"],
        ["/verify/{number}"] = ["?code=none"],
    };

    [Fact]
    public async Task Every_answer_to_a_question_is_what_it_is_said_to_be()
    {
        await using var suite = await CustodySuite.Open("2012-06-10T14:30:00Z");
        var named = await Lived(suite);
        var document = await Document(suite);
        var (schema, wrong, unseen) = (new JsonSchema(document), new List<string>(), new List<string>());
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            if (item!["get"]?["responses"]!["200"]!["content"]!["application/json"]?["schema"] is not { } said) continue;
            var seen = 0;
            foreach (var (under, id) in named.Where(one => path.StartsWith(one.Under, StringComparison.Ordinal)).DefaultIfEmpty(("{}", "")))
                foreach (var query in Asked.GetValueOrDefault(path, [""]))
                    foreach (var persona in Personas)
                    {
                        using var answer = await suite.As(persona).Get(path.Replace(under[under.IndexOf('{', StringComparison.Ordinal)..], id, StringComparison.Ordinal) + query, "application/json");
                        if (answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound) continue;
                        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync());
                        if (answer.StatusCode != HttpStatusCode.OK || !schema.Takes(said, body)) wrong.Add($"{persona} {path} {id} {query}: {body!.ToJsonString()}");
                        seen++;
                    }
            if (seen == 0) unseen.Add(path);
        }
        Assert.Empty(wrong);
        Assert.Empty(unseen);
    }

    [Theory]
    [InlineData("RegisterRow")]
    [InlineData("AuthorityRow")]
    [InlineData("AuthorityChangeRow")]
    [InlineData("DisposalRow")]
    [InlineData("UndeliveredRow")]
    public async Task What_is_only_answered_is_said_to_have_every_field(string component)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var said = new JsonSchema(await Document(suite)).Component(component);
        Assert.Equal(
            said["properties"]!.AsObject().Select(one => one.Key).Order(StringComparer.Ordinal),
            said["required"]?.AsArray().Select(name => name!.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task That_there_is_none_is_said_in_one_way()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var document = await Document(suite);
        var schema = new JsonSchema(document);
        var nullable = Within(document["components"]!["schemas"]).Where(one => one["oneOf"] is JsonArray parts && parts.Any(part => part!["type"]?.ToString() == "null")).ToArray();
        Assert.NotEmpty(nullable);
        Assert.All(nullable, one => Assert.True(schema.Takes(one, null), one.ToJsonString()));
    }

    [Fact]
    public async Task A_field_that_may_be_left_out_may_be_null_and_one_that_is_required_may_not()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        var request = await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        var schema = new JsonSchema(await Document(suite));
        var answer = new JsonObject
        {
            ["decision"] = "accepted",
            ["worker"] = "EDT-7",
            ["reasonCode"] = null,
            ["text"] = null,
            ["confirm"] = null,
            ["insteadOf"] = null,
            ["placement"] = new JsonObject { ["kind"] = null, ["readyAt"] = null, ["transportBy"] = null },
        };

        Assert.True(schema.Takes(schema.Component("AnswerBody"), answer));
        Assert.Equal(HttpStatusCode.OK, (await suite.As("desk-01").Call($"/accommodation-requests/{request}/answer", answer)).Status);
        answer["decision"] = null;
        Assert.False(schema.Takes(schema.Component("AnswerBody"), answer));
        Assert.Equal(["decision"], (await suite.As("desk-01").Call($"/accommodation-requests/{request}/answer", answer)).Wrong);
    }

    [Theory]
    [InlineData(null, "/detentions", null)]
    [InlineData("sgt-01", "/detentions?limit=none", null)]
    [InlineData("sgt-01", "/detentions?force=98", null)]
    [InlineData("sgt-01", "/detentions/none", null)]
    [InlineData("insp-01", "/silences", """{ "alert": "none", "until": "2026-06-10T21:00:00Z", "reason": "Seen" }""")]
    [InlineData("insp-01", "/silences", """{ "detentionId": "none" }""")]
    public async Task A_refusal_is_of_a_status_that_is_described_and_says_nothing_that_is_not(string? persona, string path, string? body)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var document = await Document(suite);
        var refused = body is null ? await suite.As(persona).Read(path) : await suite.As(persona).Call(path, body);

        var address = document["paths"]!["/api/v1" + path.Split('?')[0].Replace("/none", "/{id}", StringComparison.Ordinal)]![body is null ? "get" : "post"]!;
        var problem = address["responses"]![$"{(int)refused.Status}"]?["content"]?["application/problem+json"]?["schema"];
        Assert.True(problem is not null, $"{refused.Status} is not described.");
        var schema = new JsonSchema(document);
        Assert.True(schema.Takes(problem, refused.Body));
        Assert.Empty(refused.Body!.AsObject().Select(one => one.Key).Except(schema.Component("ProblemDetails")["properties"]!.AsObject().Select(one => one.Key)));
    }

    // Everything that can be said of one child, and three of whom less is known.
    private static async Task<IReadOnlyList<(string Under, string Id)>> Lived(CustodySuite suite)
    {
        var (everything, paper) = await OldRecord.Everything(suite);
        var feed = suite.As("feed-01");
        var seeming = await feed.Taken(Told.Arrived("2012-06-11T09:00:00Z", record: "CR-12-SEEMING").With(told =>
        {
            told["data"]!["child"]!.AsObject().Remove("dateOfBirth");
            told["data"]!["child"]!["apparentAge"] = 15;
            told["data"]!["child"]!["ageBasis"] = "appears";
        }));
        var awaited = await feed.Taken(Told.Drink("2012-06-11T09:10:00Z", "CR-12-AWAITED"));
        var held = await feed.Taken([.. Night.Refused(born: "1997-03-02", record: "CR-12-HELD").Select((told, hour) => told.With(one => one["time"] = $"2012-06-11T0{5 + hour}:00:00Z"))
            .Select(told => told["type"]!.ToString() == "custody.arrived" ? told.With(one => one["data"]!["arrestedAt"] = "2012-06-11T05:00:00Z") : told),
            Told.Event("review-held", "2012-06-11T07:30:00Z", new { officer = new { id = "1", rank = "constable" }, method = "in-person", outcome = "continue" }, "CR-12-HELD"),
            Told.Event("certificate-issued", "2012-06-11T09:00:00Z",
                new { certificateId = "paper-1", limb = "impracticable", officer = new { id = "4417", rank = "sergeant" }, circumstances = "The A57 is closed by a landslip" }, "CR-12-HELD")]);
        await suite.As("sgt-01").Asks(held);
        await suite.As("admin-01").Call("/settings", """{ "numbers": { "drinkHours": 2 }, "reason": "Agreed" }""");
        await suite.As("admin-01").Call("/authorities/E08000099", """{ "name": "Westmarch", "reason": "Renamed" }""");
        await suite.As("admin-01").Call("/rota",
            """{ "audience": "custody-inspector", "person": "A Khan", "channel": "email", "address": "a.khan@example.org", "until": "2012-06-12T00:00:00Z" }""");
        await suite.LookAt("2012-06-11T12:00:00Z");
        return
        [
            .. new[] { everything, seeming, awaited, held }.Select(id => ("/api/v1/detentions/{id}", id)),
            ("/api/v1/certificates/{id}", paper.Text("id")!), ("/api/v1/certificates/{id}", "paper-1"), ("/api/v1/suites/{suite}", "CENTRAL"),
            ("/api/v1/authorities/{code}", "E08000099"), ("/verify/{number}", paper.Text("number")!),
        ];
    }

    private static async Task<JsonNode> Document(CustodySuite suite) => JsonNode.Parse(await suite.As().GetStringAsync("/openapi/v1.json"))!;

    private static IEnumerable<JsonObject> Within(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(one => Within(one.Value)).Prepend(fields),
        JsonArray members => members.SelectMany(Within),
        _ => [],
    };
}

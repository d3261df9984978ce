using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Docs;

/// <summary>What the OpenAPI document says of what is asked in an address is what the address takes and refuses.</summary>
public sealed class ParameterTests
{
    private static readonly string[] Personas = ["insp-01", "admin-01", "sgt-01", "hmi-01"];

    [Fact]
    public async Task Every_parameter_of_every_address_says_what_it_asks_for()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var silent = (await Asked(suite)).Where(one => one.Said["description"] is null).Select(one => $"{one.Path} {one.Name}");
        Assert.Empty(silent);
    }

    [Fact]
    public async Task Each_word_that_is_listed_is_taken_no_other_is_and_what_is_refused_has_been_said()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var detention = await suite.As("feed-01").Taken(Night.Refused());
        var (wrong, lists) = (new List<string>(), 0);
        foreach (var (path, name, said) in await Asked(suite, "get"))
        {
            if (!path.StartsWith("/api/v1", StringComparison.Ordinal) || said["in"]!.ToString() != "query") continue;
            var schema = said["schema"]!;
            var words = (schema["enum"] ?? schema["items"]?["enum"])?.AsArray().Select(word => word!.ToString()).ToArray() ?? [];
            if (words.Length > 0) lists++;
            foreach (var word in words)
                if (await IsRefused(path, name, word)) wrong.Add($"{path} refuses {name}={word}");
            var isFree = schema["type"]?.ToString() == "string" && schema["format"] is null && words.Length == 0 || name == "reason";
            if (name != "cursor" && isFree == await IsRefused(path, name, "nonsense")) wrong.Add($"{path} {(isFree ? "refuses" : "takes")} {name}=nonsense");
            if ((said["required"]?.GetValue<bool>() == true) != await IsRefused(path, name, null)) wrong.Add($"{path} without {name}");
            if (schema["minimum"] is { } least && !await IsRefused(path, name, $"{(int)least - 1}")) wrong.Add($"{path} takes {name} below {least}");
            if (schema["maxLength"] is { } most && !await IsRefused(path, name, new string('x', (int)most + 1))) wrong.Add($"{path} takes {name} longer than {most}");
        }
        Assert.Empty(wrong);
        Assert.InRange(lists, 14, 20);

        async Task<bool> IsRefused(string path, string name, string? value)
        {
            var address = path.Replace("{id}", detention, StringComparison.Ordinal).Replace("{suite}", "CENTRAL", StringComparison.Ordinal)
                + (value is null ? "" : $"?{name}={value}");
            foreach (var persona in Personas)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                using var answer = await suite.As(persona).SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                if (answer.StatusCode == HttpStatusCode.Forbidden) continue;
                if (answer.StatusCode == HttpStatusCode.OK) return false;
                Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
                // Another that is required may be missing: it is of this one that is asked.
                return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]?[name] is not null;
            }
            // What a scope refuses was read before.
            return false;
        }
    }

    [Theory]
    [InlineData("AnswerBody", "decision", "accepted offered-other needs-facts declined")]
    [InlineData("AnswerBody", "reasonCode", "no-placement-found no-secure-available not-our-child request-withdrawn other")]
    [InlineData("AnswerBody", "confirm", "duty-understood")]
    [InlineData("AnswerBody", "insteadOf", "accepted offered-other needs-facts declined ")]
    [InlineData("PlacementBody", "kind", "foster childrens-home family supported secure other")]
    [InlineData("AskingBody", "kind", "non-secure secure")]
    [InlineData("CertificateBody", "limb", "impracticable no-secure la-failure")]
    [InlineData("OfficerBody", "rank", "staff constable sergeant inspector chief-inspector superintendent chief-superintendent")]
    [InlineData("GradeBody", "grade", "good adequate inadequate")]
    [InlineData("AreaGrade", "grade", "good adequate inadequate")]
    [InlineData("TurnRequest", "audience", "custody-sergeant custody-inspector superintendent duty-desk duty-manager head-of-service healthcare")]
    [InlineData("TurnRequest", "channel", "text email")]
    [InlineData("SwapRequest", "channel", "text email")]
    [InlineData("DecisionRequest", "decision", "keep dispose")]
    [InlineData("HoldRequest", "kind", "litigation complaint other")]
    [InlineData("EscalationBody", "from", "due start")]
    public async Task The_words_of_a_field_of_a_body_are_listed(string schema, string field, string words)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var said = (await Document(suite))["components"]!["schemas"]![schema]!["properties"]![field]!["enum"]!.AsArray();
        Assert.Equal(words.Split(' '), said.OfType<JsonValue>().Select(word => word.ToString()));
    }

    [Theory]
    [InlineData("/api/v1/detentions/{id}", true)]
    [InlineData("/api/v1/alerts", true)]
    [InlineData("/verify/{number}", false)]
    public async Task A_reader_may_say_why_they_look(string path, bool may)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var document = await Document(suite);
        var reasons = document["paths"]![path]!["get"]!["parameters"]!.AsArray().Count(one => one!["$ref"]?.ToString() == "#/components/parameters/AccessReason");
        Assert.Equal(may ? 1 : 0, reasons);
        Assert.Equal("X-Access-Reason", document["components"]!["parameters"]!["AccessReason"]!["name"]!.ToString());
    }

    private static async Task<IReadOnlyList<(string Path, string Name, JsonNode Said)>> Asked(CustodySuite suite, string? method = null) =>
    [
        .. (await Document(suite))["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Where(operation => method is null || operation.Key == method)
            .SelectMany(operation => operation.Value!["parameters"]?.AsArray() ?? []).Where(one => one!["$ref"] is null)
            .Select(one => (path.Key, one!["name"]!.ToString(), one))),
    ];

    private static async Task<JsonNode> Document(CustodySuite suite) => JsonNode.Parse(await suite.As().GetStringAsync("/openapi/v1.json"))!;
}

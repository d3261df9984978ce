using System.Text;
using System.Text.Json.Nodes;
using CustodyWatch.Log;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Docs;

/// <summary>What the OpenAPI document says of each type of event is what is taken and what is refused at the door.</summary>
public sealed class EventSchemaTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 6, 12, 12, 0);

    private static readonly JsonObject Examples = JsonNode.Parse(File.ReadAllText(
        Path.Combine(Repository.Folder, "tests", "CustodyWatch.Pace.Tests", "Shapes", "every-event.json")))!.AsObject();

    [Fact]
    public async Task Every_type_has_a_schema_of_its_own_and_every_event_is_of_one()
    {
        var schema = await Schema();
        var any = schema.Component("CustodyEvent");
        Assert.Equal(EventKinds.All, any["discriminator"]!["mapping"]!.AsObject().Select(type => type.Key));
        Assert.Equal("type", any["discriminator"]!["propertyName"]!.ToString());
        foreach (var told in EventKinds.All.Select(Told).Concat(Night.Refused()))
        {
            Assert.True(IsTaken(told), told.ToJsonString());
            Assert.True(schema.Takes(any, told), told.ToJsonString());
        }
        Assert.False(schema.Takes(any, Told("custody.arrived").With(told => told["type"] = "custody.abducted")));
    }

    [Fact]
    public async Task What_is_refused_of_a_type_is_what_its_schema_refuses()
    {
        var schema = await Schema();
        foreach (var type in EventKinds.All)
            foreach (var (what, told) in Changed(type))
                Assert.True(IsTaken(told) == schema.Takes(Of(schema, type), told), $"{type}, {what}: {told["data"]?.ToJsonString()}");
    }

    [Fact]
    public async Task The_words_of_a_field_are_those_that_its_refusal_names()
    {
        var schema = await Schema();
        var fields = 0;
        foreach (var type in EventKinds.All)
            foreach (var path in Paths(Told(type)["data"]!.AsObject()))
            {
                var told = Told(type);
                var (holder, name) = Find(told, path);
                if (holder[name]!.GetValueKind() != System.Text.Json.JsonValueKind.String) continue;
                holder[name] = "nonsense";
                if (Refusal(told)?.Errors is not { Count: 1 } errors || !errors.Values.Single()[0].StartsWith("must be one of ", StringComparison.Ordinal)) continue;
                Assert.Equal(errors.Values.Single()[0], "must be one of " + string.Join(", ", Words(schema, type, path)));
                fields++;
            }
        Assert.InRange(fields, 40, 60);
    }

    [Fact]
    public async Task Whatever_is_explained_is_a_field_of_some_type_and_one_that_is_not_always_required_says_when()
    {
        var written = (await Schema()).Component("CustodyEvent").Root.ToJsonString();
        foreach (var name in Features.Events.FieldMeanings.Of.Keys) Assert.Contains($"\"{name}\":{{", written, StringComparison.Ordinal);
        Assert.Contains("Required unless route is mental-health.", written, StringComparison.Ordinal);
        Assert.Contains("Required when route is other-force and questionedInArrestingForce is true.", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time")]
    [InlineData("recordedtime")]
    [InlineData("sessionstarted")]
    public async Task The_envelope_says_which_of_its_attributes_are_times(string name) =>
        Assert.Equal("date-time", (await Schema()).Component("EventEnvelope")["properties"]![name]!["format"]!.ToString());

    [Theory]
    [InlineData("id", 200)]
    [InlineData("subject", 40)]
    [InlineData("recordedby", 100)]
    public async Task The_envelope_says_how_long_its_attributes_may_be(string name, int longest)
    {
        var schema = await Schema();
        foreach (var value in new[] { new string('x', longest), new string('x', longest + 1), "", " x" })
        {
            var told = Told("custody.aa-left").With(told => told[name] = value);
            Assert.Equal(IsTaken(told), schema.Takes(Of(schema, "custody.aa-left"), told));
        }
    }

    // Each field left out, blank, too long, a word that is none, each word it may be, or of another kind altogether.
    private static IEnumerable<(string What, JsonObject Told)> Changed(string type)
    {
        yield return ("no data", Told(type).With(told => told.AsObject().Remove("data")));
        foreach (var path in Paths(Told(type)["data"]!.AsObject()))
        {
            var without = Told(type);
            var (from, field) = Find(without, path);
            var held = from[field]!;
            from.Remove(field);
            yield return ($"without {path}", without);
            foreach (var value in Others(held)) yield return ($"{path} as {value.ToJsonString()[..Math.Min(30, value.ToJsonString().Length)]}", With(path, value));
        }

        JsonObject With(string path, JsonNode value)
        {
            var told = Told(type);
            var (holder, name) = Find(told, path);
            holder[name] = value;
            return told;
        }
    }

    private static IEnumerable<JsonNode> Others(JsonNode held) =>
    [
        "", " ", "nonsense", new string('x', 10_001), new string('x', 201), 0, 7, 1.5, true, false, new JsonObject(), new JsonArray(), new JsonArray("nonsense"), new JsonArray(7),
        .. held.GetValueKind() == System.Text.Json.JsonValueKind.String ? AllWords.Select(word => (JsonNode)word) : [],
    ];

    private static readonly IReadOnlyList<string> AllWords =
    [
        .. Vocabulary<Route>.Words, .. Vocabulary<CertificateLimb>.Words, .. Vocabulary<AccommodationDecision>.Words, .. Vocabulary<AccommodationKind>.Words,
        .. Vocabulary<TransferTo>.Words, .. Vocabulary<CorrectionAction>.Words, .. Vocabulary<RequestOutcome>.Words, .. Vocabulary<Rank>.Words, "W1", "E08000099", "E07000001", "PT3H", "2011-03-02",
    ];

    private static JsonObject Told(string type) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = "e-1",
        ["source"] = "/forces/99/suites/CENTRAL",
        ["type"] = type,
        ["subject"] = "CR-1",
        ["time"] = "2026-06-12T11:00:00Z",
        ["data"] = Examples[type["custody.".Length..]]!["data"]!.DeepClone(),
    };

    private static bool IsTaken(JsonObject told) => Refusal(told) is null;

    private static Refusal? Refusal(JsonObject told) => EnvelopeReader.Read(Encoding.UTF8.GetBytes(told.ToJsonString()), Now).Refusal;

    private static async Task<JsonSchema> Schema()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        return new(JsonNode.Parse(await suite.As().GetStringAsync("/openapi/v1.json"))!);
    }

    private static JsonObject Of(JsonSchema schema, string type) =>
        schema.Component(schema.Component("CustodyEvent")["discriminator"]!["mapping"]![type]!.ToString());

    private static IEnumerable<string> Words(JsonSchema schema, string type, string path)
    {
        var at = Of(schema, type)["allOf"]![1]!["properties"]!["data"]!;
        foreach (var name in path.Split('.')) at = (at["items"] ?? at)["properties"]![name]!;
        return at["enum"]!.AsArray().Select(word => word!.ToString());
    }

    private static IEnumerable<string> Paths(JsonObject of, string under = "")
    {
        foreach (var (name, value) in of)
        {
            yield return under + name;
            // What replaces an entry is looked at when that entry is known.
            if (Inner(value) is { } inner && under + name != "replacement.data")
                foreach (var path in Paths(inner, $"{under}{name}."))
                    yield return path;
        }
    }

    private static (JsonObject Holder, string Name) Find(JsonObject told, string path)
    {
        var (names, holder) = (path.Split('.'), told["data"]!.AsObject());
        foreach (var name in names[..^1]) holder = Inner(holder[name])!;
        return (holder, names[^1]);
    }

    private static JsonObject? Inner(JsonNode? value) => value is JsonArray { Count: > 0 } list ? list[0] as JsonObject : value as JsonObject;
}

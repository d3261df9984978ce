using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodaTime.Text;

namespace CustodyWatch.Tests.Docs;

/// <summary>Whether JSON is what a schema of the OpenAPI document says: as much of JSON Schema as the document uses, and an error of what it does not know.</summary>
internal sealed class JsonSchema(JsonNode document)
{
    /// <summary>A component of the document, or what a reference leads to.</summary>
    public JsonObject Component(string name) => document["components"]!["schemas"]![name.Split('/')[^1]]!.AsObject();

    public bool Takes(JsonNode schema, JsonNode? value) => schema.AsObject().All(keyword => Keeps(schema, keyword.Key, keyword.Value!, value));

    private bool Keeps(JsonNode schema, string keyword, JsonNode rule, JsonNode? value) => keyword switch
    {
        "$ref" => Takes(Component(rule.ToString()), value),
        "type" => rule is JsonArray kinds ? kinds.Any(kind => IsOf(kind!.ToString(), value)) : IsOf(rule.ToString(), value),
        "enum" => rule.AsArray().Any(word => JsonNode.DeepEquals(word, value)),
        "required" => value is not JsonObject fields || rule.AsArray().All(name => fields.ContainsKey(name!.ToString())),
        "properties" => value is not JsonObject fields || rule.AsObject().All(one => !fields.TryGetPropertyValue(one.Key, out var held) || Takes(one.Value!, held)),
        "additionalProperties" => value is not JsonObject fields || fields.Where(one => schema["properties"]?[one.Key] is null)
            .All(one => rule.GetValueKind() != JsonValueKind.False && Takes(rule, one.Value)),
        "items" => value is not JsonArray members || members.All(member => Takes(rule, member)),
        "minItems" => value is not JsonArray members || members.Count >= (int)rule,
        "pattern" => Text(value) is not { } text || Regex.IsMatch(text, rule.ToString()),
        "minLength" => Text(value) is not { } text || text.Length >= (int)rule,
        "maxLength" => Text(value) is not { } text || text.Length <= (int)rule,
        "minimum" => Number(value) is not { } number || number >= (int)rule,
        "maximum" => Number(value) is not { } number || number <= (int)rule,
        "format" => Text(value) is not { } text || IsWritten(rule.ToString(), text),
        "allOf" => rule.AsArray().All(one => Takes(one!, value)),
        "anyOf" => rule.AsArray().Any(one => Takes(one!, value)),
        "oneOf" => rule.AsArray().Count(one => Takes(one!, value)) == 1,
        "if" => !Takes(rule, value) || Takes(schema["then"]!, value),
        "then" or "description" or "default" or "discriminator" => true,
        _ => throw new NotSupportedException(keyword),
    };

    private static bool IsOf(string type, JsonNode? value) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => Text(value) is not null,
        "null" => value is null,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "number" => Number(value) is not null,
        "integer" => Number(value) is { } number && number == decimal.Truncate(number),
        _ => throw new NotSupportedException(type),
    };

    private static bool IsWritten(string format, string text) => format switch
    {
        "date-time" => OffsetDateTimePattern.Rfc3339.Parse(text).Success,
        "date" => LocalDatePattern.Iso.Parse(text).Success,
        "time" => LocalTimePattern.GeneralIso.Parse(text).Success || LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Success,
        "duration" => PeriodPattern.NormalizingIso.Parse(text).Success,
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        _ => throw new NotSupportedException(format),
    };

    private static string? Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static decimal? Number(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number ? decimal.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture) : null;
}

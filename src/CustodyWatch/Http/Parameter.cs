using System.Globalization;
using System.Text.Json.Nodes;
using CustodyWatch.Pace.Custody;
using Microsoft.OpenApi;

namespace CustodyWatch.Http;

/// <summary>One part of a query or an address, as the OpenAPI document says it; said where the address is mapped when it means something of its own there.</summary>
/// <param name="Name">As it is sent.</param>
/// <param name="Description">What it asks for, and what holds when it is left out.</param>
/// <param name="Schema">What may be sent.</param>
/// <param name="Required">Whether the call is refused without.</param>
public sealed record Parameter(string Name, string Description, OpenApiSchema Schema, bool Required = false);

/// <summary>What may be sent in a query, one way of writing each.</summary>
public static class Sent
{
    public static OpenApiSchema Text(int? longest = null) => new() { Type = JsonSchemaType.String, MaxLength = longest };

    /// <summary>One of some words; the usual one when it is left out.</summary>
    public static OpenApiSchema Word(IEnumerable<string> words, string? usual = null) =>
        new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)word)], Default = usual };

    /// <summary>One or more of some words, with commas between.</summary>
    public static OpenApiSchema Words(IEnumerable<string> words) => new() { Type = JsonSchemaType.Array, Items = Word(words) };

    public static OpenApiSchema Number(int least, int? most = null, int? usual = null) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = least.ToString(CultureInfo.InvariantCulture),
        Maximum = most?.ToString(CultureInfo.InvariantCulture),
        Default = usual,
    };

    public static OpenApiSchema Flag() => new() { Type = JsonSchemaType.Boolean, Default = false };

    public static OpenApiSchema Instant() => new() { Type = JsonSchemaType.String, Format = "date-time" };

    /// <summary>An instant, or a date for its local midnight.</summary>
    public static OpenApiSchema InstantOrDate() => new() { AnyOf = [new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" }, Instant()] };

    public static OpenApiSchema Duration(string usual) => new() { Type = JsonSchemaType.String, Format = "duration", Default = usual };
}

/// <summary>The words of which a field of a body is one.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class WordsAttribute(params string[] words) : Attribute
{
    /// <summary>Whether an empty text is taken as well.</summary>
    public bool OrEmpty { get; init; }

    public IReadOnlyList<string> Words => OrEmpty ? [.. words, ""] : words;
}

/// <summary>That a field of a body is one of the words of an enumeration.</summary>
public sealed class WordsOfAttribute<T>() : WordsAttribute([.. Vocabulary<T>.Words]) where T : struct, Enum;

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Http;
using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Log.Refusals;

/// <summary>What a refused event says, however badly it was made, and what is left when it is kept no longer.</summary>
internal static class RefusedContent
{
    private static readonly (string Name, Func<string, bool> IsOne)[] Lasting =
    [
        ("id", text => text.Length is > 0 and <= EnvelopeReader.LongestId), ("source", text => QuarantineRow.SourceKept(text) is not null),
        ("type", text => EventKinds.Parse(text) is not null), ("time", text => Rfc3339.Parse(text) is not null),
    ];

    /// <summary>Every value in it that may be the number or the id of a record.</summary>
    public static IReadOnlyList<string> Texts(ReadOnlySpan<byte> content)
    {
        var texts = new List<string>();
        var reader = Reader(content);
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
                texts.Add(TextOf(ref reader));
        return texts;
    }

    /// <summary>The record that it says itself to be about; several where it names its subject more than once.</summary>
    public static IReadOnlyList<string> Subjects(ReadOnlySpan<byte> content) => Every(content, "subject");

    /// <summary>What it says in an attribute, the last where it says so more than once, however wrong; null where it says nothing there.</summary>
    public static string? Said(ReadOnlySpan<byte> content, string attribute) => Every(content, attribute) is [.., var last] ? last : null;

    private static List<string> Every(ReadOnlySpan<byte> content, string attribute)
    {
        var said = new List<string>();
        var reader = Reader(content);
        while (reader.Read())
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && TextOf(ref reader) == attribute
                && reader.Read() && reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
                said.Add(TextOf(ref reader));
        return said;
    }

    /// <summary>Which event it was: its id, unless that names its record, and its source, type and time, each where it is one.</summary>
    public static byte[] Remains(ReadOnlySpan<byte> content)
    {
        var left = new JsonObject();
        if (JsonFault.In(content) is null && JsonNode.Parse(content) is JsonObject sent)
        {
            var subjects = Subjects(content).Select(subject => subject.Trim()).Where(subject => subject.Length > 0).ToArray();
            foreach (var (name, isOne) in Lasting)
                if (sent[name] is JsonValue value && value.TryGetValue<string>(out var text) && isOne(text)
                    && !subjects.Any(subject => text.Contains(subject, StringComparison.OrdinalIgnoreCase)))
                    left[name] = text;
        }
        return JsonSerializer.SerializeToUtf8Bytes(left);
    }

    /// <summary>Why it was refused, without names of fields that are the sender's own.</summary>
    public static string ProblemLeft(string problem)
    {
        var left = JsonNode.Parse(problem)!.AsObject();
        if (left["errors"] is JsonObject errors)
            foreach (var name in errors.Select(error => error.Key).Where(name => !Attributes.IsOurs(name)).ToArray())
                errors.Remove(name);
        return left.ToJsonString(Json.Options);
    }

    private static Utf8JsonReader Reader(ReadOnlySpan<byte> content) => new(content, new JsonReaderOptions { MaxDepth = Math.Max(1, content.Length) });

    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no text, and so the number of no record.
            return "";
        }
    }
}

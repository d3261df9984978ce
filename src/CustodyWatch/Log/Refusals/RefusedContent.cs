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

    /// <summary>Every value in it that may be the number or the id of a record, once.</summary>
    public static IReadOnlySet<string> Texts(ReadOnlySpan<byte> content)
    {
        var texts = new HashSet<string>();
        var reader = Reader(content);
        while (reader.Read())
            if (IsText(reader))
                texts.Add(TextOf(ref reader).Trim());
        return texts;
    }

    /// <summary>Whether any value in it is one of these, but for blanks around it.</summary>
    public static bool Names(ReadOnlySpan<byte> content, params string[] texts)
    {
        // No text has fewer bytes than letters, and most of what is very much is short: numbers.
        var shortest = texts.Min(text => text.Length);
        var reader = Reader(content);
        while (reader.Read())
            if (IsText(reader) && reader.ValueSpan.Length >= shortest && texts.Contains(TextOf(ref reader).Trim())) return true;
        return false;
    }

    /// <summary>What it says in an attribute, the last where it says so more than once, however wrong; null where it says nothing there.</summary>
    public static string? Said(ReadOnlySpan<byte> content, string attribute)
    {
        string? said = null;
        var reader = Reader(content);
        while (reader.Read())
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && TextOf(ref reader) == attribute && reader.Read() && IsText(reader))
                said = TextOf(ref reader);
        return said;
    }

    /// <summary>The one record of a force that all of it says itself to be about; null where it names none, several, or a suite of another force.</summary>
    public static string? Subject(ReadOnlySpan<byte> content, string force) =>
        Subjects(content) is [{ Length: > 0 } only] && Every(content, "source").All(source => IsOf(force, source)) ? only : null;

    /// <summary>
    /// The records that it says itself to be about: several where it names its subject twice, or holds several events. One that it names by no text
    /// is empty.
    /// </summary>
    public static IReadOnlyList<string> Subjects(ReadOnlySpan<byte> content) => [.. Every(content, "subject").Select(subject => subject.Trim()).Distinct()];

    // At any depth and in letters of any size: what was sent in a wrong way holds its events anywhere.
    private static List<string> Every(ReadOnlySpan<byte> content, string attribute)
    {
        var said = new List<string>();
        var reader = Reader(content);
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.PropertyName && TextOf(ref reader).Equals(attribute, StringComparison.OrdinalIgnoreCase) && reader.Read())
                said.Add(IsText(reader) ? TextOf(ref reader) : "");
        return said;
    }

    private static bool IsText(in Utf8JsonReader reader) => reader.TokenType is JsonTokenType.String or JsonTokenType.Number;

    // One that names no force is of the force of whoever sent it.
    private static bool IsOf(string force, string source) =>
        !source.Contains("/forces/", StringComparison.OrdinalIgnoreCase) || source.Contains($"/forces/{force}/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Which event it was: its id, unless that names its record, and its source, type and time, each where it is one.</summary>
    public static byte[] Remains(ReadOnlySpan<byte> content)
    {
        var left = new JsonObject();
        if (JsonFault.In(content) is null && JsonNode.Parse(content) is JsonObject sent)
        {
            var subjects = Subjects(content).Where(subject => subject.Length > 0).ToArray();
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

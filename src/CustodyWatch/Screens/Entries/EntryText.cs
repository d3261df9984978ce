using System.Text.Json;
using CustodyWatch.Http;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Screens.Entries;

/// <summary>What an entry says, in the words of the form it could have been made on.</summary>
public static class EntryText
{
    public static IEnumerable<(string Label, string Value)> Of(EventKind kind, JsonElement? data, Instant now)
    {
        if (data is not { ValueKind: JsonValueKind.Object } given) yield break;
        foreach (var field in EntryFields.For(kind))
            if (Find(given, field.Path.Split('.')) is { } value && !IsOurId(value) && Say(field, value, now) is { Length: > 0 } said)
                yield return (field.Label.TrimEnd('?'), said);
    }

    // What the program names for itself tells a reader nothing.
    private static bool IsOurId(JsonElement value) => value.ValueKind == JsonValueKind.String && Guid.TryParseExact(value.GetString(), "D", out _);

    private static JsonElement? Find(JsonElement at, ReadOnlySpan<string> path)
    {
        if (path.Length == 0) return at;
        return at.ValueKind switch
        {
            JsonValueKind.Object when at.TryGetProperty(path[0], out var member) => Find(member, path[1..]),
            JsonValueKind.Array when int.TryParse(path[0], out var index) && index < at.GetArrayLength() => Find(at[index], path[1..]),
            _ => null,
        };
    }

    private static string Say(Field field, JsonElement value, Instant now) => value.ValueKind switch
    {
        JsonValueKind.True => "Yes",
        JsonValueKind.False => "No",
        JsonValueKind.Null => "",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(one => Word(field, one.ToString()))),
        JsonValueKind.String when field.Kind == FieldKind.When && Rfc3339.Parse(value.GetString()) is { } at => LondonText.Time(at, now),
        _ => Word(field, value.ToString()),
    };

    private static string Word(Field field, string word) =>
        field.IsAuthority ? Authorities.NameOf(word)
        : field.Path == ArrivalFields.Language ? Words.Language(word)
        : field.Options.FirstOrDefault(option => option.Value == word)?.Text ?? word;
}

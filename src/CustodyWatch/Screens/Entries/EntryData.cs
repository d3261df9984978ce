using System.Globalization;
using System.Text.Json.Nodes;
using CustodyWatch.Http;
using Microsoft.Extensions.Primitives;

namespace CustodyWatch.Screens.Entries;

/// <summary>What was filled in on a form, as the data of an event. What was left empty is left out.</summary>
public static class EntryData
{
    public static JsonObject From(IReadOnlyList<Field> fields, Func<string, StringValues> answer)
    {
        var data = new JsonObject();
        foreach (var field in fields)
            if (Value(field, answer(field.Path)) is { } value)
                Put(data, field.Path.Split('.'), value);
        return data;
    }

    private static JsonNode? Value(Field field, StringValues answers)
    {
        var given = answers.Where(answer => !string.IsNullOrWhiteSpace(answer)).Select(answer => answer!.Trim()).ToArray();
        if (given is not [var first, ..]) return null;
        return field.Kind switch
        {
            FieldKind.Choices => new JsonArray([.. given.Select(word => (JsonNode)word)]),
            FieldKind.YesNo => first == "yes",
            FieldKind.Number => long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : first,
            FieldKind.When => LondonText.FromField(first) is { } at ? Rfc3339.Text(at) : first,
            _ => first,
        };
    }

    // A number in a path is a place in a list. A row left out by the person leaves no gap.
    private static void Put(JsonNode at, ReadOnlySpan<string> path, JsonNode value)
    {
        var last = path.Length == 1;
        if (at is JsonObject parent)
        {
            if (last) parent[path[0]] = value;
            else Put(parent[path[0]] ??= Container(path[1]), path[1..], value);
            return;
        }
        var list = (JsonArray)at;
        var index = Math.Min(int.Parse(path[0], CultureInfo.InvariantCulture), list.Count);
        if (index == list.Count) list.Add(last ? value : Container(path[1]));
        if (!last) Put(list[index]!, path[1..], value);
    }

    private static JsonNode Container(string next) => char.IsAsciiDigit(next[0]) ? new JsonArray() : new JsonObject();
}

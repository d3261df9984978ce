using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Http;
using CustodyWatch.Log;
using Microsoft.Extensions.Primitives;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Screens.Entries;

/// <summary>What was filled in on a form, as the data of an event. What was left empty is left out.</summary>
public static class EntryData
{
    private static readonly DurationPattern HoursAndMinutes = DurationPattern.CreateWithInvariantCulture("H:mm");

    public static JsonObject From(IReadOnlyList<Field> fields, Func<string, StringValues> answer)
    {
        var data = Over([], fields, answer);
        // Something that is needed and of which nothing was filled in is there, empty, so that each missing part of it is named at once.
        foreach (var path in fields.Where(field => field.Required).Select(field => field.Path.Split('.')))
            if (path is [var whole, [not (>= '0' and <= '9'), ..]]) data[whole] ??= new JsonObject();
            else if (path is [var list, "0", _]) data[list] ??= new JsonArray(new JsonObject());
        // A yes or no that was asked and not answered is not a no, which an event that leaves it out may say.
        foreach (var field in fields.Where(field => field is { Required: true, Kind: FieldKind.YesNo } && Value(field, answer(field.Path)) is null))
            Put(data, field.Path.Split('.'), "");
        return data;
    }

    /// <summary>The answers in place of what stood there; whatever the form does not ask about stays as it was.</summary>
    public static JsonObject Over(JsonObject before, IReadOnlyList<Field> fields, Func<string, StringValues> answer)
    {
        var data = (JsonObject)before.DeepClone();
        // A field shows less than was recorded, such as whole minutes: one left alone changes nothing.
        var changed = fields.Where(field => Together(answer(field.Path)) != Together(Answer(before, field)))
            .Select(field => (Path: field.Path.Split('.'), Value: Value(field, answer(field.Path)))).ToArray();
        foreach (var (path, value) in changed)
            if (value is not null)
                Put(data, path, value);
            else
                Blank(data, path);
        // Not before everything is in its place, and from the end: what goes from a list moves whatever stands behind it.
        foreach (var (path, _) in changed.Reverse()) DropEmpty(data, path);
        return data;
    }

    /// <summary>What stands in an event's data, as the answers of its form.</summary>
    public static StringValues Answer(JsonObject data, Field field)
    {
        var at = field.Path.Split('.').Aggregate((JsonNode?)data, Under);
        return at switch
        {
            null => default,
            JsonArray list => list.Select(one => one?.ToString()).ToArray(),
            _ when field.Kind == FieldKind.YesNo => at.GetValueKind() == JsonValueKind.True ? "yes" : "no",
            _ when field.Kind == FieldKind.Length && PeriodPattern.NormalizingIso.Parse(at.ToString()) is { Success: true, Value: { HasDateComponent: false } period } =>
                HoursAndMinutes.Format(period.ToDuration()),
            _ when field.Kind == FieldKind.When && Rfc3339.Parse(at.ToString()) is { } instant => LondonText.Written(instant),
            _ => at.ToString(),
        };
    }

    /// <summary>All that was sent for one field: of a date and time, the zone after it where that was asked for.</summary>
    public static string Together(StringValues sent) => string.Join(' ', sent.Where(part => !string.IsNullOrWhiteSpace(part)));

    /// <summary>Which of these fields holds a time of a night when the clocks change that is not one instant, or one that cannot be meant.</summary>
    /// <param name="fields">The fields of the form.</param>
    /// <param name="answer">What was written in each.</param>
    /// <param name="when">When it happened, as written.</param>
    /// <param name="slip">Why an instant cannot be meant, of the field as a refusal names it; null when it can.</param>
    public static Refusal? Mistimed(
        IEnumerable<Field> fields, Func<string, StringValues> answer, string when, Func<string, Instant, string?> slip)
    {
        var written = fields.Where(field => field.Kind == FieldKind.When).ToDictionary(field => "data." + field.Path, field => Together(answer(field.Path)));
        written["time"] = when;
        var errors = written
            .Select(one => (Name: one.Key, Wrong: NotOneInstant(one.Value) ?? (LondonText.FromField(one.Value) is { } at ? slip(one.Key, at) : null)))
            .Where(one => one.Wrong is not null).ToDictionary(one => one.Name, one => new[] { one.Wrong! });
        return errors.Count == 0 ? null : Refusal.Invalid(errors);
    }

    private static string? NotOneInstant(string written) =>
        LondonText.IsEitherOfTwo(written) ? "comes twice, because the clocks go back that night: choose before or after"
        : LondonText.NeverComes(written) ? "never comes, because the clocks go forward over it"
        : null;

    private static JsonNode? Under(JsonNode? at, string step) => at switch
    {
        JsonObject parent => parent[step],
        JsonArray list when int.TryParse(step, out var index) && index < list.Count => list[index],
        _ => null,
    };

    private static void Blank(JsonObject data, string[] path)
    {
        var at = path[..^1].Aggregate((JsonNode?)data, Under);
        if (at is JsonObject parent) parent.Remove(path[^1]);
        else if (Under(at, path[^1]) is not null) at![int.Parse(path[^1], CultureInfo.InvariantCulture)] = null;
    }

    // An answer taken away takes with it the part it was all of: an officer with neither number nor rank, an offence with no word of it.
    private static void DropEmpty(JsonNode? at, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty) return;
        var under = Under(at, path[0]);
        DropEmpty(under, path[1..]);
        if (under is not (null or JsonObject { Count: 0 } or JsonArray { Count: 0 })) return;
        if (at is JsonObject parent) parent.Remove(path[0]);
        else if (at is JsonArray list && int.Parse(path[0], CultureInfo.InvariantCulture) is var index && index < list.Count) list.RemoveAt(index);
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
            FieldKind.Length => HoursAndMinutes.Parse(first) is { Success: true, Value: var length }
                ? string.Create(CultureInfo.InvariantCulture, $"PT{(long)length.TotalMinutes}M")
                : first,
            FieldKind.When => LondonText.FromField(Together(given)) is { } at ? Rfc3339.Text(at) : first,
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
        else if (last) list[index] = value;
        if (!last) Put(list[index]!, path[1..], value);
    }

    private static JsonNode Container(string next) => char.IsAsciiDigit(next[0]) ? new JsonArray() : new JsonObject();
}

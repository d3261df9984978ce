using System.Globalization;
using System.Text;
using System.Text.Json;
using CustodyWatch.Pace.Custody.Reading;
using Microsoft.Net.Http.Headers;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>The attributes of an event's envelope, each noted when it is wrong.</summary>
internal readonly struct Attributes(JsonElement envelope, Problems problems)
{
    private static readonly string[] Read =
        ["specversion", "id", "source", "type", "subject", "time", "recordedtime", "recordedby", "medium"];

    /// <summary>Whether a field of an event is one that this program names, or lies in its data.</summary>
    public static bool IsOurs(string path) => path is "event" || path.StartsWith("data", StringComparison.Ordinal) || Read.Contains(path);

    public bool Has(string name) => envelope.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public string? Text(string name, int longest, bool required = true)
    {
        if (!Has(name))
        {
            if (required) problems.Add(name, "is required");
            return null;
        }
        var value = envelope.GetProperty(name);
        return Checked(name, value.ValueKind == JsonValueKind.String ? value.GetString()! : null, longest);
    }

    private string? Checked(string name, string? text, int longest)
    {
        if (WrongText(text, longest, isSeen: name is "id" or "subject") is not { } wrong) return text;
        problems.Add(name, wrong);
        return null;
    }

    /// <summary>Why a text cannot be an id, a number or a name; null when it can.</summary>
    /// <param name="text">What stands there; null where it is no text.</param>
    /// <param name="longest">In characters.</param>
    /// <param name="isSeen">Two that look the same on a board are one child to whoever reads it, and two records to the log.</param>
    public static string? WrongText(string? text, int longest, bool isSeen) => text is null ? "must be text"
        : text.Length == 0 ? "may not be empty"
        : text.EnumerateRunes().Count() > longest ? $"may be at most {longest} characters"
        : text.Any(char.IsControl) || (isSeen && text.EnumerateRunes().Any(IsUnseen)) ? "may hold only characters that can be written"
        : char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) ? "may not begin or end with a space"
        : null;

    private static bool IsUnseen(Rune letter) =>
        Rune.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>A name that may be left out: blanks around it are no part of it, and one with nothing else in it counts as left out.</summary>
    public string? Name(string name, int longest)
    {
        if (!Has(name)) return null;
        var value = envelope.GetProperty(name);
        if (value.ValueKind != JsonValueKind.String)
        {
            problems.Add(name, "must be text");
            return null;
        }
        var text = value.GetString()!.Trim();
        return text.Length == 0 ? null : Checked(name, text, longest);
    }

    public Instant? Instant(string name, bool required)
    {
        if (!Has(name))
        {
            if (required) problems.Add(name, "is required");
            return null;
        }
        var value = envelope.GetProperty(name);
        if (value.ValueKind == JsonValueKind.String && Rfc3339.TryInstant(Encoding.UTF8.GetBytes(value.GetString()!), out var instant))
            return instant;
        problems.Add(name, "must be an instant with an offset, such as 2026-06-10T19:52:00+01:00");
        return null;
    }

    /// <summary>Notes what no CloudEvent may carry beside the attributes that are read.</summary>
    public void CheckOthers()
    {
        foreach (var attribute in envelope.EnumerateObject())
        {
            var (name, value) = (attribute.Name, attribute.Value);
            if (name is "data" or "data_base64" || value.ValueKind == JsonValueKind.Null) continue;
            if (!name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)))
                problems.Add(name, "is not the name of an attribute: it may hold only a to z and 0 to 9");
            else if (!Read.Contains(name) && WrongValue(name, value) is { } wrong)
                problems.Add(name, wrong);
        }
    }

    private static string? WrongValue(string name, JsonElement value) => name switch
    {
        "datacontenttype" => IsJson(value) ? null : "must be application/json",
        "dataschema" => value.ValueKind == JsonValueKind.String && Uri.TryCreate(value.GetString(), UriKind.Absolute, out _)
            ? null : "must be an absolute URI",
        _ => value.ValueKind is JsonValueKind.String or JsonValueKind.True or JsonValueKind.False
            || (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _))
            ? null : "must be text, a whole number, true or false",
    };

    private static bool IsJson(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && MediaTypeHeaderValue.TryParse(value.GetString(), out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));
}

using System.Text;
using System.Text.Json;
using CustodyWatch.Pace.Custody.Reading;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>The attributes of an event's envelope, each noted when it is wrong.</summary>
internal readonly struct Attributes(JsonElement envelope, Problems problems)
{
    public bool Has(string name) => envelope.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public string? Text(string name, int longest, bool required = true)
    {
        if (!Has(name))
        {
            if (required) problems.Add(name, "is required");
            return null;
        }
        var value = envelope.GetProperty(name);
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
        var wrong = text is null ? "must be text"
            : text.Length == 0 ? "may not be empty"
            : text.EnumerateRunes().Count() > longest ? $"may be at most {longest} characters"
            : text.Any(char.IsControl) ? "may hold only characters that can be written"
            : char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) ? "may not begin or end with a space"
            : null;
        if (wrong is null) return text;
        problems.Add(name, wrong);
        return null;
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
}

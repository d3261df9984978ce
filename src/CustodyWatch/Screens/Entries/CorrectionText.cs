using System.Text.Json;
using CustodyWatch.Http;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Screens.Entries;

/// <summary>What a correction says, in the words of its form.</summary>
public static class CorrectionText
{
    /// <param name="data">The data of the correction.</param>
    /// <param name="kind">Of what it puts right; null when that is not known.</param>
    /// <param name="now">From when it is read.</param>
    public static string Of(JsonElement data, EventKind? kind, Instant now)
    {
        // What is only taken back may still carry a replacement, usually null.
        var put = Text(data, "action") == CorrectionForm.Replace ? Part(data, "replacement") : null;
        var when = Rfc3339.Parse(Text(put, "time")) is { } at ? $" Really {LondonText.Time(at, now)}." : "";
        var reads = kind is not { } known ? "" : string.Concat(EntryText.Of(known, Part(put, "data"), now).Select(line => $" {line.Label}: {line.Value}."));
        var reason = Text(data, "reason") ?? "";
        return when.Length + reads.Length == 0 ? reason : $"{reason}{(reason is "" or [.., '.' or '!' or '?'] ? "" : ".")} Now reads:{when}{reads}";
    }

    private static JsonElement? Part(JsonElement? whole, string name) =>
        whole is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var part) ? part : null;

    private static string? Text(JsonElement? whole, string name) => Part(whole, name)?.ToString();
}

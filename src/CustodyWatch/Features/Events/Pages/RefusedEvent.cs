using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CustodyWatch.Http;
using CustodyWatch.Log.Refusals;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens.Entries;
using NodaTime;

namespace CustodyWatch.Features.Events.Pages;

/// <summary>One refused event on its page, with the form as it was sent.</summary>
public sealed record RefusedEvent
{
    private static readonly JsonSerializerOptions Spread = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required QuarantineItem Item { get; init; }
    public required string PostedBy { get; init; }
    public required Instant Now { get; init; }
    public required string Content { get; init; }
    public string Reason { get; init; } = "";

    /// <summary>When it was readmitted or discarded, by whom and why; null while it is held.</summary>
    public (Instant At, string By, string Why)? Decided { get; init; }

    /// <summary>Whether what it said is kept no longer.</summary>
    public bool IsEmptied { get; init; }

    public EntryErrors Errors { get; init; } = EntryErrors.None;

    public bool IsHeld => Item.State == QuarantineRow.Held;

    public static RefusedEvent Of(QuarantineRow row, Instant now) => new()
    {
        Item = QuarantineItem.Of(row),
        PostedBy = row.PostedBy,
        Now = now,
        Content = Shown(row),
        IsEmptied = row.Emptied is not null,
        Decided = row is { Decided: { } at, DecidedBy: { } by } ? (at, by, row.Reason?.Text ?? "") : null,
    };

    public bool IsUntouched(QuarantineRow row) =>
        Content.ReplaceLineEndings("\n").Trim() == Shown(row).ReplaceLineEndings("\n").Trim();

    private static string Shown(QuarantineRow row) => JsonFault.In(row.Content.Bytes) is null
        ? JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(row.Content.Bytes), Spread)
        : Encoding.UTF8.GetString(row.Content.Bytes);

    /// <summary>Why it was refused, a sentence for each field.</summary>
    public static IEnumerable<string> Problems(QuarantineItem item)
    {
        if (item.Problem.ValueKind == JsonValueKind.Object && item.Problem.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object)
            foreach (var error in errors.EnumerateObject())
                yield return $"{error.Name} {string.Join(" and ", error.Value.EnumerateArray().Select(one => one.ToString()))}";
        else if (item.Problem.ValueKind == JsonValueKind.Object && item.Problem.TryGetProperty("title", out var title))
            yield return title.ToString();
    }

    public static string Type(QuarantineItem item) =>
        item.Event.ValueKind == JsonValueKind.Object && item.Event.TryGetProperty("type", out var type)
            ? EventKinds.Parse(type.ToString()) is { } kind ? EventTitles.Of(kind) : type.ToString()
            : "Not an event";

    public static string Subject(QuarantineItem item) =>
        item.Event.ValueKind == JsonValueKind.Object && item.Event.TryGetProperty("subject", out var subject) ? subject.ToString() : "";
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CustodyWatch.Http;
using CustodyWatch.Log.Refusals;
using CustodyWatch.Screens.Entries;
using NodaTime;

namespace CustodyWatch.Features.Events.Pages;

/// <summary>One refused event on its page, with the form as it was sent.</summary>
public sealed record RefusedEvent
{
    private static readonly JsonSerializerOptions Spread = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required RefusedLine Line { get; init; }
    public required string PostedBy { get; init; }
    public required Instant Now { get; init; }
    public required string Content { get; init; }
    public string Reason { get; init; } = "";

    /// <summary>When it was readmitted or discarded, by whom and why; null while it is held.</summary>
    public (Instant At, string By, string Why)? Decided { get; init; }

    /// <summary>Whether what it said is kept no longer.</summary>
    public bool IsEmptied { get; init; }

    public EntryErrors Errors { get; init; } = EntryErrors.None;

    public bool IsHeld => Line.State == QuarantineRow.Held;

    public static RefusedEvent Of(QuarantineRow row, Instant now) => new()
    {
        Line = RefusedLine.Of(row),
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
}

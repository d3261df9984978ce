using System.Text.Json;
using CustodyWatch.Log;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Detentions;

/// <summary>Everything on a record in order of occurrence.</summary>
public sealed record TimelineAnswer(IReadOnlyList<TimelineItem> Items)
{
    public static async Task<TimelineAnswer> Read(Database database, string id, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var rows = await EventRow.OfRecord(connection, id);
        var entries = rows.Select(row => (Row: row, Event: row.ToEvent())).OrderBy(entry => entry.Event).ToArray();
        var events = entries.Select(entry => entry.Event).ToArray();
        return new([.. entries.Select(entry => TimelineItem.Of(entry.Row, Corrections.InForce(entry.Event, events)))]);
    }
}

/// <summary>One entry of a record.</summary>
public sealed record TimelineItem(
    string Kind,
    string? EventId,
    string? Source,
    string Type,
    Instant Occurred,
    Instant? Recorded,
    Instant? Received,
    string? RecordedBy,
    string? Medium,
    bool LateEntry,
    string? Corrected,
    JsonElement? Data)
{
    private static readonly Duration InGoodTime = Duration.FromMinutes(10);

    public static TimelineItem Of(EventRow row, Corrected? correction) => new(
        "event", row.EventId, row.Source, row.Type, row.Occurred, row.Recorded, row.Received, row.RecordedBy, row.Medium,
        row.Recorded - row.Occurred > InGoodTime,
        correction?.Action switch
        {
            CorrectionAction.Retract => "retracted",
            CorrectionAction.Replace => "replaced",
            _ => null,
        },
        DataOf(row));

    private static JsonElement? DataOf(EventRow row)
    {
        using var document = JsonDocument.Parse(row.Content);
        return document.RootElement.TryGetProperty("data", out var data) ? data.Clone() : null;
    }
}

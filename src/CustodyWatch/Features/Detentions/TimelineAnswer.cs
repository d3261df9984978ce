using System.Text.Json;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using NodaTime;

namespace CustodyWatch.Features.Detentions;

/// <summary>Everything on a record in order of occurrence: what was entered, and the alerts it gave.</summary>
public sealed record TimelineAnswer(IReadOnlyList<TimelineItem> Items)
{
    public static Task<TimelineAnswer> Read(Database database, string id, CancellationToken cancel) => database.Read(
        async (connection, transaction) =>
        {
            var rows = await EventRow.OfRecord(connection, id, transaction);
            var entries = rows.Select(row => (Row: row, Event: row.ToEvent())).OrderBy(entry => entry.Event).ToArray();
            var events = entries.Select(entry => entry.Event).ToArray();
            var told = entries.Select(entry => TimelineItem.Of(entry.Row, Corrections.InForce(entry.Event, events)));
            var alerts = (await AlertRow.OfSubject(connection, id, transaction))
                .OrderBy(alert => alert.StepAt).ThenBy(alert => alert.StepRank).Select(TimelineItem.Of);
            return new TimelineAnswer([.. told.Concat(alerts).OrderBy(item => item.Occurred)]);
        },
        cancel);
}

/// <summary>One entry of a record, or one alert about it.</summary>
/// <param name="EventId">The event's own id; of an alert, the alert's.</param>
/// <param name="Type">The event's type; of an alert, the clock it is about.</param>
/// <param name="Occurred">When it happened; of an alert, when it was raised.</param>
public sealed record TimelineItem(
    string Kind,
    string EventId,
    string? Source,
    string Type,
    Instant Occurred,
    Instant? Recorded,
    Instant Received,
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

    public static TimelineItem Of(AlertRow alert) => new(
        "alert", alert.Id, null, alert.Clock, alert.RaisedAt, null, alert.RaisedAt, null, null, false, null,
        JsonSerializer.SerializeToElement(
            new
            {
                alert.Sequence,
                alert.Clock,
                alert.ClockSequence,
                alert.Step,
                alert.Severity,
                alert.DueAt,
                alert.Title,
                alert.Text,
                alert.Reason,
                alert.State,
                alert.AcknowledgedBy,
                alert.AcknowledgedAt,
                alert.ResolvedAt,
            },
            Json.Options));

    private static JsonElement? DataOf(EventRow row)
    {
        using var document = JsonDocument.Parse(row.Content.Bytes);
        return document.RootElement.TryGetProperty("data", out var data) ? data.Clone() : null;
    }
}

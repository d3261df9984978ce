using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Detentions;

/// <summary>Everything on a record in order of occurrence: what was entered, and the alerts it gave.</summary>
/// <param name="Items">The entries and alerts.</param>
/// <param name="Next">Where to go on, where only a part was asked for.</param>
public sealed record TimelineAnswer(IReadOnlyList<TimelineItem> Items, string? Next = null)
{
    /// <summary>The part of it that is asked for.</summary>
    public TimelineAnswer Part(Paging paging)
    {
        var left = paging.Text is { } last ? Items.SkipWhile(item => Place(item) != last).Skip(1) : Items;
        var page = paging.Of([.. left.Take(paging.Limit + 1)], item => item, Place);
        return new(page.Items, page.Next);

        static string Place(TimelineItem item) => $"{item.Kind} {item.Source} {item.EventId}";
    }


    public static Task<TimelineAnswer> Read(Database database, string id, CancellationToken cancel) => database.Read(
        async (connection, transaction) =>
        {
            var rows = await EventRow.OfRecord(connection, id, transaction);
            var entries = rows.Select(row => (Row: row, Event: row.ToEvent())).OrderBy(entry => entry.Event).ToArray();
            var corrected = Corrections.InForce([.. entries.Select(entry => entry.Event)]);
            var readmitted = rows.Any(row => row.ByFeed is not true) ? await ReadmittedAt(connection, transaction, id) : [];
            var told = entries.Select(entry => TimelineItem.Of(
                entry.Row, corrected.GetValueOrDefault((entry.Event.Source, entry.Event.Id)), readmitted.Contains((entry.Row.PostedBy, entry.Row.Received)) ? entry.Row.PostedBy : null));
            var alerts = (await AlertRow.OfSubject(connection, id, transaction))
                .OrderBy(alert => alert.StepAt).ThenBy(alert => alert.StepRank).Select(TimelineItem.Of);
            return new TimelineAnswer([.. told.Concat(alerts).OrderBy(item => item.Occurred)]);
        },
        cancel);

    // An administrator enters nothing of their own: what the access log has them enter on a record came out of quarantine.
    private const string SelectReadmitted = """
        SELECT user_id, at FROM access_log WHERE subject = @id AND role = 'administrator' AND action IN ('collection', 'alteration')
        """;

    private static async Task<HashSet<(string By, Instant At)>> ReadmittedAt(DbConnection connection, DbTransaction transaction, string id) =>
        [.. (await connection.QueryAsync<AccessRow>(SelectReadmitted, new { id }, transaction)).Select(row => (row.UserId, row.At))];
}

/// <summary>One entry of a record, or one alert about it.</summary>
/// <param name="EventId">The event's own id; of an alert, the alert's.</param>
/// <param name="Type">The event's type; of an alert, the clock it is about.</param>
/// <param name="Occurred">When it happened; of an alert, when it was raised.</param>
/// <param name="ReadmittedBy">The administrator who let it in after it had been refused; left out of all others.</param>
/// <param name="SentBy">The person who sent it, where it says that somebody else entered it, or nobody; left out of all others.</param>
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
    JsonElement? Data,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ReadmittedBy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SentBy = null)
{
    public static TimelineItem Of(EventRow row, Corrected? correction, string? readmittedBy) => new(
        "event", row.EventId, row.Source, row.Type, row.Occurred, row.Recorded, row.Received, row.RecordedBy, row.Medium,
        row.Recorded - row.Occurred > EntryMark.LateAfter,
        correction?.Action switch
        {
            CorrectionAction.Retract => "retracted",
            CorrectionAction.Replace => "replaced",
            _ => null,
        },
        DataOf(row), readmittedBy, readmittedBy is null ? row.SentBy : null);

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
                alert.StepAt,
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
        return document.RootElement.TryGetProperty("data", out var data) && data.ValueKind != JsonValueKind.Null ? data.Clone() : null;
    }
}

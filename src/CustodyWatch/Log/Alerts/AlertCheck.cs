using System.Data.Common;
using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Log.Proof;
using Dapper;

namespace CustodyWatch.Log.Alerts;

/// <summary>Holds each alert, as it stands, against its entries, which the chain seals.</summary>
internal static class AlertCheck
{
    // An alert is in the stretch that its latest entry is in. One about a handover says which after "handover/", of its own suite.
    private const string SelectStretch = """
        SELECT a.id, a.sequence, a.subject, a.detention_id, a.custody_record_number, a.force, a.suite, a.raised_at, a.due_at, a.title, a.text, a.reason,
            a.state, a.acknowledged_by, a.acknowledged_at, a.resolved_at,
            COALESCE(r.detention_id, h.id) AS id, r.force, r.custody_record_number,
            e.position, e.at, e.state, e.reason, e.user_id, e.due_at, e.text, e.title
        FROM alerts a
        LEFT JOIN records r ON r.detention_id = a.detention_id
        LEFT JOIN handovers h ON a.clock = @handover AND h.id = SUBSTRING(a.subject, 10, 100) AND h.force = a.force AND h.suite = a.suite
        LEFT JOIN alert_entries e ON e.alert_id = a.id AND e.position > 0 AND e.position <= @head
        WHERE a.sequence > @after AND a.sequence <= @upTo
        ORDER BY a.sequence, e.position
        """;

    /// <summary>The first alert whose latest entry is in a stretch and that does not stand as its entries, up to the head of the chain, say.</summary>
    public static async Task<BrokenLink?> FirstUnlike(DbConnection connection, DbTransaction transaction, long after, long upTo, long head)
    {
        var asked = new { after, upTo, head, handover = SuiteAlert.HandoverWaiting.Clock };
        var rows = await connection.QueryAsync<AlertRow, Behind?, AlertEntryRow?, (AlertRow Alert, Behind? Behind, AlertEntryRow? Entry)>(
            SelectStretch, (alert, behind, entry) => (alert, behind, entry), asked, transaction, splitOn: "id,position");
        foreach (var one in rows.GroupBy(row => row.Alert.Id))
            if (Fault(one.First().Alert, one.First().Behind, [.. one.Select(row => row.Entry).OfType<AlertEntryRow>()]) is { } reason)
                return new(one.First().Alert.Sequence, Chain.WholeAlert, reason);
        return null;
    }

    private static string? Fault(AlertRow alert, Behind? behind, IReadOnlyList<AlertEntryRow> entries)
    {
        if (entries.Count == 0) return $"A row was added to alerts, {alert.Id}: no link of the chain stands for it.";
        var told = new AlertRow();
        foreach (var (place, entry) in entries.Index()) told = told.After(entry, isNew: place == 0);
        // Of one closed more than once a version before wrote when it was last closed, and not when first.
        var resolvedAt = told.ResolvedAt is not null && alert.ResolvedAt == entries[^1].At ? alert.ResolvedAt : told.ResolvedAt;
        string[] unlike =
        [
            .. Unlike("sequence", alert.Sequence, told.Sequence), .. Unlike("state", alert.State, told.State), .. Unlike("reason", alert.Reason, told.Reason),
            .. Unlike("title", alert.Title, entries[^1].Title ?? alert.Title),
            .. Unlike("text", alert.Text, told.Text), .. Unlike("due_at", alert.DueAt, told.DueAt), .. Unlike("raised_at", alert.RaisedAt, told.RaisedAt),
            .. Unlike("acknowledged_by", alert.AcknowledgedBy, told.AcknowledgedBy), .. Unlike("acknowledged_at", alert.AcknowledgedAt, told.AcknowledgedAt),
            .. Unlike("resolved_at", alert.ResolvedAt, resolvedAt),
            // Its subject is sealed in every link, and so is the number of its record.
            .. Unlike("detention_id", SubjectOf(alert, behind), alert.Subject),
            .. Unlike("custody_record_number", alert.CustodyRecordNumber, behind?.CustodyRecordNumber),
            .. Unlike("force", alert.Force, alert.DetentionId is null ? alert.Force : behind?.Force),
        ];
        return unlike.Length == 0 ? null : $"The row of alerts {alert.Id} has been altered: its entries say otherwise of {string.Join(", ", unlike)}.";
    }

    private static string SubjectOf(AlertRow alert, Behind? behind) =>
        alert.DetentionId ?? (behind is null ? new SuiteCode(alert.Force, alert.Suite).ToString() : HandoverRow.SubjectOf(behind.Id));

    private static string[] Unlike<T>(string column, T stands, T told) => EqualityComparer<T>.Default.Equals(stands, told) ? [] : [column];

    /// <summary>The record or the handover that an alert is about.</summary>
    private sealed record Behind
    {
        public string Id { get; init; } = "";
        public string? Force { get; init; }
        public string? CustodyRecordNumber { get; init; }
    }
}

using System.Data.Common;
using CustodyWatch.Access;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Projections;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>A change of shift, offered by one person to another by name.</summary>
public sealed record HandoverRow
{
    public string Id { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public string FromUser { get; init; } = "";
    public string ToUser { get; init; } = "";
    public Instant OfferedAt { get; init; }
    public string? AcceptedBy { get; init; }
    public Instant? AcceptedAt { get; init; }

    private const string Columns = "id, force, suite, from_user, to_user, offered_at, accepted_by, accepted_at";

    /// <summary>
    /// Whether an offer <c>h</c> of a statement still waits: a later one of its suite ends it, whoever made that, and so does a suite
    /// that was taken over since.
    /// </summary>
    private const string Waits = """
        h.accepted_at IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM handovers l
            WHERE l.force = h.force AND l.suite = h.suite AND l.offered_at >= h.offered_at AND (l.offered_at > h.offered_at OR l.id > h.id))
        AND NOT EXISTS (SELECT 1 FROM handovers t WHERE t.force = h.force AND t.suite = h.suite AND t.accepted_at > h.offered_at)
        """;

    private const string InsertRow = $"""
        INSERT INTO handovers ({Columns})
        VALUES (@Id, @Force, @Suite, @FromUser, @ToUser, @OfferedAt, @AcceptedBy, @AcceptedAt)
        """;

    private const string MarkAccepted = $"""
        UPDATE handovers SET accepted_by = @by, accepted_at = @now
        WHERE id IN (SELECT h.id FROM handovers h WHERE h.id = @Id AND {Waits})
        """;

    private const string SelectOne = $"SELECT {Columns} FROM handovers WHERE id = @id";

    private const string SelectOfSuite = $"""
        SELECT {Columns} FROM handovers WHERE force = @Force AND suite = @Suite ORDER BY offered_at DESC, id DESC
        """;

    private const string SelectEveryWaiting = $"SELECT {Columns} FROM handovers h WHERE {Waits}";
    private const string SelectWaiting = $"{SelectEveryWaiting} AND h.force = @Force AND h.suite = @Suite";

    private const string SelectLatest = """
        SELECT MAX(CASE WHEN accepted_at > offered_at THEN accepted_at ELSE offered_at END) FROM handovers WHERE force = @Force AND suite = @Suite
        HAVING COUNT(*) > 0
        """;

    /// <summary>The offer of a suite that waits to be accepted: at most one does.</summary>
    public static Task<HandoverRow?> Waiting(DbConnection connection, SuiteCode suite, DbTransaction? transaction = null) =>
        connection.QuerySingleOrDefaultAsync<HandoverRow>(SelectWaiting, new { suite.Force, suite.Suite }, transaction);

    /// <summary>The offers of every suite that wait to be accepted.</summary>
    public static Task<IEnumerable<HandoverRow>> EveryWaiting(DbConnection connection, DbTransaction transaction) =>
        connection.QueryAsync<HandoverRow>(SelectEveryWaiting, transaction: transaction);

    /// <summary>What an alert about a handover says it is about.</summary>
    public static string SubjectOf(string id) => "handover/" + id;

    /// <summary>When the suite was last offered or accepted.</summary>
    public static Task<Instant?> LatestAt(DbConnection connection, DbTransaction transaction, SuiteCode suite) =>
        connection.QuerySingleOrDefaultAsync<Instant?>(SelectLatest, new { suite.Force, suite.Suite }, transaction);

    /// <summary>A suite's handovers, the latest first.</summary>
    public static async Task<IReadOnlyList<HandoverRow>> Latest(DbConnection connection, string first, SuiteCode suite, int take) =>
        (await connection.QueryAsync<HandoverRow>($"{SelectOfSuite} {first}", new { suite.Force, suite.Suite, take })).AsList();

    public Task Insert(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(InsertRow, this, transaction);

    /// <summary>Accepts it, if it still waits.</summary>
    public Task Accept(DbConnection connection, DbTransaction transaction, string by, Instant now) =>
        connection.ExecuteAsync(MarkAccepted, new { Id, by, now }, transaction);

    public static Task<HandoverRow?> Find(DbConnection connection, string id, DbTransaction? transaction = null) =>
        connection.QuerySingleOrDefaultAsync<HandoverRow>(SelectOne, new { id }, transaction);
}

/// <summary>One open child or open alert that passes.</summary>
public sealed record HandoverItemRow
{
    public const string Detention = "detention", Alert = "alert";

    public string Kind { get; init; } = "";
    public string Reference { get; init; } = "";
    public string? CustodyRecordNumber { get; init; }

    // What waits for somebody in the suite at this moment and is not in it yet, in one statement each, so that nothing slips between.
    private const string InsertDetentions = $"""
        INSERT INTO handover_items (handover_id, kind, reference, custody_record_number)
        SELECT @handoverId, 'detention', d.id, d.custody_record_number FROM ({DetentionRow.HeldIds}) held CROSS JOIN detentions d
        WHERE d.id = held.held_id AND d.force = @Force AND d.suite = @Suite
            AND d.id NOT IN (SELECT reference FROM handover_items WHERE handover_id = @handoverId AND kind = 'detention')
        """;

    private const string InsertAlerts = $"""
        INSERT INTO handover_items (handover_id, kind, reference, custody_record_number)
        SELECT @handoverId, 'alert', id, custody_record_number FROM alerts
        WHERE force = @Force AND suite = @Suite AND {AlertRow.Standing}
            AND id NOT IN (SELECT reference FROM handover_items WHERE handover_id = @handoverId AND kind = 'alert')
        """;

    private const string SelectItems = """
        SELECT kind, reference, custody_record_number FROM handover_items
        WHERE handover_id = @handoverId ORDER BY kind, reference
        """;

    public static async Task Fill(DbConnection connection, DbTransaction transaction, HandoverRow handover, Instant now)
    {
        var filled = new { handoverId = handover.Id, handover.Force, handover.Suite, now };
        await connection.ExecuteAsync(InsertDetentions, filled, transaction);
        await connection.ExecuteAsync(InsertAlerts, filled, transaction);
    }

    public static async Task<IReadOnlyList<HandoverItemRow>> Of(DbConnection connection, DbTransaction transaction, string handoverId) =>
        (await connection.QueryAsync<HandoverItemRow>(SelectItems, new { handoverId }, transaction)).AsList();
}

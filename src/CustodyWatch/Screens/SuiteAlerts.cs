using CustodyWatch.Access;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using Dapper;
using NodaTime;

namespace CustodyWatch.Screens;

/// <summary>
/// The alerts of one suite or force that somebody still has to see to, each at the rung it has climbed to, and how far the feed
/// of all alerts had come.
/// </summary>
public sealed record SuiteAlerts(IReadOnlyList<AlertView> Live, long Sequence)
{
    // One line a broken duty: whoever acknowledges how far it has climbed has seen the rungs below.
    private const string SelectLive = $"""
        SELECT {AlertView.Columns}
        FROM (SELECT {AlertView.Columns}, sequence, ROW_NUMBER() OVER (
                PARTITION BY subject, clock, clock_sequence ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, sequence DESC) AS rung
            FROM alerts
            WHERE force = @force AND (@suite IS NULL OR suite = @suite) AND state IN ('open', 'acknowledged')) live
        WHERE rung = 1
        ORDER BY sequence
        """;

    private const string SelectSequence = "SELECT COALESCE(MAX(sequence), 0) FROM alerts";

    private const string SelectThen = """
        SELECT id, detention_id, custody_record_number, force, suite, clock, clock_sequence, step, severity, title, text, raised_at,
            acknowledged_by, acknowledged_at, CASE WHEN acknowledged_at <= @past THEN 'acknowledged' ELSE 'open' END AS state
        FROM (SELECT a.*, ROW_NUMBER() OVER (
                PARTITION BY clock, clock_sequence ORDER BY CASE WHEN acknowledged_at <= @past THEN 1 ELSE 0 END, sequence DESC) AS rung
            FROM alerts a
            WHERE subject = @detentionId AND state <> 'muted' AND raised_at <= @past AND (resolved_at IS NULL OR resolved_at > @past)) standing
        WHERE rung = 1
        ORDER BY sequence
        """;

    /// <summary>The alerts about a child that somebody still had to see to at a past instant.</summary>
    public static async Task<IReadOnlyList<AlertView>> Then(System.Data.Common.DbConnection connection, string detentionId, Instant past) =>
        (await connection.QueryAsync<AlertView>(SelectThen, new { detentionId, past })).AsList();

    /// <summary>How far the feed of all alerts has come.</summary>
    public static async Task<long> SequenceNow(Database database, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await connection.ExecuteScalarAsync<long>(SelectSequence);
    }

    public static Task<SuiteAlerts> Read(Database database, SuiteCode suite, CancellationToken cancel) =>
        Read(database, suite.Force, suite.Suite, cancel);

    public static Task<SuiteAlerts> OfForce(Database database, string force, CancellationToken cancel) =>
        Read(database, force, null, cancel);

    private static async Task<SuiteAlerts> Read(Database database, string force, string? suite, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var sequence = await connection.ExecuteScalarAsync<long>(SelectSequence);
        var live = (await connection.QueryAsync<AlertView>(SelectLive, new { force, suite })).AsList();
        if (!live.Exists(alert => alert.IsHushed)) return new(live, sequence);
        // Whether it has ended is for the timers to say: an alert that still stands silenced names the silence that ends last.
        var silences = await SilenceRow.InForce(connection, force, suite, NodaConstants.UnixEpoch);
        return new([.. live.Select(alert => alert.IsHushed
            ? alert with { Silence = silences.LastOrDefault(one => one.Covers(alert.DetentionId, alert.Suite, alert.Clock, alert.ClockSequence)) }
            : alert)], sequence);
    }
}

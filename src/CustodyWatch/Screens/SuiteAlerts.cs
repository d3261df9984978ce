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
    // One line a broken duty: whoever acknowledges how far it has climbed has seen the rungs below. The rungs are told apart by what an
    // alert is about alone, and only the highest is read whole.
    private const string SelectLive = $"""
        SELECT {AlertView.Columns}
        FROM alerts JOIN (
            SELECT id AS top_id, ROW_NUMBER() OVER (
                PARTITION BY subject, clock, clock_sequence ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, sequence DESC) AS rung
            FROM alerts
            WHERE
        """;

    private const string Highest = """
         AND state IN ('open', 'acknowledged')) live ON live.top_id = id
        WHERE rung = 1
        ORDER BY sequence
        """;

    // The feed number of an alert grows with everything that happens to it: while the highest stands, nothing has.
    private const string SelectLatest = "SELECT COALESCE(MAX(sequence), 0) FROM alerts WHERE";

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

    /// <summary>The feed number of the last that happened to an alert of a suite, or of a force.</summary>
    public static Task<long> Latest(System.Data.Common.DbConnection connection, string force, string? suite) =>
        connection.ExecuteScalarAsync<long>($"{SelectLatest} {Of(suite)}", new { force, suite });

    /// <param name="kept">What was read before, where it is asked for again and again.</param>
    public static Task<SuiteAlerts> Read(
        Database database, SuiteCode suite, CancellationToken cancel, LastRead<long, IReadOnlyList<AlertView>>? kept = null) =>
        Read(database, suite.Force, suite.Suite, kept, cancel);

    public static Task<SuiteAlerts> OfForce(Database database, string force, CancellationToken cancel) =>
        Read(database, force, null, null, cancel);

    private static async Task<SuiteAlerts> Read(
        Database database, string force, string? suite, LastRead<long, IReadOnlyList<AlertView>>? kept, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var sequence = await connection.ExecuteScalarAsync<long>(SelectSequence);
        var live = await ReadLive(connection, force, suite, kept);
        if (!live.Any(alert => alert.IsHushed)) return new(live, sequence);
        // Whether it has ended is for the timers to say: an alert that still stands silenced names the silence that ends last.
        var silences = await SilenceRow.InForce(connection, force, suite, NodaConstants.UnixEpoch);
        return new([.. live.Select(alert => alert.IsHushed
            ? alert with { Silence = silences.LastOrDefault(one => one.Covers(alert.DetentionId, alert.Suite, alert.Clock, alert.ClockSequence)) }
            : alert)], sequence);
    }

    private static async Task<IReadOnlyList<AlertView>> ReadLive(
        System.Data.Common.DbConnection connection, string force, string? suite, LastRead<long, IReadOnlyList<AlertView>>? kept)
    {
        // Read before the alerts: one that comes between is read again the next time, and never missed.
        var latest = kept is null ? 0 : await Latest(connection, force, suite);
        if (kept?.Find($"{force}/{suite}", latest) is { } before) return before;
        var live = (await connection.QueryAsync<AlertView>($"{SelectLive} {Of(suite)}{Highest}", new { force, suite })).AsList();
        kept?.Keep($"{force}/{suite}", latest, live);
        return live;
    }

    private static string Of(string? suite) => suite is null ? "force = @force" : "force = @force AND suite = @suite";
}

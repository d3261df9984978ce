using CustodyWatch.Access;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Storage;
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
                PARTITION BY subject, clock, clock_sequence ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, step_rank DESC) AS rung
            FROM alerts
            WHERE
        """;

    private const string Highest = $"""
         AND {AlertRow.Standing}) live ON live.top_id = id
        WHERE rung = 1
        ORDER BY sequence
        """;

    // The feed number of an alert grows with everything that happens to it: while the highest stands, nothing has. One that has left
    // for another suite leaves the number behind with which it went.
    private const string SelectLatestOfForce = "SELECT COALESCE(MAX(sequence), 0) FROM alerts WHERE force = @force";

    private const string SelectLatestOfSuite = """
        SELECT COALESCE(MAX(latest), 0) FROM (
            SELECT MAX(sequence) AS latest FROM alerts WHERE force = @force AND suite = @suite
            UNION ALL
            SELECT MAX(position) AS latest FROM alert_entries WHERE left_suite = @suite) happened
        """;

    private const string SelectSequence = "SELECT COALESCE(MAX(sequence), 0) FROM alerts";

    private const string SelectThen = """
        SELECT id, detention_id, custody_record_number, suite, clock, clock_sequence, step, title, text, raised_at, due_at,
            acknowledged_by, acknowledged_at, severity, basis_authority, CASE WHEN acknowledged_at <= @past THEN 'acknowledged' ELSE 'open' END AS state
        FROM (SELECT a.*, ROW_NUMBER() OVER (
                PARTITION BY clock, clock_sequence ORDER BY CASE WHEN acknowledged_at <= @past THEN 1 ELSE 0 END, step_rank DESC) AS rung
            FROM alerts a
            WHERE subject = @detentionId AND state <> 'muted' AND raised_at <= @past AND (resolved_at IS NULL OR resolved_at > @past)) standing
        WHERE rung = 1
        ORDER BY sequence
        """;

    /// <summary>The alerts about a child that somebody still had to see to at a past instant.</summary>
    public static async Task<IReadOnlyList<AlertView>> Then(System.Data.Common.DbConnection connection, string detentionId, Instant past) =>
        (await connection.QueryAsync<AlertView>(SelectThen, new { detentionId, past })).AsList();

    /// <summary>How far the feed of all alerts has come.</summary>
    internal static Asked<long> AskSequence(Reads reads) => reads.Of<long>(SelectSequence, null);

    /// <summary>The feed number of the last that happened to an alert of a suite, or of a force.</summary>
    internal static Asked<long> AskLatest(Reads reads, string force, string? suite) =>
        suite is null ? reads.Of<long>(SelectLatestOfForce, new { force }) : reads.Of<long>(SelectLatestOfSuite, new { force, suite });

    public static Task<SuiteAlerts> Read(Database database, SuiteCode suite, CancellationToken cancel) => Read(database, suite.Force, suite.Suite, cancel);

    public static Task<SuiteAlerts> OfForce(Database database, string force, CancellationToken cancel) => Read(database, force, null, cancel);

    private static async Task<SuiteAlerts> Read(Database database, string force, string? suite, CancellationToken cancel)
    {
        var reads = new Reads();
        var alerts = Ask(reads, force, suite);
        await database.Fetch([reads], cancel);
        return alerts();
    }

    /// <param name="reads">What is going to be read.</param>
    /// <param name="force">Whose alerts.</param>
    /// <param name="suite">Of one suite; null for the whole force.</param>
    /// <param name="kept">What was read before, where it is asked for again and again.</param>
    internal static Func<SuiteAlerts> Ask(Reads reads, string force, string? suite, LastRead<long, IReadOnlyList<AlertView>>? kept = null)
    {
        var name = $"{force}/{suite}";
        // Read before the alerts: one that comes between is read again the next time, and never missed.
        var (sequence, latest) = (AskSequence(reads), AskLatest(reads, force, suite));
        var read = reads.Of<AlertView>($"{SelectLive} {Of(suite)}{Highest}", new { force, suite }, () => Before() is not null);
        var silences = SilenceRow.AskInForce(reads, force, suite, NodaConstants.UnixEpoch, () => !Live().Any(alert => alert.IsHushed));
        return () =>
        {
            kept?.Keep(name, latest.Rows[0], Live());
            return new([.. Live().Select(Whole)], sequence.Rows[0]);
        };

        IReadOnlyList<AlertView>? Before() => kept?.Find(name, latest.Rows[0]);
        IReadOnlyList<AlertView> Live() => Before() ?? read.Rows;

        // Whether it has ended is for the timers to say: an alert that still stands silenced names the silence that ends last.
        AlertView Whole(AlertView alert) => alert.IsHushed
            ? alert with { Silence = silences.Rows.LastOrDefault(one => one.Covers(alert.DetentionId, alert.Suite, alert.Clock, alert.ClockSequence)) }
            : alert;
    }

    private static string Of(string? suite) => suite is null ? "force = @force" : "force = @force AND suite = @suite";
}

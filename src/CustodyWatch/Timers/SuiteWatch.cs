using System.Data.Common;
using CustodyWatch.Access;
using CustodyWatch.Delivery;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Live;
using CustodyWatch.Log;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Storage;
using Dapper;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CustodyWatch.Timers;

/// <summary>
/// Watches the suites that hold a child: that somebody has a live screen, that the records system still speaks, and that a
/// handover is accepted.
/// </summary>
public sealed class SuiteWatch(Database database, IClock clock, IOptions<TimerOptions> options, Presence presence, LiveDelivery delivery, Routing routing)
{
    private static readonly Duration BetweenNotes = Duration.FromMinutes(1);

    // Nodes may differ by so much. What was written further ahead was written before a clock was set back, and is of no time that has come.
    private static readonly Duration Apart = Duration.FromSeconds(45);

    private readonly Lock _lock = new();
    private Instant _started = clock.Now(), _looked = Instant.MinValue, _setBack = Instant.MinValue;
    private Instant _noted = Instant.MinValue;

    /// <summary>
    /// Since when this process watches: before, no screen could be live, nothing received and no timer looked at. Where the machine's clock
    /// is set back it begins to watch anew.
    /// </summary>
    public Instant Started
    {
        get
        {
            lock (_lock) return _started;
        }
    }

    // Whoever is held is looked up one by one, and not looked for among all records.
    private const string SelectHolding = $"""
        SELECT d.force, d.suite, MIN(r.first_received) AS since
        FROM ({DetentionRow.HeldIds}) held
        CROSS JOIN detentions d
        CROSS JOIN records r
        WHERE d.id = held.held_id AND r.detention_id = d.id
        GROUP BY d.force, d.suite
        """;

    private const string SelectLastSent =
        $"SELECT received FROM events WHERE force = @Force AND suite = @Suite AND received <= @ahead AND {EventRow.SentByFeed} ORDER BY received DESC";

    // What was refused was sent all the same.
    private const string SelectLastRefused =
        "SELECT received FROM quarantine WHERE force = @Force AND source = @source AND by_feed = 1 AND received <= @ahead ORDER BY received DESC";

    // What was still to come when the service last looked, and has come since without it.
    private const string SelectFallenDue = """
        SELECT d.force, d.suite, COUNT(*) AS duties, MIN(c.due_at) AS since
        FROM clocks c
        JOIN detentions d ON d.id = c.detention_id
        WHERE d.status = @open AND c.state IN ('running', 'warning') AND c.due_at <= @now
        GROUP BY d.force, d.suite
        """;

    /// <summary>
    /// When the service begins to run again: where very much fell due without it, one alert about the suite says so for all,
    /// before anything else is raised.
    /// </summary>
    public async Task Returned(CancellationToken cancel)
    {
        var now = clock.Now();
        // Nearly always there is none, and then no writer waits for the answer.
        if ((await database.Read((connection, transaction) => Fallen(connection, transaction, now), cancel)).Count == 0) return;
        var told = await database.Write(
            async (connection, transaction) =>
            {
                var alerts = await AlertLog.Begin(connection, transaction, routing, now);
                var live = await SuiteAlert.Live(connection, transaction);
                foreach (var one in await Fallen(connection, transaction, now))
                    if (!live.Any(one.IsBehind))
                        await alerts.Raise(await one.Next(connection, transaction, options.Value.AcknowledgementHolds, now), speaks: true);
                return alerts.Told;
            },
            cancel);
        await delivery.Deliver(told, cancel);
    }

    private async Task<IReadOnlyList<Watched>> Fallen(DbConnection connection, DbTransaction transaction, Instant now) =>
    [
        .. (await connection.QueryAsync<FallenDue>(SelectFallenDue, new { open = DetentionRow.Open, now }, transaction))
            .Where(one => one.Duties >= options.Value.OutageAlerts && one.Since <= now - Duration.FromMinutes(options.Value.OutageMinutes))
            .Select(one => Watched.ServiceDown(new(one.Force, one.Suite), one.Since, now, one.Duties)),
    ];

    /// <summary>Raises and closes what there is, and says when there may next be something; at once, when an outage has ended.</summary>
    public async Task<Instant?> Run(CancellationToken cancel)
    {
        var now = clock.Now();
        SeeWhetherSetBack(now);
        await NoteThatItRuns(now, cancel);
        var findings = await database.Read((connection, transaction) => Find(connection, transaction, now), cancel);
        if (!findings.Any) return findings.Next;
        var told = await database.Write(
            async (connection, transaction) =>
            {
                var alerts = await AlertLog.Begin(connection, transaction, routing, now);
                var found = await Find(connection, transaction, now);
                foreach (var one in found.Raise)
                    await alerts.Raise(await one.Next(connection, transaction, options.Value.AcknowledgementHolds, now), speaks: true);
                foreach (var alert in found.Mended)
                {
                    await alerts.Resolve(alert, AlertDecision.Mended);
                    if (SuiteAlert.Outages.Contains(alert.Clock)) await LookAtMuted(connection, transaction, alert, now);
                }
                foreach (var alert in found.Stale) await alerts.Change(SpeakingAgain(alert), speaks: true);
                return alerts.Told;
            },
            cancel);
        await delivery.Deliver(told, cancel);
        return findings.Mended.Any(alert => SuiteAlert.Outages.Contains(alert.Clock)) ? now : findings.Next;
    }

    private void SeeWhetherSetBack(Instant now)
    {
        lock (_lock)
        {
            if (now + Apart < Instant.Max(_looked, _started)) _started = _setBack = now;
            _looked = now;
        }
    }

    private async Task NoteThatItRuns(Instant now, CancellationToken cancel)
    {
        if (now < _noted + BetweenNotes) return;
        var gap = Duration.FromMinutes(options.Value.OutageMinutes);
        await database.Write((connection, transaction) => ServiceRun.Note(connection, transaction, Started, gap, now), cancel);
        _noted = now;
    }

    // A warning that still stands speaks when the outage ends, each child's by its own look.
    private static async Task LookAtMuted(DbConnection connection, DbTransaction transaction, AlertRow outage, Instant now)
    {
        foreach (var child in await connection.QueryAsync<string>(DetentionRow.SelectOpenOfSuite, new { outage.Force, outage.Suite }, transaction))
            await TimerRow.LookAt(connection, transaction, child, now);
    }

    private async Task<Findings> Find(DbConnection connection, DbTransaction transaction, Instant now)
    {
        var live = await SuiteAlert.Live(connection, transaction);
        var watched = await Watch(connection, transaction, now);
        var overdue = watched.Where(one => one.DueAt <= now).ToArray();
        var mended = live.Where(alert => SettledAt(alert) is { } settled ? settled <= now : !watched.Any(one => one.Upholds(alert, now))).ToArray();
        var standing = live.Except(mended).Where(alert => alert.AcknowledgedAt is not null).ToLookup(alert => StaleAt(alert, now) <= now);
        var ahead = watched.Where(one => one.DueAt > now).Select(one => one.DueAt).Concat(standing[false].Select(alert => StaleAt(alert, now)))
            .Concat(live.Except(mended).Select(SettledAt).OfType<Instant>()).ToArray();
        return new Findings(
            [.. overdue.Where(one => !live.Any(one.IsBehind))], mended, [.. standing[true]], ahead.Length == 0 ? null : ahead.Min());
    }

    private async Task<IReadOnlyList<Watched>> Watch(DbConnection connection, DbTransaction transaction, Instant now)
    {
        var watched = new List<Watched>();
        var seen = await presence.LastSeen(connection, transaction);
        var running = Instant.Max(_setBack, await ServiceRun.Since(connection, transaction, Started));
        var ahead = now + Apart;
        foreach (var held in await connection.QueryAsync<SinceRow>(SelectHolding, new { now }, transaction))
        {
            var suite = new SuiteCode(held.Force, held.Suite);
            var here = held.Since <= ahead ? held.Since : Started;
            Instant? last = seen.TryGetValue(suite, out var at) ? at : null;
            // A screen that was live is so again soon after each start.
            watched.Add(Watched.ScreenDark(suite, Later(Instant.Max(Started, here), last), options.Value) with { Heard = last });
            var sent = await LastSent(connection, transaction, suite, ahead);
            watched.Add(Watched.FeedSilent(suite, Later(Instant.Max(running, here), sent), options.Value) with { Heard = sent });
        }
        foreach (var handover in await HandoverRow.EveryWaiting(connection, transaction))
            watched.Add(Watched.HandoverWaiting(handover, options.Value));
        return watched;
    }

    private async Task<Instant?> LastSent(DbConnection connection, DbTransaction transaction, SuiteCode suite, Instant ahead)
    {
        var asked = new { suite.Force, suite.Suite, source = SourceName.Of(suite), ahead, take = 1 };
        var taken = await connection.QueryFirstOrDefaultAsync<Instant?>($"{SelectLastSent} {database.Dialect.First}", asked, transaction);
        var refused = await connection.QueryFirstOrDefaultAsync<Instant?>($"{SelectLastRefused} {database.Dialect.First}", asked, transaction);
        return taken is { } one ? Later(one, refused) : refused;
    }

    private static Instant StaleAt(AlertRow alert, Instant now) => AlertDecision.StaleAt(alert.AcknowledgedAt, alert.Holds, now)!.Value;

    /// <summary>When an alert about a time that is over has been there long enough to be read; null for any other.</summary>
    private Instant? SettledAt(AlertRow alert) => alert.Clock == SuiteAlert.ServiceDown.Clock
        ? alert.StepAt + Duration.FromMinutes(options.Value.OutageSettleMinutes)
        : null;

    private static Instant Later(Instant one, Instant? other) => other is { } known ? Instant.Max(one, known) : one;

    private static AlertRow SpeakingAgain(AlertRow alert) => alert with
    {
        State = AlertRow.Word(AlertState.Open),
        Reason = AlertDecision.Stale,
        AcknowledgedBy = null,
        AcknowledgedAt = null,
    };

    private sealed record Findings(
        IReadOnlyList<Watched> Raise, IReadOnlyList<AlertRow> Mended, IReadOnlyList<AlertRow> Stale, Instant? Next)
    {
        public bool Any => Raise.Count + Mended.Count + Stale.Count > 0;
    }

    private sealed record FallenDue
    {
        public string Force { get; init; } = "";
        public string Suite { get; init; } = "";
        public long Duties { get; init; }
        public Instant Since { get; init; }
    }

    private sealed record SinceRow
    {
        public string Force { get; init; } = "";
        public string Suite { get; init; } = "";
        public Instant Since { get; init; }
    }
}

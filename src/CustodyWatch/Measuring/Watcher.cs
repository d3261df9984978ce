using System.Data.Common;
using CustodyWatch.Delivery;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Proof;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Measuring;

/// <summary>
/// Reads how things stand every quarter of a minute, and walks the chain: what is new each time, and the whole of it again once
/// a day.
/// </summary>
public sealed partial class Watcher(
    Database database, ChainCheck chain, DailyAnchor anchors, Measures measures, IClock clock, ILogger<Watcher> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private const int WholeChainAfter = 24 * 60 * 4;

    private const string SelectTimer = "SELECT fires_at FROM timers WHERE fires_at <= @now ORDER BY fires_at";
    // Outside the screens a message waits while nothing has come of its latest attempt; one that was given up has its own list.
    private const string SelectDelivery = """
        SELECT created_at FROM deliveries
        WHERE delivered_at IS NULL AND outcome IS NULL AND channel <> 'webhook' AND (not_before IS NULL OR not_before <= @now)
        ORDER BY id
        """;
    private const string SelectWebhook = """
        SELECT created_at FROM deliveries
        WHERE delivered_at IS NULL AND outcome IS NULL AND channel = 'webhook' AND not_before <= @now
        ORDER BY id
        """;
    // What somebody of its audience has seen or acknowledged was called off, and no longer says that it found nobody. What is tried and
    // tried has reached nobody either. Whoever was told before an alert spoke again has not been told of that; whoever
    // is owed a higher step of the same duty is counted with that one.
    private const string CountUndelivered = $"""
        SELECT COUNT(*) FROM alerts a
        WHERE a.state = 'open' AND a.reason <> @hushed
            AND EXISTS (SELECT 1 FROM deliveries d
                WHERE d.alert_id = a.id AND d.channel IN ('text', 'email') AND {DeliveryRow.IsLatest}
                    AND (d.outcome IN ({DeliveryRow.FoundNobody}, '{DeliveryRow.GaveUp}') OR d.outcome LIKE '{DeliveryRow.RefusedBegins}%' OR ({Late.InVain})))
            AND NOT EXISTS (SELECT 1 FROM deliveries d
                WHERE d.alert_id = a.id AND d.channel IN ('text', 'email') AND {DeliveryRow.IsSaidLast}
                    AND (d.delivered_at IS NOT NULL OR d.outcome IN ('{DeliveryRow.Seen}', 'acknowledged')))
        """;
    private const string SelectAlerts = $"""
        SELECT clock, state, COUNT(*) AS count FROM alerts WHERE {AlertRow.Standing} GROUP BY clock, state
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        var walked = ChainLink.Start;
        for (var round = 1; await timer.WaitForNextTickAsync(stoppingToken); round++)
        {
            if (round % WholeChainAfter == 0) walked = ChainLink.Start;
            try
            {
                await Read(stoppingToken);
                walked = await Walk(walked, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                measures.Stand(standing => standing with { Unreadable = true });
                Unreadable(log, exception);
            }
        }
    }

    /// <summary>Reads how things stand now.</summary>
    public async Task Read(CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.Open(cancel);
        var delivery = await Oldest(connection, SelectDelivery, now);
        var webhook = await Oldest(connection, SelectWebhook, now);
        var undelivered = await connection.ExecuteScalarAsync<long>(CountUndelivered, new { hushed = Hush.Reason, since = now - Late.Long });
        var overdue = await Oldest(connection, SelectTimer, now);
        var alerts = (await connection.QueryAsync<AlertCount>(SelectAlerts)).AsList();
        measures.Stand(standing => standing with
        {
            TimersOverdue = overdue,
            DeliveriesWaiting = delivery,
            WebhooksWaiting = webhook,
            AlertsUndelivered = undelivered,
            AlertsOpen = alerts.Where(row => row.State == "open").Sum(row => row.Count),
            ScreensDark = alerts.Where(row => row.Clock == SuiteAlert.ScreenDark.Clock).Sum(row => row.Count),
            FeedsSilent = alerts.Where(row => row.Clock == SuiteAlert.FeedSilent.Clock).Sum(row => row.Count),
            AnchorAge = (now - anchors.Anchored).TotalSeconds,
            AnchorUnposted = anchors.Unposted is { } noted ? (now - noted).TotalSeconds : 0,
            Unreadable = false,
        });
    }

    private async Task<ChainLink> Walk(ChainLink from, CancellationToken cancel)
    {
        var (finding, reached) = await chain.WalkFrom(from, cancel);
        measures.Stand(standing => standing with { ChainBroken = !finding.Intact, ChainLinks = reached.Position });
        if (finding.FirstBroken is { } broken) Broken(log, broken.Position, broken.Reason);
        return reached;
    }

    private async Task<double> Oldest(DbConnection connection, string sql, Instant now) =>
        await connection.QueryFirstOrDefaultAsync<Instant?>($"{sql} {database.Dialect.First}", new { now, take = 1 }) is { } since
            ? (now - since).TotalSeconds
            : 0;

    [LoggerMessage(Level = LogLevel.Error, Message = "How the service stands could not be read.")]
    private static partial void Unreadable(ILogger log, Exception exception);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The chain is broken at {Position}: {Reason}")]
    private static partial void Broken(ILogger log, long position, string reason);

    private sealed record AlertCount
    {
        public string Clock { get; init; } = "";
        public string State { get; init; } = "";
        public long Count { get; init; }
    }
}

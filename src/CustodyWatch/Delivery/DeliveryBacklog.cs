using CustodyWatch.Log.Alerts;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Storage;
using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;

namespace CustodyWatch.Delivery;

/// <summary>
/// Whether what has to reach somebody is told or sent. A provider that holds up texts and emails takes no node out of service: those
/// wait on us only when nobody has begun an attempt for as long as they wait.
/// </summary>
public sealed class DeliveryBacklog(Database database, IClock clock) : IHealthCheck
{
    // An attempt that was begun is on its way, or has left the row of the next one.
    private const string CountLate = $"""
        SELECT COUNT(*) FROM deliveries
        WHERE (channel = '{DeliveryRow.LiveChannel}' AND delivered_at IS NULL AND outcome IS NULL AND created_at <= @before)
            OR (channel <> 'webhook' AND {Late.Unattempted}
                AND NOT EXISTS (SELECT 1 FROM deliveries m
                    WHERE m.channel <> 'webhook' AND m.outcome IS NULL
                        AND (m.attempted_at > @before OR (m.attempted_at IS NULL AND m.attempts > 0 AND m.created_at > @before))))
        """;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Late.Check(database, CountLate, clock.GetCurrentInstant(), "deliveries", cancellationToken);
}

/// <summary>
/// Whether people are reached in time outside the screens. No node is taken out of service for a provider that does not answer, but
/// no heartbeat says that all is well; nor while it answers every attempt and takes none.
/// </summary>
public sealed class MessageBacklog(Database database, IClock clock) : IHealthCheck
{
    // That nothing has come of a message is said before the rest, for the index.
    private const string CountWaiting = $"""
        SELECT COUNT(*) FROM deliveries d
        WHERE d.outcome IS NULL AND d.channel <> 'webhook' AND (({Late.Unattempted}) OR ({Late.InVain}
            AND EXISTS (SELECT 1 FROM alerts a WHERE a.id = d.alert_id AND a.{AlertRow.Standing} AND a.reason <> '{Hush.Reason}'
                AND {DeliveryRow.IsLatest})
            AND NOT EXISTS (SELECT 1 FROM deliveries h
                WHERE h.alert_id = d.alert_id AND h.position = d.position AND h.audience = d.audience
                    AND (h.delivered_at IS NOT NULL OR h.outcome IN ('seen', 'acknowledged')))))
        """;

    // What was given up counts while an audience it was for has nobody, for as long as it would be begun again: of a cycle its highest
    // step. By way of the alerts that stand, however many were given up in years.
    private const string CountGivenUp = $"""
        SELECT COUNT(*) FROM alerts a
        JOIN deliveries d ON d.alert_id = a.id
        WHERE a.{AlertRow.Standing} AND a.reason <> '{Hush.Reason}' AND NULLIF(d.outcome, '') = '{DeliveryRow.NobodyReached}'
            AND {DeliveryRow.IsLatest}
            AND EXISTS (SELECT 1 FROM deliveries g
                WHERE g.alert_id = d.alert_id AND g.position = d.position AND g.audience = d.audience AND g.outcome = '{DeliveryRow.GaveUp}')
            AND EXISTS (SELECT 1 FROM deliveries n
                WHERE n.alert_id = d.alert_id AND n.position = d.position AND NULLIF(n.outcome, '') IN ({DeliveryRow.FoundNobody})
                    AND REPLACE(' ~ ', '~', a.audience) LIKE REPLACE('% ~ %', '~', n.audience))
        """;

    private const string CountLate = $"SELECT ({CountWaiting}) + ({CountGivenUp})";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Late.Check(database, CountLate, clock.GetCurrentInstant(), "texts and emails", cancellationToken);
}

/// <summary>Whether other systems are told in time; as little as a provider does one of them take a node out of service.</summary>
public sealed class WebhookBacklog(Database database, IClock clock) : IHealthCheck
{
    private const string CountLate = $"SELECT COUNT(*) FROM deliveries WHERE channel = 'webhook' AND {Late.Unattempted}";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Late.Check(database, CountLate, clock.GetCurrentInstant(), "webhooks", cancellationToken);
}

internal static class Late
{
    /// <summary>An attempt outside the screens that is not made when it should be, of the rows of a statement; one that was made and failed is none.</summary>
    public const string Unattempted = "outcome IS NULL AND attempted_at IS NULL AND not_before <= @before";

    /// <summary>A message that was first due long ago and is still being tried, of the rows d of a statement.</summary>
    public const string InVain = """
        d.outcome IS NULL AND d.attempts > 0 AND EXISTS (SELECT 1 FROM deliveries f
            WHERE f.alert_id = d.alert_id AND f.message_id = d.message_id AND f.not_before <= @since)
        """;

    /// <summary>How long a message may be tried in vain before that is known outside: the first few attempts are over.</summary>
    public static readonly Duration Long = Duration.FromMinutes(2);

    private static readonly Duration Patience = Duration.FromMinutes(1);

    public static async Task<HealthCheckResult> Check(Database database, string count, Instant now, string what, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var late = await connection.ExecuteScalarAsync<long>(count, new { before = now - Patience, since = now - Long });
        return late == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{late} {what} are late, or have reached nobody.");
    }
}

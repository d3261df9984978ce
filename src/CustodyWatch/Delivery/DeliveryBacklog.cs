using CustodyWatch.Storage;
using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;

namespace CustodyWatch.Delivery;

/// <summary>Whether what has to reach somebody does.</summary>
public sealed class DeliveryBacklog(Database database, IClock clock) : IHealthCheck
{
    // Outside the screens it is a backlog that an attempt is not made when it should be; one that was made and failed is not.
    private const string CountLate = """
        SELECT COUNT(*) FROM deliveries
        WHERE (channel = 'live' AND delivered_at IS NULL AND outcome IS NULL AND created_at <= @before)
            OR (channel <> 'webhook' AND outcome IS NULL AND attempted_at IS NULL AND not_before <= @before)
        """;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Late.Check(database, CountLate, clock.GetCurrentInstant(), "deliveries", cancellationToken);
}

/// <summary>
/// Whether other systems are told in time. No node is taken out of service for one of them that does not answer, but no heartbeat
/// says that all is well.
/// </summary>
public sealed class WebhookBacklog(Database database, IClock clock) : IHealthCheck
{
    private const string CountLate = """
        SELECT COUNT(*) FROM deliveries WHERE channel = 'webhook' AND outcome IS NULL AND attempted_at IS NULL AND not_before <= @before
        """;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Late.Check(database, CountLate, clock.GetCurrentInstant(), "webhooks", cancellationToken);
}

internal static class Late
{
    private static readonly Duration Patience = Duration.FromMinutes(1);

    public static async Task<HealthCheckResult> Check(Database database, string count, Instant now, string what, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var late = await connection.ExecuteScalarAsync<long>(count, new { before = now - Patience });
        return late == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{late} {what} wait for more than a minute.");
    }
}

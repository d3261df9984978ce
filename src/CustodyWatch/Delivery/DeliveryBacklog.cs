using CustodyWatch.Storage;
using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;

namespace CustodyWatch.Delivery;

/// <summary>Whether what has to reach somebody does.</summary>
public sealed class DeliveryBacklog(Database database, IClock clock) : IHealthCheck
{
    private static readonly Duration Patience = Duration.FromMinutes(1);

    // Outside the screens it is a backlog that an attempt is not made when it should be; one that was made and failed is not.
    private const string CountLate = """
        SELECT COUNT(*) FROM deliveries
        WHERE (channel = 'live' AND delivered_at IS NULL AND outcome IS NULL AND created_at <= @before)
            OR (outcome IS NULL AND attempted_at IS NULL AND not_before <= @before)
        """;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.Open(cancellationToken);
        var late = await connection.ExecuteScalarAsync<long>(CountLate, new { before = clock.GetCurrentInstant() - Patience });
        return late == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{late} deliveries wait for more than a minute.");
    }
}

using CustodyWatch.Storage;
using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;

namespace CustodyWatch.Delivery;

/// <summary>Whether what has to reach somebody does.</summary>
public sealed class DeliveryBacklog(Database database, IClock clock) : IHealthCheck
{
    private static readonly Duration Patience = Duration.FromMinutes(1);

    private const string CountLate = "SELECT COUNT(*) FROM deliveries WHERE delivered_at IS NULL AND created_at <= @before";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.Open(cancellationToken);
        var late = await connection.ExecuteScalarAsync<long>(CountLate, new { before = clock.GetCurrentInstant() - Patience });
        return late == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{late} deliveries wait for more than a minute.");
    }
}

using System.Data.Common;
using CustodyWatch.Storage.Sealing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CustodyWatch.Storage;

/// <summary>Whether the records can be read: the database answers, and the keys that open them are here.</summary>
public sealed class DatabaseHealth(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await database.Vault.Read(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (DbException exception)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", exception);
        }
        catch (KeysMissingException exception)
        {
            return HealthCheckResult.Unhealthy("A key that opens the records is not here.", exception);
        }
    }
}

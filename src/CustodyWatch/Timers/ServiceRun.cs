using System.Data.Common;
using Dapper;
using NodaTime;

namespace CustodyWatch.Timers;

/// <summary>
/// Since when the service has run, on whichever node: one that is started again every hour still knows that a records system has
/// said nothing for two.
/// </summary>
internal static class ServiceRun
{
    private const string UpdateRun = """
        UPDATE service_runs
        SET running_since = CASE WHEN seen_at < @gapBefore THEN @started ELSE running_since END, seen_at = @now
        WHERE name = 'service' AND seen_at < @now
        """;

    private const string InsertRun = """
        INSERT INTO service_runs (name, running_since, seen_at)
        SELECT 'service', @started, @now WHERE NOT EXISTS (SELECT 1 FROM service_runs WHERE name = 'service')
        """;

    private const string SelectSince = "SELECT running_since FROM service_runs WHERE name = 'service'";

    /// <summary>Writes down that it runs now.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="started">Since when this process has.</param>
    /// <param name="gap">How long before that nothing may have run for it to count as running on.</param>
    /// <param name="now">Now.</param>
    public static async Task Note(DbConnection connection, DbTransaction transaction, Instant started, Duration gap, Instant now)
    {
        var run = new { started, gapBefore = started - gap, now };
        if (await connection.ExecuteAsync(UpdateRun, run, transaction) == 0) await connection.ExecuteAsync(InsertRun, run, transaction);
    }

    public static async Task<Instant> Since(DbConnection connection, DbTransaction transaction, Instant started) =>
        await connection.QuerySingleOrDefaultAsync<Instant?>(SelectSince, transaction: transaction) is { } since ? Instant.Min(since, started) : started;
}

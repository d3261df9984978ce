using CustodyWatch.Storage;
using Hangfire;
using Hangfire.SqlServer;
using Microsoft.Extensions.Options;

namespace CustodyWatch.Timers;

/// <summary>
/// On SQL Server, a second way in which the timers are looked at: one job in the database that whichever node is free runs. Each
/// node keeps its own wakings and its own sweep as well, because a node that stands still may hold what the others share.
/// </summary>
public sealed partial class SharedSweep(
    Dialect dialect, IServiceScopeFactory services, IOptions<TimerOptions> options, ILogger<SharedSweep> log) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (dialect is not SqlServerDialect { ConnectionString: var connection }) return;
        await Task.Yield();
        try
        {
            var storage = Storage(connection);
            new RecurringJobManager(storage).AddOrUpdate<TimerJob>("timers", job => job.Run(CancellationToken.None), options.Value.Sweep);
            using var server = new BackgroundJobServer(
                new BackgroundJobServerOptions
                {
                    Activator = new ServiceActivator(services),
                    WorkerCount = 1,
                    StopTimeout = Patience,
                    ShutdownTimeout = Patience,
                    ServerTimeout = 6 * Patience,
                    HeartbeatInterval = Patience,
                    ServerCheckInterval = Patience,
                },
                storage);
            await Task.Delay(Timeout.Infinite, stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Nothing is lost: this node goes on by its own wakings and its own sweep.
            NotShared(log, exception);
        }
    }

    /// <summary>Puts Hangfire's own tables in place, for <c>migrate</c>, whose login may.</summary>
    public static void Prepare(SqlServerDialect dialect) => Storage(dialect.ConnectionString);

    private static SqlServerStorage Storage(string connection) => new(connection, new SqlServerStorageOptions
    {
        PrepareSchemaIfNecessary = true,
        SlidingInvisibilityTimeout = 6 * Patience,
        QueuePollInterval = TimeSpan.FromSeconds(1),
        UseRecommendedIsolationLevel = true,
        DisableGlobalLocks = true,
    });

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sweep that nodes share could not be begun; this node looks at the timers by itself.")]
    private static partial void NotShared(ILogger log, Exception exception);
}

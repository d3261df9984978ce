using CustodyWatch.Storage;

namespace CustodyWatch.Log.Projections;

/// <summary>Sees to it, once the service runs, that what an older version made is made anew.</summary>
public sealed partial class RenewalAtStart(Renewal renewal, Database database, ILogger<RenewalAtStart> log) : BackgroundService
{
    // Nodes of the version before may still write on the same database; see ops/upgrade.md.
    private static readonly TimeSpan UntilEveryNodeIsNew = TimeSpan.FromHours(1), SoonAfterTheStart = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(SoonAfterTheStart, stoppingToken);
            if (!await renewal.Look(stoppingToken)) return;
            if (!database.Dialect.SingleWriter) await Task.Delay(UntilEveryNodeIsNew, stoppingToken);
            await renewal.Run(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            NotFinished(log, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Figures of an older version could not be made anew; that goes on at the next start.")]
    private static partial void NotFinished(ILogger log, Exception exception);
}

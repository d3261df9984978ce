namespace CustodyWatch.Storage.Sealing;

/// <summary>Looks each hour whether the ring has gone on to another key, and whether another node has.</summary>
public sealed partial class KeyRenewal(Database database, ILogger<KeyRenewal> log) : BackgroundService
{
    internal static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hours = new PeriodicTimer(Every);
        do
        {
            try
            {
                await database.Vault.Renew(atOnce: false, stoppingToken);
                if (!database.Vault.Seals) Open(log);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                NotRenewed(log, exception);
            }
        }
        while (await hours.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Records of this database lie open, from before they were sealed. Once every node is of this version, run: CustodyWatch reseal.")]
    private static partial void Open(ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "The keys that seal the records could not be looked at; those in use go on to be used.")]
    private static partial void NotRenewed(ILogger log, Exception exception);
}

using CustodyWatch.Log;

namespace CustodyWatch.Timers;

/// <summary>Wakes the timers when the service starts and whenever something has been entered.</summary>
public sealed class WakeOnCommit(Committed committed, Wake wake) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        wake.Now();
        await foreach (var _ in committed.Listen(stoppingToken)) wake.Now();
    }
}

using Hangfire;

namespace CustodyWatch.Timers;

/// <summary>Runs Hangfire's jobs on this service's own storage, and nothing that other services in the process could share.</summary>
public sealed class JobServer(JobStorage storage, IServiceScopeFactory services, Rounds rounds) : IHostedService, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private BackgroundJobServer? _server;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        rounds.Begin();
        _server = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                Activator = new ServiceActivator(services),
                WorkerCount = 4,
                SchedulePollingInterval = TimeSpan.FromMilliseconds(250),
                StopTimeout = Patience,
                ShutdownTimeout = Patience,
            },
            storage);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is null) return;
        _server.SendStop();
        try
        {
            await _server.WaitForShutdownAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Somebody else took the time that there was to stop. Disposing of it waits once more; what is left undone the next start finds.
        }
    }

    public void Dispose() => _server?.Dispose();
}

using CustodyWatch.Simulator.Live;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using NodaTime;

namespace CustodyWatch.Demo;

/// <summary>Keeps the invented suite alive, through the service's own front door, for as long as the service runs.</summary>
internal sealed partial class DemoSuite(IServer server, IHostApplicationLifetime lifetime, IClock clock, ILogger<DemoSuite> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);

        var address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var api = new CustodyApi(new Uri(address));
        api.Refused += (type, id, status) => Refused(log, type, id, status);
        var suite = new LiveSuite(api, clock.GetCurrentInstant, WaitUntil, seed: (int)(clock.GetCurrentInstant().ToUnixTimeSeconds() % int.MaxValue));
        try
        {
            await suite.Run(stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Ended(log, exception);
        }
    }

    private Task WaitUntil(Instant at, CancellationToken cancel)
    {
        var wait = clock.WallTime(at - clock.GetCurrentInstant());
        return wait > TimeSpan.Zero ? Task.Delay(wait, cancel) : Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The service answered {Status} to {Type} {Id} of the invented suite.")]
    private static partial void Refused(ILogger log, string type, string id, int status);

    [LoggerMessage(Level = LogLevel.Error, Message = "The invented suite has come to an end.")]
    private static partial void Ended(ILogger log, Exception exception);
}

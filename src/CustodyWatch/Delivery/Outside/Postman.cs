using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace CustodyWatch.Delivery.Outside;

/// <summary>
/// Has what is owed sent, after every alert that owes something and every five seconds besides. It goes its own way, so that a
/// receiver who does not answer holds up no timer; and people and each system are reached apart, so that none waits for another.
/// </summary>
public sealed partial class Postman(IServiceScopeFactory services, IOptions<OutsideOptions> options, ILogger<Postman> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<(Lane Lane, Channel<bool> Bell)> _lanes = [.. Lane.Of(options.Value).Select(lane => (lane, Bell()))];

    /// <summary>Something may be owed now.</summary>
    public void Now()
    {
        foreach (var (_, bell) in _lanes) bell.Writer.TryWrite(true);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_lanes.Select(lane => Send(lane.Lane, lane.Bell.Reader, stoppingToken)));

    private static Channel<bool> Bell() => Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private async Task Send(Lane lane, ChannelReader<bool> word, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                using var scope = services.CreateScope();
                await scope.ServiceProvider.GetRequiredService<Outbox>().Run(lane, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(log, exception);
            }
            await Word(word, stoppingToken);
        }
    }

    private static async Task Word(ChannelReader<bool> word, CancellationToken cancel)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        enough.CancelAfter(Every);
        try
        {
            await word.ReadAsync(enough.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Nobody gave word: it is looked at all the same.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What is owed outside the screens could not be sent; it is tried again in a moment.")]
    private static partial void Failed(ILogger log, Exception exception);
}

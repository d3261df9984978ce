using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace CustodyWatch.Delivery.Outside;

/// <summary>
/// Has what is owed sent, after every alert that owes something and every five seconds besides. It goes its own way, so that a
/// receiver who does not answer holds up no timer.
/// </summary>
public sealed partial class Postman(IServiceScopeFactory services, IOptions<OutsideOptions> options, ILogger<Postman> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly Channel<bool> _word = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Something may be owed now.</summary>
    public void Now() => _word.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Any) return;
        while (true)
        {
            try
            {
                using var scope = services.CreateScope();
                await scope.ServiceProvider.GetRequiredService<Outbox>().Run(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(log, exception);
            }
            await Word(stoppingToken);
        }
    }

    private async Task Word(CancellationToken cancel)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        enough.CancelAfter(Every);
        try
        {
            await _word.Reader.ReadAsync(enough.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Nobody gave word: it is looked at all the same.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What is owed outside the screens could not be sent; it is tried again in a moment.")]
    private static partial void Failed(ILogger log, Exception exception);
}

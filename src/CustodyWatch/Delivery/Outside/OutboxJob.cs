using Hangfire;

namespace CustodyWatch.Delivery.Outside;

/// <summary>What Hangfire runs to send what is owed: after every alert that owes something, and every five seconds.</summary>
public sealed partial class OutboxJob(Outbox outbox, ILogger<OutboxJob> log)
{
    [AutomaticRetry(Attempts = 0)]
    public async Task Run(CancellationToken cancel)
    {
        try
        {
            await outbox.Run(cancel);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failed(log, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What is owed outside the screens could not be sent; the next sweep tries again.")]
    private static partial void Failed(ILogger log, Exception exception);
}

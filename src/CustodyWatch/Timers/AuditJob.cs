using Hangfire;

namespace CustodyWatch.Timers;

/// <summary>What Hangfire runs each minute: the audit of the timers and, when it finds nothing wrong, the heartbeat.</summary>
public sealed partial class AuditJob(AuditTimers audit, Heartbeat heartbeat, ILogger<AuditJob> log)
{
    [AutomaticRetry(Attempts = 0)]
    public async Task Run(CancellationToken cancel)
    {
        try
        {
            if ((await audit.Run(cancel)).Wrong == 0) await heartbeat.Beat(cancel);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failed(log, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The timers could not be audited; there is no heartbeat until they can.")]
    private static partial void Failed(ILogger log, Exception exception);
}

using System.Diagnostics;
using Hangfire;
using NodaTime;

namespace CustodyWatch.Timers;

/// <summary>What Hangfire runs: looks at what is due, waits for what is due within a moment, and asks to be woken for the next.</summary>
public sealed partial class TimerJob(FireDueTimers timers, Wake wake, IClock clock, ILogger<TimerJob> log)
{
    private static readonly TimeSpan Longest = 2 * Wake.Soon;

    [AutomaticRetry(Attempts = 0)]
    public async Task Run(CancellationToken cancel)
    {
        wake.Woken();
        try
        {
            var began = Stopwatch.GetTimestamp();
            var next = await timers.Run(cancel);
            while (next - clock.GetCurrentInstant() is { } left && clock.WallTime(left) is var wait && wait <= Wake.Soon
                && Stopwatch.GetElapsedTime(began) < Longest)
            {
                // Never early: a wait that ends a moment too soon finds nothing due, and waits for the rest.
                if (wait > TimeSpan.Zero) await Task.Delay(wait + TimeSpan.FromMilliseconds(1), cancel);
                next = await timers.Run(cancel);
            }
            if (next is { } at) wake.At(at);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failed(log, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The timers could not be looked at; the next sweep tries again.")]
    private static partial void Failed(ILogger log, Exception exception);
}

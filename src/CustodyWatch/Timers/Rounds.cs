using Hangfire;
using Microsoft.Extensions.Options;

namespace CustodyWatch.Timers;

/// <summary>
/// What Hangfire runs again and again. It keeps the next time of each as an instant, and where the machine's clock is set back would wait
/// for as long: so they begin anew then, which a watch tells that no change of the clock can move.
/// </summary>
public sealed partial class Rounds(IRecurringJobManager recurring, IOptions<TimerOptions> options, TimeProvider time, ILogger<Rounds> log) : BackgroundService
{
    private const string Timers = "timers", Audit = "audit";

    // A sweep that comes so much later than it was to is soon enough.
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1), Little = TimeSpan.FromSeconds(2);

    private (DateTimeOffset Clock, long Watch) _read = (time.GetUtcNow(), time.GetTimestamp());

    public void Begin()
    {
        recurring.AddOrUpdate<TimerJob>(Timers, job => job.Run(CancellationToken.None), options.Value.Sweep);
        recurring.AddOrUpdate<AuditJob>(Audit, job => job.Run(CancellationToken.None), options.Value.Audit);
    }

    /// <summary>Begins them anew, and runs each at once, when the machine's clock has been set back since this was last asked.</summary>
    public void BeginAnewIfSetBack()
    {
        var read = (Clock: time.GetUtcNow(), Watch: time.GetTimestamp());
        var back = time.GetElapsedTime(_read.Watch, read.Watch) - (read.Clock - _read.Clock);
        if (back > Little)
        {
            SetBack(log, back);
            recurring.RemoveIfExists(Timers);
            recurring.RemoveIfExists(Audit);
            Begin();
            recurring.Trigger(Timers);
            recurring.Trigger(Audit);
        }
        _read = read;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                BeginAnewIfSetBack();
            }
            catch (Exception exception)
            {
                // It is still behind at the next look, which tries again.
                NotBegun(log, exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The machine's clock was set back by {Back}: the timers are looked at and audited anew.")]
    private static partial void SetBack(ILogger log, TimeSpan back);

    [LoggerMessage(Level = LogLevel.Error, Message = "The timers could not be begun anew by a clock that was set back; it is tried again.")]
    private static partial void NotBegun(ILogger log, Exception exception);
}

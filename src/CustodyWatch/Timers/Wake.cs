using Hangfire;
using NodaTime;

namespace CustodyWatch.Timers;

/// <summary>
/// Has Hangfire wake us for the soonest instant that matters. A hint that carries no data: what it forgets, the sweep finds.
/// </summary>
public sealed class Wake(IBackgroundJobClientV2 jobs, IClock clock)
{
    /// <summary>
    /// How long before its instant a woken job may find itself: a job is asked for somewhat early, and Hangfire, which keeps whole
    /// seconds, may run it up to a second earlier still. The job waits for the rest itself.
    /// </summary>
    public static readonly TimeSpan Soon = Ahead + TimeSpan.FromSeconds(1);

    private static TimeSpan Ahead => TimeSpan.FromMilliseconds(1500);

    private readonly Lock _lock = new();
    private Instant? _planned;
    private bool _queued;

    /// <summary>Something may have to be decided now.</summary>
    public void Now()
    {
        lock (_lock)
        {
            if (_queued) return;
            _queued = true;
        }
        jobs.Enqueue<TimerJob>(job => job.Run(CancellationToken.None));
    }

    /// <summary>Something will have to be decided then.</summary>
    public void At(Instant at)
    {
        var now = clock.GetCurrentInstant();
        lock (_lock)
        {
            // A job planned for what is now soon may have run already, so only one that is still to come is relied on.
            if (_planned <= at && clock.WallTime(_planned.Value - now) > Soon) return;
            _planned = at;
        }
        jobs.Schedule<TimerJob>(job => job.Run(CancellationToken.None), clock.WallTime(at - now) - Ahead);
    }

    /// <summary>The job runs: what comes from now on needs another.</summary>
    public void Woken()
    {
        lock (_lock) _queued = false;
    }
}

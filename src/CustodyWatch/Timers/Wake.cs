using Hangfire;
using NodaTime;

namespace CustodyWatch.Timers;

/// <summary>
/// Has Hangfire wake us for the soonest instant that matters. A hint that carries no data: what it forgets, the sweep finds.
/// </summary>
public sealed class Wake(IBackgroundJobClientV2 jobs, IClock clock)
{
    /// <summary>Hangfire keeps whole seconds, so a job is asked for this much before its instant and waits for it itself.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(1500);

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
            if (_planned > now && _planned <= at) return;
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

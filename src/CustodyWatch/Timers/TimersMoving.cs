using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CustodyWatch.Timers;

/// <summary>Whether the timers are looked at. Measured by a watch that no change of the machine's clock can move.</summary>
public sealed class TimersMoving : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private long _moved = Stopwatch.GetTimestamp();
    private volatile bool _inVain;

    public void Moved()
    {
        _inVain = false;
        Interlocked.Exchange(ref _moved, Stopwatch.GetTimestamp());
    }

    /// <summary>They were looked at, and no record could be read or no alert kept.</summary>
    public void InVain() => _inVain = true;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_inVain ? HealthCheckResult.Unhealthy("No record can be read, or no alert kept: alerts are not raised.")
            : Stopwatch.GetElapsedTime(Interlocked.Read(ref _moved)) < Patience
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The timers do not move: alerts may be late."));
}

using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CustodyWatch.Timers;

/// <summary>Whether the timers are looked at. Measured by a watch that no change of the machine's clock can move.</summary>
public sealed class TimersMoving : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private long _moved = Stopwatch.GetTimestamp();

    public void Moved() => Interlocked.Exchange(ref _moved, Stopwatch.GetTimestamp());

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Stopwatch.GetElapsedTime(Interlocked.Read(ref _moved)) < Patience
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The timers do not move: alerts may be late."));
}

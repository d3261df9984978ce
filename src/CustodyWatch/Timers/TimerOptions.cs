using System.ComponentModel.DataAnnotations;
using CustodyWatch.Pace.Alerting;
using NodaTime;

namespace CustodyWatch.Timers;

/// <summary>Numbers of the alerts; read from <c>CustodyWatch:Alerts</c>.</summary>
public sealed record TimerOptions
{
    /// <summary>How long an acknowledgement holds when nothing has changed.</summary>
    [Range(1, 24 * 60)]
    public int AcknowledgementMinutes { get; init; } = 10;

    /// <summary>How long a suite that holds a child may be without a live screen.</summary>
    [Range(1, 24 * 60)]
    public int ScreenDarkMinutes { get; init; } = 2;

    /// <summary>How long the records system of a suite that holds a child may send nothing.</summary>
    [Range(1, 24 * 60)]
    public int FeedSilentMinutes { get; init; } = 120;

    /// <summary>How long a handover may wait to be accepted before it goes to the inspector.</summary>
    [Range(1, 24 * 60)]
    public int HandoverMinutes { get; init; } = 10;

    /// <summary>How many duties of one suite must have fallen due while the service did not run for one alert to speak for all.</summary>
    [Range(1, 10_000)]
    public int OutageAlerts { get; init; } = 20;

    /// <summary>How long the service must not have run for that.</summary>
    [Range(1, 24 * 60)]
    public int OutageMinutes { get; init; } = 5;

    /// <summary>How long that one alert then speaks for all; after that whatever still stands speaks for itself.</summary>
    [Range(1, 60)]
    public int OutageSettleMinutes { get; init; } = 15;

    /// <summary>How many alerts for each hour that a child is held the board calls within the budget: more, and they are not read.</summary>
    [Range(0.1, 100)]
    public double AlertsPerChildHour { get; init; } = 2;

    /// <summary>When the timers are looked at whatever else wakes them: a cron expression that begins with seconds.</summary>
    [Required]
    public string Sweep { get; init; } = "*/5 * * * * *";

    /// <summary>When the timers are audited against the log: a cron expression that begins with seconds.</summary>
    [Required]
    public string Audit { get; init; } = "0 * * * * *";

    public Duration AcknowledgementHolds => Duration.FromMinutes(AcknowledgementMinutes);

    public AlertPolicy Policy => AlertPolicy.Default.WithAcknowledgementsHolding(AcknowledgementHolds);
}

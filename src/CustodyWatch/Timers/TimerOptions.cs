using System.ComponentModel.DataAnnotations;
using CustodyWatch.Pace.Alerting;
using NodaTime;

namespace CustodyWatch.Timers;

/// <summary>Numbers of the alerts; read from <c>CustodyWatch:Alerts</c>.</summary>
public sealed record TimerOptions : IValidatableObject
{
    private const string UsualSweep = "*/5 * * * * *", UsualAudit = "0 * * * * *";

    // A node whose timers were not looked at for twenty seconds is taken out of service; a monitor that heard nothing for three minutes raises the alarm.
    private static readonly TimeSpan SweepWithin = TimeSpan.FromSeconds(10), AuditWithin = TimeSpan.FromMinutes(2);

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
    public string Sweep { get; init; } = UsualSweep;

    /// <summary>When the timers are audited against the log: a cron expression that begins with seconds.</summary>
    public string Audit { get; init; } = UsualAudit;

    public Duration AcknowledgementHolds => Duration.FromMinutes(AcknowledgementMinutes);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!(Schedule.LongestWait(Sweep) <= SweepWithin)) yield return Seldom(nameof(Sweep), Sweep, "10 seconds", UsualSweep);
        if (!(Schedule.LongestWait(Audit) <= AuditWithin)) yield return Seldom(nameof(Audit), Audit, "2 minutes", UsualAudit);
    }

    private static ValidationResult Seldom(string name, string given, string within, string usual) => new(
        $"CustodyWatch:Alerts:{name} must be six fields, seconds first, that come round every {within} or sooner at any hour, such as {usual}; it is \"{given}\".");

    public AlertPolicy Policy => AlertPolicy.Default.WithAcknowledgementsHolding(AcknowledgementHolds);
}

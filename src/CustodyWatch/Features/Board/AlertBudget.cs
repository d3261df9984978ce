using CustodyWatch.Access;
using CustodyWatch.Delivery;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CustodyWatch.Features.Board;

/// <summary>What a suite's alerts asked of its people in the last hours, and what came of them.</summary>
public sealed record AlertBudget
{
    /// <summary>A shift.</summary>
    public static readonly Duration Span = Duration.FromHours(12);

    /// <summary>How many were raised and spoke to somebody.</summary>
    public int Raised { get; init; }

    /// <summary>How many hours children were here, added up.</summary>
    public double ChildHours { get; init; }

    /// <summary>How many alerts for each of them the force thinks people can answer.</summary>
    public double Allowed { get; init; }

    /// <summary>How long it took until somebody acknowledged, for half of those acknowledged; null when none was.</summary>
    public Duration? Median { get; init; }

    /// <summary>The same for nine in ten.</summary>
    public Duration? Ninetieth { get; init; }

    /// <summary>Duties whose alerts are still open, each counted once however far it has climbed.</summary>
    public int Waiting { get; init; }

    /// <summary>Closed with nothing done about them: by a correction, or because the duty moved or came to an end.</summary>
    public int LedToNothing { get; init; }

    public double? PerChildHour => ChildHours > 0 ? Raised / ChildHours : null;

    public bool IsOver => PerChildHour > Allowed;

    internal static AlertBudget Of(IReadOnlyList<BudgetAlert> alerts, double childHours, double allowed)
    {
        var waits = alerts.Where(alert => alert.AcknowledgedAt is not null).Select(alert => alert.AcknowledgedAt!.Value - alert.RaisedAt).Order().ToArray();
        return new AlertBudget
        {
            Raised = alerts.Count,
            ChildHours = childHours,
            Allowed = allowed,
            Median = Nearest(waits, 0.5),
            Ninetieth = Nearest(waits, 0.9),
            LedToNothing = alerts.Count(alert => alert.State == "retracted" || (alert.State == "resolved" && alert.Reason is "moved" or "overtaken" or "ended")),
        };
    }

    // The nearest rank: a wait that somebody really had.
    private static Duration? Nearest(Duration[] sorted, double share) =>
        sorted.Length == 0 ? null : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}

/// <summary>An alert as far as the budget needs it.</summary>
internal sealed record BudgetAlert
{
    public Instant RaisedAt { get; init; }
    public Instant? AcknowledgedAt { get; init; }
    public string State { get; init; } = "";
    public string Reason { get; init; } = "";
}

/// <summary>How long a child was here.</summary>
internal sealed record Stay
{
    public Instant ArrivedAt { get; init; }
    public Instant? EndedAt { get; init; }

    public double HoursSince(Instant since, Instant now) =>
        Math.Max(0, (Instant.Min(EndedAt ?? now, now) - Instant.Max(ArrivedAt, since)).TotalHours);
}

/// <summary>Counts a suite's alerts of the last hours.</summary>
public sealed class AlertBudgets(IOptions<TimerOptions> options) : IDisposable
{
    private readonly LastRead<long, IReadOnlyList<BudgetAlert>> _read = new(500);

    // Nobody is held so long: so a search by arrival finds all that matter, however many there were before.
    private static readonly Duration Longest = Duration.FromDays(10);

    // One that never spoke, being muted, silenced, over when it was told of, or said by a higher step, asked nothing of anybody.
    // An acknowledgement that went stale was one all the same: the first since it was raised is told by its entries.
    private const string SelectAlerts = $"""
        SELECT a.raised_at, (SELECT MIN(e.at) FROM alert_entries e
            WHERE e.alert_id = a.id AND e.state = 'acknowledged' AND e.user_id IS NOT NULL AND e.at >= a.raised_at) AS acknowledged_at,
            a.state, a.reason
        FROM alerts a
        WHERE a.force = @Force AND a.suite = @Suite AND a.raised_at > @since
            AND EXISTS (SELECT 1 FROM deliveries d WHERE d.alert_id = a.id AND d.channel = '{DeliveryRow.LiveChannel}' AND d.created_at >= a.raised_at)
        """;

    private const string SelectStays = """
        SELECT arrived_at, ended_at FROM detentions
        WHERE force = @Force AND suite = @Suite AND arrived_at > @longAgo AND (ended_at IS NULL OR ended_at > @since)
        """;

    /// <returns>What gives it, once that was fetched.</returns>
    internal Func<AlertBudget> Ask(Reads reads, SuiteCode suite, Instant now)
    {
        var since = now - AlertBudget.Span;
        var here = new { suite.Force, suite.Suite, since, longAgo = now - Longest };
        var latest = SuiteAlerts.AskLatest(reads, suite.Force, suite.Suite);
        var read = reads.Of<BudgetAlert>(SelectAlerts, here, () => Before() is not null);
        var stays = reads.Of<Stay>(SelectStays, here);
        return () =>
        {
            var alerts = Before() ?? read.Rows;
            _read.Keep(suite.ToString(), latest.Rows[0], alerts);
            return AlertBudget.Of(
                [.. alerts.Where(alert => alert.RaisedAt > since)], stays.Rows.Sum(stay => stay.HoursSince(since, now)), options.Value.AlertsPerChildHour);
        };

        IReadOnlyList<BudgetAlert>? Before() => _read.Find(suite.ToString(), latest.Rows[0]);
    }

    public void Dispose() => _read.Dispose();
}

using CustodyWatch.Access;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using Dapper;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CustodyWatch.Features.Board;

/// <summary>What a suite's alerts asked of its people in the last hours, and what came of them.</summary>
public sealed record AlertBudget
{
    /// <summary>A shift.</summary>
    public static readonly Duration Span = Duration.FromHours(12);

    /// <summary>How many were raised that were not muted or silenced.</summary>
    public int Raised { get; init; }

    /// <summary>How many hours children were here, added up.</summary>
    public double ChildHours { get; init; }

    /// <summary>How many alerts for each of them the force thinks people can answer.</summary>
    public double Allowed { get; init; }

    /// <summary>How long it took until somebody acknowledged, for half of those acknowledged; null when none was.</summary>
    public Duration? Median { get; init; }

    /// <summary>The same for nine in ten.</summary>
    public Duration? Ninetieth { get; init; }

    /// <summary>Still open.</summary>
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
            Waiting = alerts.Count(alert => alert.State == "open"),
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
public sealed class AlertBudgets(Database database, IOptions<TimerOptions> options, IClock clock) : IDisposable
{
    private readonly LastRead<long, IReadOnlyList<BudgetAlert>> _read = new(500);

    // Nobody is held so long: so a search by arrival finds all that matter, however many there were before.
    private static readonly Duration Longest = Duration.FromDays(10);

    private const string SelectAlerts = """
        SELECT raised_at, acknowledged_at, state, reason FROM alerts
        WHERE force = @Force AND suite = @Suite AND raised_at > @since AND state <> 'muted' AND reason <> 'silence'
        """;

    private const string SelectStays = """
        SELECT arrived_at, ended_at FROM detentions
        WHERE force = @Force AND suite = @Suite AND arrived_at > @longAgo AND (ended_at IS NULL OR ended_at > @since)
        """;

    public async Task<AlertBudget> Of(SuiteCode suite, CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        var since = now - AlertBudget.Span;
        await using var connection = await database.Open(cancel);
        var here = new { suite.Force, suite.Suite, since, longAgo = now - Longest };
        var latest = await SuiteAlerts.Latest(connection, suite.Force, suite.Suite);
        var alerts = _read.Find(suite.ToString(), latest);
        if (alerts is null)
        {
            alerts = (await connection.QueryAsync<BudgetAlert>(SelectAlerts, here)).AsList();
            _read.Keep(suite.ToString(), latest, alerts);
        }
        alerts = [.. alerts.Where(alert => alert.RaisedAt > since)];
        var stays = await connection.QueryAsync<Stay>(SelectStays, here);
        return AlertBudget.Of(alerts, stays.Sum(stay => stay.HoursSince(since, now)), options.Value.AlertsPerChildHour);
    }

    public void Dispose() => _read.Dispose();
}

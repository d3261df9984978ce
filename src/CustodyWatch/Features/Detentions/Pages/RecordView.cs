using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using NodaTime;

namespace CustodyWatch.Features.Detentions.Pages;

/// <summary>A custody record as a page shows it, now or as it stood.</summary>
public sealed record RecordView
{
    /// <summary>As it stood at the instant looked at.</summary>
    public required DetentionRow Detention { get; init; }

    public required ClockSheet Sheet { get; init; }
    public required IReadOnlyList<TimelineItem> Timeline { get; init; }
    public required SuiteAlerts Alerts { get; init; }
    public required Instant Now { get; init; }
    public required Role Role { get; init; }

    /// <summary>The past instant looked at; null for now.</summary>
    public Instant? Past { get; init; }

    /// <summary>Only what had been received by then is shown.</summary>
    public bool OnlyKnownThen { get; init; }

    public Instant At => Past ?? Now;

    public Child? Child => Sheet.Record.Arrived?.Child;

    public string Name => Detention.Initials ?? Detention.CustodyRecordNumber;

    public string Url => $"/detentions/{Detention.Id}";

    public IReadOnlyList<Duty> Duties { get; init; } = [];

    public IReadOnlyList<AlertView> LiveAlerts => [.. Alerts.Live.Where(alert => alert.DetentionId == Detention.Id)];

    public bool MayAcknowledge => Past is null && Policies.Table[Policies.AcknowledgeAlerts].Contains(Role);

    public bool MayRecord => Past is null && Policies.Table[Policies.PostEvents].Contains(Role);

    /// <summary>The latest fact of a kind, with its time.</summary>
    public (T Fact, Instant At)? Latest<T>() where T : Fact =>
        Sheet.Record.EventsAndAfterEnd.LastOrDefault(one => one.Fact is T) is { } found ? ((T)found.Fact, found.Occurred) : null;

    public IEnumerable<(T Fact, Instant At)> Each<T>() where T : Fact =>
        Sheet.Record.EventsAndAfterEnd.Where(one => one.Fact is T).Select(one => ((T)one.Fact, one.Occurred));
}

using CustodyWatch.Access;
using CustodyWatch.Features.Detentions.Card;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
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

    public string Name => Detention.Initials?.Text ?? Detention.CustodyRecordNumber;

    public string Url => $"/detentions/{Detention.Id}";

    /// <summary>The list of figures from which the reader came; null for the board.</summary>
    public string? Back { get; init; }

    public bool MaySeeFigures => Policies.Table[Policies.ReadOversight].Contains(Role);

    public IReadOnlyList<Duty> Duties { get; init; } = [];

    public IReadOnlyList<AlertView> LiveAlerts => [.. Alerts.Live.Where(alert => alert.DetentionId == Detention.Id)];

    public bool MayAcknowledge => Past is null && Policies.Table[Policies.AcknowledgeAlerts].Contains(Role);

    public bool MaySilence => Past is null && Policies.Table[Policies.SilenceAlerts].Contains(Role);

    public bool MayRecord => Past is null && Policies.Table[Policies.EnterOnScreen].Contains(Role);

    /// <summary>The card the child holds, when something on it is no longer so.</summary>
    public CardRow? OldCard { get; init; }

    /// <summary>The child is here now, and now is what is looked at.</summary>
    public bool IsHeld => Past is null && Detention.EndedAt is null;

    /// <summary>The child came and has left: what happened before is recorded with its time, and not in two taps.</summary>
    public bool IsOver => Detention.Status == DetentionRow.Closed;

    public bool MayGiveCard => IsHeld && Child is not null && Policies.Table[Policies.ReadBoard].Contains(Role);

    public bool MayShowVisitors => Policies.Table[Policies.ShowVisitors].Contains(Role);

    public bool MayDisclose => Policies.Table[Policies.DiscloseRecords].Contains(Role);

    public bool MayReviewRetention => Policies.Table[Policies.ReviewRetention].Contains(Role);

    public bool MayReadCertificates => Policies.Table[Policies.ReadCertificates].Contains(Role);

    /// <summary>The moments worth looking at again: the great steps, and every breach.</summary>
    public IEnumerable<(string Text, Instant At)> Moments => new (string, Instant?)[]
        {
            ("Arrived", Detention.ArrivedAt), ("Detention authorised", Detention.AuthorisedAt), ("Charged", Detention.ChargedAt),
        }
        .Where(moment => moment.Item2 is not null).Select(moment => (moment.Item1, moment.Item2!.Value))
        .Concat(Sheet.History.Where(clock => clock.State is ClockState.Breached or ClockState.MetLate && clock.DueAt is not null)
            .Select(clock => ($"{clock.Title}: broken", clock.DueAt!.Value)))
        .Where(moment => moment.Item2 <= At).OrderBy(moment => moment.Item2);

    /// <summary>The latest fact of a kind, with its time.</summary>
    public (T Fact, Instant At)? Latest<T>() where T : Fact =>
        Sheet.Record.EventsAndAfterEnd.LastOrDefault(one => one.Fact is T) is { } found ? ((T)found.Fact, found.Occurred) : null;

    public IEnumerable<(T Fact, Instant At)> Each<T>() where T : Fact =>
        Sheet.Record.EventsAndAfterEnd.Where(one => one.Fact is T).Select(one => ((T)one.Fact, one.Occurred));
}

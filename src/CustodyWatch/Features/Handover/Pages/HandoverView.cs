using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using NodaTime;

namespace CustodyWatch.Features.Handover.Pages;

/// <summary>The change of shift as a page shows it: what passes, to whom, and what has changed since the last one.</summary>
public sealed record HandoverView
{
    public required SuiteCode Suite { get; init; }
    public required Instant Now { get; init; }
    public required Caller Caller { get; init; }

    /// <summary>Those of the suite; what an authority alone is told of is not the suite's to hand over.</summary>
    public required SuiteAlerts Alerts { get; init; }
    public required IReadOnlyList<PassingChild> Children { get; init; }

    /// <summary>Offered, and not accepted yet.</summary>
    public HandoverRow? Waiting { get; init; }

    /// <summary>Whether nobody who may accept it was ever seen in this force under the name it is offered to.</summary>
    public bool IsOfferedToStranger { get; init; }

    /// <summary>Those between whom the suite lately passed, but for the reader.</summary>
    public required IReadOnlyList<string> People { get; init; }

    /// <summary>Whether it is the reader's to accept.</summary>
    public bool IsTheirs { get; init; }

    /// <summary>When an offer that nobody accepts goes to the inspector.</summary>
    public Instant? GoesOnAt { get; init; }

    public bool HasGoneOn => GoesOnAt <= Now;

    /// <summary>The last one that was accepted.</summary>
    public HandoverRow? Accepted { get; init; }

    /// <summary>Since when the changes are told: the last handover that was accepted, or twelve hours.</summary>
    public required Instant Since { get; init; }

    public required IReadOnlyList<ShiftChange> Changes { get; init; }

    /// <summary>The alerts that were raised since, apart: there may be many, and what still stands of them is told of each child.</summary>
    public required IReadOnlyList<ShiftChange> Raised { get; init; }

    /// <summary>The name written in a form that was refused, and why.</summary>
    public string To { get; init; } = "";

    public EntryErrors Errors { get; init; } = EntryErrors.None;

    public bool MayOffer => Policies.Table[Policies.HandOver].Contains(Caller.Role);

    public IReadOnlyList<AlertView> OfSuite => [.. Alerts.Live.Where(alert => alert.DetentionId is null)];

    /// <summary>Open alerts about children who are held here no more, which somebody still has to see.</summary>
    public IReadOnlyList<AlertView> OfGone => AlertView.OfGone(Alerts.Live, Children.Select(child => child.Detention.Id));

    /// <summary>Every alert that stands on the page.</summary>
    public IReadOnlyList<AlertView> Listed => field ??= [.. Children.SelectMany(child => child.Alerts), .. OfSuite, .. OfGone];

    public int Open => Listed.Count(alert => alert.IsOpen);

    public string Passing =>
        Children.Count + Listed.Count == 0
            ? "no child and no alert"
            : $"{Words.Count(Children.Count, "child", "children")} and {Words.Count(Listed.Count, "alert", "alerts")}{Seen}";

    private string Seen => Listed.Count - Open is > 0 and var seen ? $" ({seen} acknowledged)" : "";

    public string Url => $"/suites/{Suite.Suite}/handover";
}

/// <summary>One child who passes, by name, with what is wrong and what comes next.</summary>
public sealed record PassingChild(DetentionRow Detention, int? Age, IReadOnlyList<Duty> Duties, IReadOnlyList<AlertView> Alerts)
{
    /// <summary>Where the child is, when not in the suite.</summary>
    public Absence? Away { get; init; }

    /// <summary>What whoever looks after the child must know before anything else.</summary>
    public IReadOnlyList<string> Safe { get; init; } = [];

    /// <summary>How it stands with a child who is charged or has to go; null for any other.</summary>
    public HowItStands? HowItStands { get; init; }

    /// <summary>Whether another child who passes has the same initials.</summary>
    public bool HasNamesake { get; init; }

    public string Name => Detention.Initials is not { } initials ? Detention.CustodyRecordNumber
        : HasNamesake ? $"{initials.Text}, {Detention.CustodyRecordNumber}" : initials.Text;

    public IReadOnlyList<Duty> Wrong =>
        [.. Screens.Duties.WorstFirst(Duties, Detention.IsCharged).ThenBy(duty => duty.DoBy).Where(duty => duty.State is ClockState.Breached or ClockState.Warning)];
}

/// <summary>Something that happened in the shift, in one line.</summary>
public sealed record ShiftChange(Instant At, string? DetentionId, string Who, string What);

using CustodyWatch.Access;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Welfare;
using CustodyWatch.Screens;
using NodaTime;

namespace CustodyWatch.Features.Board.Pages;

/// <summary>A suite's screen as it stands at one instant.</summary>
public sealed record BoardView(SuiteCode Suite, Instant Now, Role Role, long AlertSequence)
{
    public IReadOnlyList<ChildView> Children { get; init; } = [];

    /// <summary>Alerts about the suite itself: a screen gone dark, a feed gone silent.</summary>
    public IReadOnlyList<AlertView> OfSuite { get; init; } = [];

    /// <summary>Open alerts about children who are held here no more, which somebody still has to see.</summary>
    public IReadOnlyList<AlertView> OfGone { get; init; } = [];

    /// <summary>Children whose end another suite told of lately.</summary>
    public IReadOnlyList<EndedElsewhere> EndedElsewhere { get; init; } = [];

    /// <summary>How many entries sent for this suite were refused and wait for the administrator.</summary>
    public long Refused { get; init; }

    /// <summary>What its alerts asked of people lately; null where that is not shown.</summary>
    public AlertBudget? Budget { get; init; }

    public bool MayAcknowledge => Policies.Table[Policies.AcknowledgeAlerts].Contains(Role);

    /// <summary>Whether the reader made the offer of the suite that waits.</summary>
    public bool MadeOffer { get; init; }

    /// <summary>The same of one alert: that an offer was not accepted is for the inspector to have seen, and not for whoever made it.</summary>
    public bool MayAcknowledgeOf(AlertView alert) => MayAcknowledge && !(MadeOffer && alert.IsOfHandover);

    public bool MaySilence => Policies.Table[Policies.SilenceAlerts].Contains(Role);

    public bool MayRecord => Policies.Table[Policies.EnterOnScreen].Contains(Role) && Role.MayPost(EventKind.DrinkOffered);

    /// <summary>What was recorded just now without script, and about which child; why it does not count, null when it does.</summary>
    public (string Child, string What, string? Uncounted)? Recorded { get; init; }

    /// <summary>As many as are listed.</summary>
    public int OpenAlerts => Children.SelectMany(child => child.Troubles).SelectMany(trouble => trouble.Alerts).Concat(OfSuite).Concat(OfGone).Count(alert => alert.IsOpen);

    public int Broken => Children.Sum(child => child.Broken);

    /// <summary>Where whoever has entered something about a child goes back to.</summary>
    public string UrlOf(ChildView child) => $"/suites/{Suite.Suite}?child={child.Id}";
}

/// <summary>One child on the board.</summary>
public sealed record ChildView
{
    public required Instant Now { get; init; }
    public required string Id { get; init; }

    /// <summary>Its place on the board, which sorts as text.</summary>
    public required string Rank { get; init; }

    public required string CustodyRecordNumber { get; init; }
    public string? Initials { get; init; }
    public int? Age { get; init; }
    public string? Sex { get; init; }
    public bool LookedAfter { get; init; }
    public Instant? ChargedAt { get; init; }
    public string? Cell { get; init; }
    public Instant? ArrivedAt { get; init; }

    /// <summary>Where the child is, when not in the suite.</summary>
    public Absence? Away { get; init; }

    /// <summary>Whether each visit must rouse the child.</summary>
    public bool MustBeRoused { get; init; }

    public IReadOnlyList<Duty> Duties { get; init; } = [];
    public IReadOnlyList<AlertView> Alerts { get; init; } = [];

    /// <summary>How it stands with a child who is charged or has to go; null for any other.</summary>
    public HowItStands? HowItStands { get; init; }

    /// <summary>Whether another child on the page has the same initials.</summary>
    public bool HasNamesake { get; init; }

    /// <summary>No arrival is on the record.</summary>
    public bool IsAwaited => ArrivedAt is null;

    public string Name => Initials is null ? CustodyRecordNumber : HasNamesake ? $"{Initials}, {CustodyRecordNumber}" : Initials;

    public int Broken => Duties.Count(duty => duty.IsBroken);

    /// <summary>Whether what is broken is a service level and nothing more.</summary>
    public bool IsOnlyLate => Duties.Where(duty => duty.IsBroken).All(duty => duty.Basis.Authority == Authority.Local);

    /// <summary>What is broken or due soon, the worst first and of equals the soonest due, each with the alert about it; then alerts about nothing listed.</summary>
    public IReadOnlyList<Trouble> Troubles => field ??= FindTroubles();

    /// <summary>
    /// What there is room for on a wall, the worst first: the worst of all; the limit of the law about to fall, which nothing hides;
    /// what is broken, where that limit is the worst of all; and the visit about to fall due.
    /// </summary>
    public IReadOnlyList<Duty> OnWall => field ??= FindOnWall();

    /// <summary>The soonest that is still to come.</summary>
    public Duty? Next => Screens.Duties.Next(Duties, Now);

    /// <summary>Visits while they wait, which an interview that nobody ended makes them do for ever.</summary>
    public Duty? VisitsWait => Duties.FirstOrDefault(duty => duty is { Name: ClockName.Visit, State: ClockState.Paused });

    /// <summary>A drink that has waited so long for rest that it is asked whether somebody forgot to record its end.</summary>
    public Duty? DrinkWaits => Away is not null ? null
        : Duties.FirstOrDefault(duty => duty is { Name: ClockName.Drink, State: ClockState.Paused } && duty.PausedFor >= Drink.RestAskedAfter);

    private static readonly Duration JustBegun = Duration.FromMinutes(1);

    private IReadOnlyList<Trouble> FindTroubles()
    {
        var wrong = Screens.Duties.WorstFirst(Duties, ChargedAt is not null).ThenBy(duty => duty.DueAt ?? duty.StartedAt).ThenBy(duty => duty.Name)
            .Where(duty => duty.State is ClockState.Breached or ClockState.Warning)
            .Select(duty => new Trouble(duty, [.. Alerts.Where(alert => alert.IsLive && alert.IsAbout(duty))]));
        // An alert about a duty that has just been done is about to be closed by itself. One about a mealtime that was missed before stays.
        var others = Alerts.Where(alert => alert.IsOpen
            && !Duties.Any(duty => alert.IsAbout(duty) || (alert.IsOfKind(duty) && Now - duty.StartedAt < JustBegun)));
        return [.. wrong, .. others.Select(alert => new Trouble(null, [alert]))];
    }

    private Duty[] FindOnWall()
    {
        var wrong = Troubles.Select(trouble => trouble.Duty).OfType<Duty>().ToArray();
        return [.. new[]
        {
            wrong.FirstOrDefault(), Screens.Duties.NextLimit(wrong), wrong.FirstOrDefault(duty => duty.IsBroken),
            wrong.FirstOrDefault(duty => duty is { Name: ClockName.Visit, State: ClockState.Warning }),
        }.OfType<Duty>().Distinct()];
    }
}

/// <summary>Something wrong or about to be.</summary>
public sealed record Trouble(Duty? Duty, IReadOnlyList<AlertView> Alerts);

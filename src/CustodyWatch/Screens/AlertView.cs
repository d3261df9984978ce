using CustodyWatch.Access;
using CustodyWatch.Live;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Screens;

/// <summary>An alert as a screen shows it.</summary>
public sealed record AlertView
{
    public string Id { get; init; } = "";

    /// <summary>Null for an alert about the suite itself.</summary>
    public string? DetentionId { get; init; }

    public string? CustodyRecordNumber { get; init; }
    public string Suite { get; init; } = "";
    public string Clock { get; init; } = "";
    public int ClockSequence { get; init; }
    public string Step { get; init; } = "";
    public string Severity { get; init; } = "";
    public string BasisAuthority { get; init; } = "";

    /// <summary>The words of those it is addressed to, with a blank between.</summary>
    public string Audience { get; init; } = "";

    public string Title { get; init; } = "";
    public string Text { get; init; } = "";
    public string State { get; init; } = "";
    public string Reason { get; init; } = "";
    public Instant RaisedAt { get; init; }
    public Instant? DueAt { get; init; }
    public string? AcknowledgedBy { get; init; }
    public Instant? AcknowledgedAt { get; init; }

    public const string Columns = """
        id, detention_id, custody_record_number, suite, clock, clock_sequence, step, audience, title, text, state, reason, raised_at, due_at,
        acknowledged_by, acknowledged_at, severity, basis_authority
        """;

    public bool IsOpen => State == "open";

    /// <summary>The silence it stands under, when there is one.</summary>
    public SilenceRow? Silence { get; init; }

    /// <summary>Whether an inspector may silence it from where it stands: a child's, and no Act's.</summary>
    public bool MayBeSilenced =>
        DetentionId is not null && LadderRow.ClockOf(Clock) is { } clock && ClockKind.Of(clock).Act is null && Rung != Warning && Silence is null && IsLive;

    /// <summary>Whether it stands and is silenced.</summary>
    public bool IsHushed => IsLive && Reason == Hush.Reason;

    public bool IsLive => AlertRow.Stands(State);

    /// <summary>Whether it is about an offer of the suite that nobody accepted in time.</summary>
    public bool IsOfHandover => Clock == SuiteAlert.HandoverWaiting.Clock;

    public bool IsAbout(Duty duty) => IsOfKind(duty) && duty.Sequence == ClockSequence;

    /// <summary>About the same duty, in this cycle or another.</summary>
    public bool IsOfKind(Duty duty) => Vocabulary<ClockName>.Word(duty.Name) == Clock;

    /// <summary>Whether it is addressed to those of a role.</summary>
    public bool IsFor(Role role) => Presence.AudienceOf(role) is { } own && Audience.Split(' ').Contains(Vocabulary<Audience>.Word(own));

    /// <summary>Whether nobody of the police is addressed: the authority is told that it was asked.</summary>
    public bool IsForAuthorityAlone => Audience.Split(' ').All(OfAuthority.Contains);

    private static readonly string[] OfAuthority =
        [.. new[] { Pace.Alerting.Audience.DutyDesk, Pace.Alerting.Audience.DutyManager, Pace.Alerting.Audience.HeadOfService }.Select(Vocabulary<Audience>.Word)];

    /// <summary>How far what it is about binds.</summary>
    public Authority Authority => ClockRow.AuthorityOf(BasisAuthority);

    /// <summary>Open alerts about children who are held here no more, which somebody still has to see.</summary>
    /// <param name="live">Those of the suite.</param>
    /// <param name="held">The detentions of those who are held.</param>
    public static IReadOnlyList<AlertView> OfGone(IEnumerable<AlertView> live, IEnumerable<string> held)
    {
        var here = held.ToHashSet();
        return [.. live.Where(alert => alert is { IsOpen: true, IsForAuthorityAlone: false, DetentionId: { } id } && !here.Contains(id))];
    }

    /// <summary>The gravest first, of equals what binds most, and then what was due soonest.</summary>
    public static IEnumerable<AlertView> GravestFirst(IEnumerable<AlertView> alerts) => alerts
        .OrderByDescending(alert => Vocabulary<Severity>.Read(alert.Severity)).ThenBy(alert => alert.Authority).ThenBy(alert => alert.DueAt ?? alert.RaisedAt);

    /// <summary>The state of what it is about, in the words of the board. Of what is about the suite itself only an offer can be late.</summary>
    public string Word => LadderRow.ClockOf(Clock) is not { } clock ? (IsOfHandover ? Duties.Late : Duties.ToReview)
        : Rung == Warning ? Duties.State(ClockState.Warning)
        : Duties.BrokenWord(clock, Authority, ClockKind.Of(clock).IsGate);

    /// <summary>The class that gives it the colour and shape of that state.</summary>
    public string Class => Rung == Warning ? Duties.Soon : Duties.BrokenClass(Authority);

    /// <summary>
    /// Whether it calls somebody of a role: an inspector or above what has climbed past the sergeant or is addressed to them at once,
    /// the suite whatever is not the authority's alone.
    /// </summary>
    public bool Calls(Role role) => role is Role.CustodyInspector or Role.Superintendent ? Rung == Escalated || IsFor(role)
        : role is Role.DutyDesk or Role.DutyManager || !IsForAuthorityAlone;

    private const string Warning = "Warning", Escalated = "Escalated";

    /// <summary>How far it has climbed.</summary>
    public string Rung => Step switch
    {
        "due" => "Alert",
        ['w', ..] => Warning,
        _ => Escalated,
    };
}

using System.Text.RegularExpressions;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Clocks;
using NodaTime;

namespace CustodyWatch.Screens;

/// <summary>How a clock is said on a screen: a word and a shape besides every colour.</summary>
public static partial class Duties
{
    // A child who waits for these waits with her body; the rest of what is local is paper.
    private static readonly HashSet<ClockName> OfTheBody =
        [ClockName.FoodTaken, ClockName.Drink, ClockName.Healthcare, ClockName.ChildRequest, ClockName.AdultArrival];

    /// <summary>
    /// The worst first: that nothing lets the police keep the child; what else the law says is broken, then Code C; a limit of the law
    /// about to fall, and what Code C wants before it; what misses a service level; the rest of what is due soon.
    /// </summary>
    public static IOrderedEnumerable<Duty> WorstFirst(IReadOnlyCollection<Duty> duties, bool isCharged)
    {
        var limit = NextLimit(duties)?.DueAt;
        return duties.OrderBy(duty => duty.IsBroken && Standing.LetsNobodyKeep(duty.Name, isCharged) ? 0 : Weight(duty, limit));
    }

    /// <summary>Whether it is a limit of the law that is about to fall.</summary>
    public static bool IsLimitAboutToFall(Duty duty) => Standing.IsLimitAboutToFall(duty.State, duty.Basis.Authority);

    /// <summary>The limit of the law that falls soonest, of those about to.</summary>
    public static Duty? NextLimit(IEnumerable<Duty> duties) =>
        duties.Where(duty => IsLimitAboutToFall(duty) && duty.DueAt is not null).MinBy(duty => duty.DueAt);

    private static int Weight(Duty duty, Instant? limit) => (duty.State, duty.Basis.Authority) switch
    {
        (ClockState.Breached, Authority.Statute) => 1,
        (ClockState.Breached, Authority.Code) => 2,
        (ClockState.Warning, Authority.Statute) => 3,
        (ClockState.Warning, Authority.Code) when duty.DueAt <= limit => 3,
        (ClockState.Breached, _) => OfTheBody.Contains(duty.Name) ? 4 : 5,
        (ClockState.Warning, _) => 6,
        (ClockState.Running, _) => 7,
        (ClockState.Paused, _) => 8,
        _ => 9,
    };

    public static string State(ClockState state) => state switch
    {
        ClockState.Running => "Running",
        ClockState.Warning => "Due soon",
        ClockState.Breached => "Broken",
        ClockState.Met => "Met",
        ClockState.MetLate => "Met late",
        ClockState.Paused => "Paused",
        _ => "Ended",
    };

    /// <summary>The class that gives a state its colour and shape; none for one that wants nothing done.</summary>
    public static string Class(Duty duty) => duty.State switch
    {
        ClockState.Breached => BrokenClass(duty.Basis.Authority),
        ClockState.Warning => Soon,
        _ => "",
    };

    internal static string BrokenClass(Authority authority) => authority == Authority.Local ? "cw-duty--late" : "cw-duty--broken";

    internal const string Soon = "cw-duty--soon", Late = "Late", ToReview = "To review";

    public static string Word(Duty duty) => duty.IsBroken ? BrokenWord(duty.Name, duty.Basis.Authority, duty.IsGate) : State(duty.State);

    /// <summary>A missed service level is never called unlawful, and what only has to be looked at is not called late.</summary>
    internal static string BrokenWord(ClockName name, Authority authority, bool isGate) =>
        name == ClockName.StripSearch ? ToReview
        : authority != Authority.Local ? State(ClockState.Breached)
        : isGate ? ToReview : Late;

    public static string Provision(Basis basis) => (basis.Authority, basis.Citation) switch
    {
        (Authority.Local, null) => "Local service level",
        (Authority.Local, { } duty) => $"Local service level for {duty}",
        (_, null) => "",
        (_, { } citation) => citation,
    };

    /// <summary>
    /// How late it was when it got no later, in words: at the charge, after which nobody is held without one; when the child left, which
    /// only the court's clocks outlive. Null when it was not late by then, or gets later still.
    /// </summary>
    public static string? LateWhenOver(Duty duty, Instant? charged, Instant? ended)
    {
        if (duty is not { IsBroken: true, IsGate: false, DueAt: { } due }) return null;
        if (duty.Name == ClockName.DetentionLimit && charged >= due) return $"{LondonText.Length(charged.Value - due)} late when charged";
        return duty.Name is not (ClockName.Court or ClockName.CertificateToCourt) && ended >= due ? $"{LondonText.Length(ended.Value - due)} late when the child left" : null;
    }

    // A sentence leaves out the day on which its clock began, beside one of another day too; one that names that day leaves out another.
    // Within twelve hours no time of day can be taken for another day's.
    private static readonly Duration Unmistaken = Duration.FromHours(12);

    /// <summary>The day a clock began, where its sentence leaves that out and its times could be taken for those of another; null elsewhere.</summary>
    public static string? BeganOn(Duty duty, Instant now) =>
        now - duty.StartedAt > Unmistaken && LondonText.OtherDay(duty.StartedAt, now) is { } day && LeavesOut(day, duty.Explanation) ? day : null;

    private static bool LeavesOut(string day, string sentence) =>
        !NamedDay().IsMatch(sentence) || (TimeWithNoDay().IsMatch(sentence) && !sentence.Contains(day, StringComparison.Ordinal));

    private const string AnyDay = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \\d", OnADay = "(:\\d\\d)?( BST| GMT)? on " + AnyDay;

    [GeneratedRegex("\\b" + AnyDay)]
    private static partial Regex NamedDay();

    // 24 hours from 08:10, by 08:10 on a day that is named, leave no doubt.
    [GeneratedRegex("\\b(?<time>\\d\\d:\\d\\d)(?!" + OnADay + ")(?!.*\\b\\k<time>" + OnADay + ")")]
    private static partial Regex TimeWithNoDay();

    /// <summary>The soonest that is still to come, of those that count down and the review that waits for hospital; of two at one time the one that stands first in the law.</summary>
    public static Duty? Next(IEnumerable<Duty> duties, Instant now) => duties
        .Where(duty => duty.State is ClockState.Running or ClockState.Warning or ClockState.Paused && duty.DoBy > now)
        .MinBy(duty => (duty.DoBy, duty.Name, duty.Sequence));
}

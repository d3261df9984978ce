using CustodyWatch.Access;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Reviews;
using CustodyWatch.Screens.Entries;

namespace CustodyWatch.Screens;

/// <summary>The one next thing to do about a duty: what meets it or puts it right.</summary>
/// <param name="Page">Where, under the record: a page of its own, or the form of an entry.</param>
/// <param name="Filled">What is filled in on the form already, as in a query.</param>
/// <param name="Text">What the link says.</param>
public sealed record DutyDeed(string Page, string? Filled, string Text)
{
    private static readonly DutyDeed
        Sign = new("certificate", null, "Sign a certificate"), Decide = new("certificate", null, "Decide on bail"),
        Ask = new("place", null, "Ask for a place"), TellEarly = new("place", null, "Tell the authority early");

    /// <summary>Null where the reader may not, where it is not pressing, or where no one thing puts it right.</summary>
    /// <param name="duty">What is owed.</param>
    /// <param name="duties">Every clock of the child.</param>
    /// <param name="role">Who reads.</param>
    /// <param name="isCharged">Whether the child is charged.</param>
    /// <param name="stands">How it stands with a child who is charged or has to go.</param>
    /// <param name="age">The age now.</param>
    public static DutyDeed? For(Duty duty, IEnumerable<Duty> duties, Role role, bool isCharged, HowItStands? stands = null, int? age = null) => duty.Name switch
    {
        ClockName.Certificate when duties.Any(IsWaitingToMove) => Enter(EventKind.Transferred, role, isCharged, "to=local-authority", "Record the move"),
        ClockName.Certificate or ClockName.CertificateVoid => Sign,
        ClockName.AccommodationRequest => Ask,
        _ when duty.State is not (ClockState.Breached or ClockState.Warning) => null,
        ClockName.SecureRequestUnlawful or ClockName.SecureRequestUnsupported => Ask,
        ClockName.EarlyNotice => Early(role, isCharged, stands, age),
        ClockName.BailDecision => Decide,
        ClockName.AccommodationTransfer => Enter(EventKind.Transferred, role, isCharged, "to=local-authority", "Record the move"),
        ClockName.Court => Enter(EventKind.Transferred, role, isCharged, "to=court"),
        ClockName.MentalHealthDetention => Enter(EventKind.Transferred, role, isCharged, "to=health-place-of-safety"),
        _ => EntryOf(duty.Name) is { } kind ? Enter(kind, role, isCharged) : null,
    };

    private static EventKind? EntryOf(ClockName name) => name switch
    {
        ClockName.Review or ClockName.ReviewWrongRank => EventKind.ReviewHeld,
        ClockName.ReleaseAfterReview or ClockName.UnderAge => EventKind.Released,
        ClockName.DesignatedStation => EventKind.LeftForOtherStation,
        ClockName.CourtListing => EventKind.CourtListed,
        ClockName.CustodyOfficer => EventKind.SeenByCustodyOfficer,
        ClockName.Rights or ClockName.RightsWithAdult => EventKind.RightsGiven,
        ClockName.ResponsiblePerson => EventKind.ResponsiblePersonTold,
        ClockName.LocalAuthority => EventKind.LocalAuthorityTold,
        ClockName.AdultRequested => EventKind.AaRequested,
        ClockName.AdultArrival => EventKind.AaArrived,
        ClockName.AdultExpectedLate => EventKind.AaAccepted,
        ClockName.LegalAdviser => EventKind.LegalAdviserArrived,
        ClockName.RiskAssessment => EventKind.RiskAssessed,
        ClockName.NamedWoman => EventKind.WomanAssigned,
        ClockName.PersonalNeeds => EventKind.PersonalNeedsAsked,
        ClockName.SocialCare or ClockName.ReleasedUnreferred => EventKind.SocialCareReferred,
        ClockName.ChildRequest => EventKind.ChildAnswered,
        ClockName.Meals or ClockName.MealTime or ClockName.FoodTaken => EventKind.MealOffered,
        ClockName.Drink => EventKind.DrinkOffered,
        ClockName.Visit => EventKind.Visit,
        ClockName.Rest => EventKind.RestStarted,
        ClockName.Healthcare => EventKind.HealthcareAttended,
        ClockName.Exercise => EventKind.ExerciseOffered,
        ClockName.AccommodationReply => EventKind.AccommodationAnswered,
        ClockName.CertificateToCourt => EventKind.CertificateProduced,
        ClockName.CellWithAdult => EventKind.CellLeft,
        ClockName.NotFit => EventKind.LeftForHospital,
        _ => null,
    };

    // Early word is for a child of whom bail is not decided: what is to be done instead leads to where it is done.
    private static DutyDeed? Early(Role role, bool isCharged, HowItStands? stands, int? age) =>
        stands is { ToBeReleased: true } ? Enter(EventKind.Released, role, isCharged, text: "Record the release")
        : stands?.WasChildWhenRefused switch
        {
            true => Ask,
            false => Enter(EventKind.AccommodationUnlikely, role, isCharged),
            null => age >= Ages.Adult ? Enter(EventKind.AccommodationUnlikely, role, isCharged) : TellEarly,
        };

    private static bool IsWaitingToMove(Duty duty) =>
        duty is { Name: ClockName.AccommodationTransfer, State: ClockState.Running or ClockState.Warning or ClockState.Breached };

    private static DutyDeed? Enter(EventKind kind, Role role, bool isCharged, string? filled = null, string? text = null) =>
        IsFor(role, kind, isCharged) ? new($"entries/{Vocabulary<EventKind>.Word(kind)}", filled, text ?? $"Record: {LowerFirst(EventTitles.Of(kind))}") : null;

    // A sergeant may enter the review that an inspector held, but is not led to it.
    private static bool IsFor(Role role, EventKind kind, bool isCharged) => Policies.Table[Policies.EnterOnScreen].Contains(role) && role.MayPost(kind)
        && (kind != EventKind.ReviewHeld || role != Role.CustodySergeant || ReviewFaults.RankNeeded(isCharged) <= Rank.Sergeant);

    private static string LowerFirst(string title) => char.ToLowerInvariant(title[0]) + title[1..];
}

using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Safeguards;
using CustodyWatch.Pace.Rules.Welfare;
using NodaTime;

namespace CustodyWatch.Pace.Oversight;

/// <summary>A child who, unless something changes, will have been held four hours of the coming night.</summary>
/// <param name="Night">The night's date.</param>
/// <param name="ReachesAt">When the fourth hour ends.</param>
/// <param name="MinutesSoFar">Minutes of the night already spent in detention.</param>
/// <param name="Why">Why the child is still there.</param>
/// <param name="Step">The one step that would prevent it.</param>
/// <param name="Citation">The provision behind the step; null where there is none.</param>
public sealed record OvernightForecast(
    LocalDate Night, Instant ReachesAt, int MinutesSoFar, string Why, string Step, string? Citation)
{
    private static readonly LocalTime Evening = new(17, 0);

    /// <summary>All that a forecast goes by, of entries and their corrections.</summary>
    public static readonly IReadOnlyList<EventKind> Kinds =
    [
        EventKind.Arrived, EventKind.DetentionAuthorised, EventKind.DetentionRefused, EventKind.Released, EventKind.Transferred,
        EventKind.AaRequested, EventKind.ChildAsked, EventKind.AaArrived, EventKind.AaLeft, EventKind.LegalAdviserRequested,
        EventKind.LegalAdviserArrived, EventKind.LegalAdviserDeclined, EventKind.HealthcareAttended, EventKind.RestStarted, EventKind.RestEnded,
        EventKind.LeftForHospital, EventKind.QuestionedInHospital, EventKind.ReturnedFromHospital, EventKind.LeftForOtherStation,
        EventKind.ArrivedAtStation, EventKind.InterviewStarted, EventKind.ReviewHeld, EventKind.ReviewPostponed, EventKind.ExtensionAuthorised,
        EventKind.WarrantGranted, EventKind.WarrantExtended, EventKind.Charged, EventKind.BailGranted, EventKind.BailRefused,
        EventKind.AccommodationRequested, EventKind.AccommodationAnswered, EventKind.AccommodationWithdrawn, EventKind.Corrected,
    ];

    /// <summary>
    /// The forecast for one detention as its record stood at an instant; null when it had ended, had passed the line already or cannot
    /// reach it this night.
    /// </summary>
    public static OvernightForecast? Of(CustodyRecord record)
    {
        if (record.ArrivedAt is not { } arrived || record.EndedAt is not null) return null;
        var night = Oversight.Night.Coming(record.At);
        var from = Instant.Max(record.AuthorisedAt ?? arrived, Oversight.Night.Start(night));
        var reaches = from + Duration.FromMinutes(OvernightRule.FourHours.LeastMinutes);
        if (reaches > Oversight.Night.End(night) || reaches <= record.At) return null;
        var soFar = Oversight.Night.Of(night, from, Instant.Max(from, record.At), null).Minutes;
        var (why, step, citation) = MustLeave(record) ?? StepFor(record, reaches);
        return new(night, reaches, soFar, why, step, citation);
    }

    /// <summary>What has to end now whatever is still to be done: nobody under ten is held for an offence, and what was decided is carried out.</summary>
    private static (string Why, string Step, string? Citation)? MustLeave(CustodyRecord record)
    {
        if (record.Arrived!.Route != Route.MentalHealth && Bars.NotHeldForAnOffence(record) is { } never)
            return ("The child is under ten.", "Let the child go now, or keep the child safe under the Children Act: no child under ten is arrested for an offence.", never.Citation);
        if (Bars.ToBeReleased(record) is not { } decided) return null;
        return decided.Citation == Accommodation.Citation.BailAfterCharge
            ? ("Bail was granted and the child is still here.", "Release the child: bail has been granted.", decided.Citation)
            : ("A review decided on release and the child is still here.", "Release the child: the review decided on it.", decided.Citation);
    }

    private static (string Why, string Step, string? Citation) StepFor(CustodyRecord record, Instant reaches) =>
        record.BailRefusals.Any(refusal => refusal is { IsChild: true, GrantedAt: null })
            ? AfterRefusal(record)
        : record.BailRefusals.Any(refusal => refusal is { IsChild: false, GrantedAt: null })
            ? ("Bail was refused to someone who was 18 by then.", "List the case for the court's first sitting: the duty to move a child does not apply.", "PACE 1984 s46(2)")
        : record.ChargedAt is not null
            ? ("Charged, and bail is not decided.", "Decide bail now: a charged child is bailed unless a ground to refuse applies.", "PACE 1984 s38(1)")
        : BeforeCharge(record, reaches);

    private static (string, string, string?) AfterRefusal(CustodyRecord record)
    {
        var requests = PlaceRequests.Of(record.Events);
        if (requests.Any(request => request.PlaceStands))
            return ("A place was given and the child has not been moved.", "Move the child now to the place that was given.", "PACE 1984 s38(6)");
        if (requests.Any(request => request.FactAskedAt is not null))
            return ("The local authority asked for a fact before it answers.", "Give the authority the fact it asks for.", "PACE 1984 s38(6)");
        if (requests.Any(request => request.Waiting))
            return ("A place was asked for and nobody has answered.", "Ring the local authority again and its manager: the request has no answer.", "Children Act 1989 s21(2)(b)");
        if (requests.Any(request => request is { EndedWithBail: false, Standing.Said.Decision: AccommodationDecision.Declined }))
            return ("The local authority declined.", "Ask again for a place that is not secure, through the head of service: the authority must accommodate the child.", "Children Act 1989 s21(2)(b)");
        if (requests.Any(request => request is { EndedWithBail: true, WithdrawnAt: null }))
            return ("The request for a place ended when bail was granted.", "Ask the local authority for accommodation again: nobody looks for a place any more.", "PACE 1984 s38(6)");
        if (requests.Any(request => request.WithdrawnAt is not null))
            return ("The request for a place was withdrawn.", "Ask the local authority for accommodation again: nobody looks for a place any more.", "PACE 1984 s38(6)");
        return ("Bail was refused and no place has been asked for.", "Ask the local authority for accommodation now.", "PACE 1984 s38(6)");
    }

    private static (string, string, string?) BeforeCharge(CustodyRecord record, Instant reaches)
    {
        if (record.Arrived!.Route == Route.MentalHealth)
            return ("The child is held under the Mental Health Act.", "Move the child now to a health place of safety: a police station never is one for a child.", "Mental Health Act 1983 s136A");
        var onWarrant = record.IsOnCourtWarrant;
        if (record.AuthorisedAt is null && !onWarrant)
            return ("Detention is not yet authorised or refused.", "Decide whether detention is necessary at all.", "PACE 1984 s37(2)");
        if (Bars.PastTheLimit(record) is not null)
            return ("The limit on detention without charge has passed.", "Charge or release now: the detention is unlawful.", "PACE 1984 s41(7)");
        var unfit = Bars.LastFinding(record) is HealthcareFinding.NotFit or HealthcareFinding.ToHospital;
        if (unfit && !HasGoneToHospital(record)) return Bars.LastFinding(record) is HealthcareFinding.NotFit
            ? ("A clinician found the child not fit to be detained.", "Take the child to where care can be given, or release.", "Code C 9.5")
            : ("A clinician sent the child to hospital, and the child is still here.", "Take the child to hospital now, or release: no interview before that.", "Code C 9.5");
        if (!onWarrant && ComesFirst(record, reaches) is { } first) return first;
        if (IsAtHospital(record))
            return ("The child is at hospital.", "At hospital: no interview. Release from there, or have the child found fit on return.", "Code C 14.2");
        // A court's warrant is for bringing the child before that court, not for an interview.
        if (onWarrant)
            return ("The child was arrested on a court's warrant.", "Take the child before the court, or have the case listed for its first sitting.", null);
        if (unfit)
            return ("The child is back from hospital, and nobody has found the child fit since.", "Have a clinician see the child before any interview, or release.", "Code C 12.3");
        if (!Has<AaRequested>(record) && !Has<AaArrived>(record))
            return ("No appropriate adult has been asked for.", "Ask an appropriate adult to come now.", "Code C 3.15");
        var soon = record.At.InZone(LondonTime.Zone).TimeOfDay >= Evening ? "this evening" : "now";
        if (!Has<AaArrived>(record))
            return ("The appropriate adult has not come.", $"Get an adult here {soon}: try the next provider.", "Code C 3.15");
        if (!Bars.AdultIsHere(record) && !Has<InterviewStarted>(record))
            return ("The appropriate adult has left.", $"Get an adult here {soon}: nobody interviews the child without one.", "Code C 11.15");
        if (Bars.WaitsForAdvice(record))
            return (
                Has<LegalAdviserRequested>(record) ? "The legal adviser has not come." : "The child asked for a solicitor and has had no advice.",
                $"Get the legal adviser here or on the line {soon}.", "PACE 1984 s58");
        return Has<InterviewStarted>(record)
            ? ("The interview was held and nothing has been decided.", "Decide now: charge, or release with or without bail.", "PACE 1984 s37(7)")
            : BeforeInterview(record);
    }

    private static (string, string, string?) BeforeInterview(CustodyRecord record)
    {
        if (record.IsAway)
            return ("The child is between two stations and has not been interviewed.", "No interview on the way: hold it on arrival, or release.", "Code C 11.1");
        var inTheNight = Oversight.Night.IsUnderWay(record.At);
        if (inTheNight && !Rest.IsHad(record))
            return ("The child has not been interviewed.", "Do not interview now, in the time for rest: release the child until the interview can be held.", "Code C 12.2");
        if (Bars.AtRest(record) is not null)
            return ("The child is at rest and has not been interviewed.", "Do not break off the rest for an interview: release the child until it can be held.", "Code C 12.2");
        return ("The child has not been interviewed.", inTheNight
            ? "Hold the interview now, as the eight hours' rest is complete, or release until it can be held."
            : "Hold the interview now, before the time for rest, or release until it can be held.", "Code C 12.2");
    }

    /// <summary>The review that is owed now, or the limit where it falls before the fourth hour ends; null when neither comes first.</summary>
    private static (string, string, string?)? ComesFirst(CustodyRecord record, Instant reaches)
    {
        if (Bars.ReviewOwed(record) is { Due: { } owed } review)
            return (
                $"The {Say.Ordinal(review.Sequence)} review of detention was due by {Say.Time(owed, record.At)} and has not been held.",
                "Hold the review now, and release unless keeping the child is still necessary.", review.Provision.Basis.Citation);
        if (Bars.Limit(record) is { Due: { } due } limit && due <= reaches)
            return (
                $"The limit on detention without charge falls at {Say.Time(due, record.At)}.",
                $"Charge or release by {Say.Time(due, record.At)}.", limit.Provision.Basis.Citation);
        return null;
    }

    private static bool IsAtHospital(CustodyRecord record) => record.Absences.Any(absence => absence is { To: null, Purpose: not null });

    /// <summary>Whether the child has been taken to hospital since a clinician last saw them, or is there.</summary>
    private static bool HasGoneToHospital(CustodyRecord record) => IsAtHospital(record)
        || record.Events.LastOrDefault(entry => entry.Fact is HealthcareAttended or LeftForHospital)?.Fact is LeftForHospital;

    private static bool Has<T>(CustodyRecord record) where T : Fact => record.Events.Any(entry => entry.Fact is T);
}

namespace CustodyWatch.Pace.Custody;

/// <summary>
/// Every kind of custody event, in the order that settles two entries of the same instant.
/// The word after <c>custody.</c> in an event's type is the name here in kebab case.
/// </summary>
public enum EventKind
{
    Arrived, SeenByCustodyOfficer, DetentionAuthorised, DetentionRefused, LeftForOtherStation, ArrivedAtStation,

    RightsGiven, ResponsiblePersonTold, ResponsiblePersonNotReached, LocalAuthorityTold, AaRequested, AaAccepted, AaDeclined,
    AaArrived, AaLeft, LegalAdviserRequested, LegalAdviserContacted, LegalAdviserArrived, LegalAdviserDeclined,
    SocialCareReferred, YouthJusticeTold, ChildView, ChildAsked, ChildAnswered,

    RiskAssessed, ObservationChanged, Visit, MealOffered, DrinkOffered, RestStarted, RestEnded, ExerciseOffered,
    HealthcareRequested, HealthcareAttended, CellPlaced, CellLeft, WomanAssigned, WomanUnassigned, PersonalNeedsAsked,
    StripSearched, ForceUsed, LeftForHospital, QuestionedInHospital, ReturnedFromHospital,

    InterviewStarted, InterviewEnded, ReviewHeld, ReviewPostponed, ExtensionAuthorised, WarrantApplied, WarrantGranted,
    WarrantExtended, WarrantRefused,

    Charged, BailGranted, BailRefused, AccommodationLikely, AccommodationUnlikely, AccommodationRequested,
    AccommodationAnswered, AccommodationWithdrawn, Transferred, CertificateIssued, CertificateProduced, CourtListed,
    CourtOutcome, Released,

    Corrected,
}

/// <summary>The names of event kinds as they travel: <c>custody.review-held</c>.</summary>
public static class EventKinds
{
    private const string Prefix = "custody.";
    private static readonly string[] Types = [.. Vocabulary<EventKind>.Words.Select(word => Prefix + word)];
    private static readonly Dictionary<string, EventKind> ByType =
        Enum.GetValues<EventKind>().ToDictionary(kind => Types[(int)kind], StringComparer.Ordinal);

    /// <summary>Every event type, in the order of the contract.</summary>
    public static IReadOnlyList<string> All => Types;

    /// <summary>Whether it ends a detention: released, refused, or handed over.</summary>
    public static bool IsEnd(this EventKind kind) => kind is EventKind.Released or EventKind.DetentionRefused or EventKind.Transferred;

    /// <summary>The type as it travels.</summary>
    public static string TypeName(this EventKind kind) => Types[(int)kind];

    /// <summary>The kind of a type, or null when there is no such type.</summary>
    public static EventKind? Parse(string? type) => type is not null && ByType.TryGetValue(type, out var kind) ? kind : null;

    /// <summary>The kind of a type in UTF-8, or null when there is no such type.</summary>
    public static EventKind? Parse(ReadOnlySpan<byte> type) =>
        type.StartsWith("custody."u8) ? Vocabulary<EventKind>.Parse(type[Prefix.Length..]) : null;
}

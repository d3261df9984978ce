namespace CustodyWatch.Pace.Clocks;

/// <summary>Every clock, in statute order. Its name outside is the name here in kebab case: <c>detention-limit</c>.</summary>
public enum ClockName
{
    DetentionLimit, Review, ReleaseAfterReview, DesignatedStation, SoftLimit, Court, CourtListing,

    CustodyOfficer, Rights, RightsWithAdult, ResponsiblePerson, LocalAuthority, AdultRequested, AdultArrival, LegalAdviser,
    RiskAssessment, NamedWoman, PersonalNeeds, SocialCare, ChildRequest,

    Meals, MealTime, FoodTaken, Drink, Visit, Rest, Healthcare, Exercise,

    BailDecision, AccommodationRequest, AccommodationReply, AccommodationTransfer, Certificate, CertificateToCourt, EarlyNotice,

    // From here on gates: broken the moment something happens.
    MentalHealthDetention, UnderAge, InterviewWithoutAdult, StripSearchWithoutAdult, StripSearch, CellWithAdult, ExtensionVoid,
    ReviewWrongRank, ImpossibleCheck, AdultExpectedLate, SecureRequestUnlawful, NotFit, ForceUsed, SecureRequestUnsupported,
    ReleasedUnreferred, CertificateVoid,
}

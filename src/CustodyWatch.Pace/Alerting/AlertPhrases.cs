using CustodyWatch.Pace.Clocks;

namespace CustodyWatch.Pace.Alerting;

/// <summary>What is wrong, in words, for each duty that has a time: before it is due, and after. <c>{0}</c> is the due time, <c>{1}</c> when it was over, <c>{2}</c> when a child on bail came back.</summary>
internal static class AlertPhrases
{
    public static (string Ahead, string Broken) Of(Clock clock) => clock.Name switch
    {
        ClockName.DetentionLimit when clock.Cycle.OnCourtWarrant => (
            "the child, arrested on a court's warrant, must be before the court by {0}, at its first sitting if that is sooner",
            "since {0} the child, arrested on a court's warrant, has not been before the court as Bail Act 1976 s7(4) requires, and must be brought there now"),
        ClockName.DetentionLimit => (
            "the limit on detention without charge ends at {0}",
            "the limit on detention without charge ended at {0} and the child is still held, which is unlawful"),
        ClockName.Review => (
            "the next review of detention must be held by {0}",
            "a review of detention was due at {0} and has not been held, and until it is the detention is unlawful"),
        ClockName.ReleaseAfterReview => (
            "a review decided on release and the child must have left by {0}",
            "a review decided on release and at {0} the child had still not left"),
        ClockName.DesignatedStation => (
            "the child must be at a designated station by {0}",
            "the child was to be at a designated station by {0}, and this station has no power to keep the child longer"),
        ClockName.SoftLimit => (
            "at {0} the child will have been in custody as long as the force allows itself",
            "since {0} the child has been in custody longer than the force allows itself"),
        ClockName.Court => (
            "the court sits at {0} and the child must be before it",
            "the court sat at {0} and the child was not before it"),
        ClockName.CourtListing => Done("the court", "asked for its first sitting"),
        ClockName.CustodyOfficer => Done("the child", "seen by the custody officer"),
        ClockName.Rights => Done("the child", "told their rights"),
        ClockName.RightsWithAdult => Done("the child", "told their rights again with the appropriate adult there"),
        ClockName.ResponsiblePerson => Done("a parent or other responsible person", "told where the child is and why"),
        ClockName.LocalAuthority => Done("the authority that looks after the child", "told"),
        ClockName.AdultRequested => Done("an appropriate adult", "called"),
        ClockName.AdultArrival => (
            "the appropriate adult must be here by {0}", "the appropriate adult was to be here by {0} and has not come"),
        ClockName.LegalAdviser => (
            "the legal adviser the child asked for must be here by {0}",
            "the legal adviser the child asked for was to be here by {0} and has not come"),
        ClockName.RiskAssessment => Done("the risks to the child", "assessed", "were"),
        ClockName.NamedWoman => (
            "a named woman must be caring for the girl by {0}", "a named woman was to be caring for the girl by {0} and none is"),
        ClockName.PersonalNeeds => Done("the child", "asked in private about personal needs"),
        ClockName.SocialCare => Done("children's social care", "told of the child"),
        ClockName.ChildRequest => Done("something the child asked for", "answered"),
        ClockName.Meals => (
            "without another meal the 24 hours to {0} will hold fewer than two light meals and a main one",
            "the 24 hours to {0} held fewer than two light meals and a main one, and no meal since has put that right"),
        ClockName.MealTime => Done("a meal", "offered for this mealtime"),
        ClockName.FoodTaken => ("the child must have eaten by {0}", "the child was to have eaten by {0} and has not"),
        ClockName.Drink => Done("a drink", "offered"),
        ClockName.Visit => Done("the child", "visited"),
        ClockName.Rest => (
            "the child must have had eight hours of rest by {0}", "at {0} the child had not had eight hours of rest in 24"),
        ClockName.Healthcare => (
            "a healthcare professional must attend by {0}", "a healthcare professional was to attend by {0} and has not"),
        ClockName.Exercise => Done("outdoor exercise", "offered if practicable"),
        ClockName.BailDecision => Done("bail", "decided"),
        ClockName.AccommodationRequest => Done("the local authority", "asked to take the child"),
        ClockName.AccommodationReply => (
            "the local authority must answer the request for a place by {0}",
            "the local authority was to answer the request for a place by {0} and has not"),
        ClockName.AccommodationTransfer => Done("the child", "moved to local authority accommodation"),
        ClockName.Certificate => (
            "there must be a certificate of detention, or the child moved to the local authority, by {0}",
            "there was to be a certificate of detention, or the child moved to the local authority, by {0}, and there is neither"),
        ClockName.CertificateToCourt => (
            "the certificate of detention must be before the court at {0}",
            "the certificate of detention was to be before the court at {0} and has not been produced"),
        ClockName.EarlyNotice => Done("the local authority", "told whether a place may be needed tonight"),
        _ => throw new ArgumentOutOfRangeException(nameof(clock), clock.Name, "is a gate: its own sentence says what happened"),
    };

    /// <summary>What was wrong, where an alert is raised when it is over already; null for what is said in the same words then.</summary>
    public static string? Over(Clock clock) => clock.Name switch
    {
        ClockName.DetentionLimit when clock.Cycle.OnCourtWarrant =>
            "from {0} until {1} the child, arrested on a court's warrant, was not before the court as Bail Act 1976 s7(4) requires",
        ClockName.DetentionLimit =>
            $"the limit on detention without charge ended at {{0}} and {(clock.Cycle.BackFromBail is null ? "" : "from the arrival at {2} ")}"
            + $"until {(clock.ToldUntil == clock.Cycle.DoneTooLate ? "the charge at " : "")}{{1}} the child was held, which was unlawful",
        ClockName.Review when clock.Cycle.BackFromBail is not null =>
            "a review of detention was due at {0} and had not been held when the child left at {1}, and from the arrival at {2} the detention was unlawful",
        ClockName.Review => "a review of detention was due at {0} and had not been held when the child left at {1}, and in between the detention was unlawful",
        _ => null,
    };

    private static (string Ahead, string Broken) Done(string who, string what, string was = "was") =>
        ($"{who} must be {what} by {{0}}", $"{who} {was} to be {what} by {{0}} and {(was == "was" ? "has" : "have")} not been");
}

using CustodyWatch.Pace.Custody;
using static CustodyWatch.Screens.Entries.Field;

namespace CustodyWatch.Screens.Entries;

internal static class WelfareFields
{
    public static IReadOnlyList<Field>? For(EventKind kind) => kind switch
    {
        EventKind.RiskAssessed =>
        [
            Level, Rouse, When("lastAteAt", "Last ate at").Optional(), When("lastSleptAt", "Last slept at").Optional(),
        ],
        EventKind.ObservationChanged =>
        [
            Level, Rouse, Number("intervalMinutes", "Visit every (minutes)").With("Only to visit more often").Optional(), Reason,
        ],
        EventKind.Visit =>
        [
            Choice<VisitMethod>("method", "How the visit was made"), YesNo("roused", "Was the child roused?").Optional(),
            Choice<VisitResponse>("response", "How the child was").Optional(),
        ],
        EventKind.MealOffered => [Choice<MealKind>("kind", "Kind of meal"), Outcome],
        EventKind.DrinkOffered or EventKind.ExerciseOffered => [Outcome],
        EventKind.RestStarted or EventKind.CellLeft or EventKind.ReturnedFromHospital => [],
        EventKind.RestEnded => [Choice<RestEndCause>("cause", "Why it ended")],
        EventKind.HealthcareRequested => [Reason, YesNo("urgent", "Is it urgent?").Optional()],
        EventKind.HealthcareAttended =>
            [Choice<HealthcareFinding>("finding", "What was found"), LongText("instructions", "Instructions").Optional()],
        EventKind.CellPlaced =>
        [
            Text("cell", "Cell"),
            LongText("reason", "Why a cell, and why no other secure place").With("PACE Code C 8.8 and 8.10"),
            YesNo("withAdult", "Is there an adult detainee in the cell?").Optional(),
        ],
        EventKind.WomanAssigned or EventKind.WomanUnassigned => ArrivalFields.Officer("officer", "Named woman"),
        EventKind.PersonalNeedsAsked => [Choice<MenstrualProducts>("menstrualProducts", "Menstrual products").Optional()],
        EventKind.StripSearched =>
        [
            .. ArrivalFields.Officer("authorisedBy", "Authorised by"), Reason,
            YesNo("intimatePartsExposed", "Were intimate parts exposed?"),
            YesNo("appropriateAdultPresent", "Was the appropriate adult present?"),
            Choice<StripSearchException>("exception", "Exception").Optional(),
        ],
        EventKind.ForceUsed => [Text("kind", "Kind of force"), Reason],
        EventKind.LeftForHospital => [Choice<HospitalPurpose>("purpose", "What for")],
        EventKind.QuestionedInHospital => [When("from", "From"), When("to", "To")],
        _ => null,
    };

    private static readonly Field Level = Number("observationLevel", "Observation level") with
    {
        Options = [new("1", "1, general"), new("2", "2, intermittent"), new("3", "3, constant"), new("4", "4, close proximity")],
    };

    private static readonly Field Rouse = YesNo("rouse", "Must the child be roused?").Optional();
    private static readonly Field Outcome = Choice<OfferOutcome>("outcome", "Outcome");
    private static readonly Field Reason = LongText("reason", "Reason");
}

using CustodyWatch.Pace.Custody;
using static CustodyWatch.Screens.Entries.Field;

namespace CustodyWatch.Screens.Entries;

internal static class AfterChargeFields
{
    public static IReadOnlyList<Field>? For(EventKind kind) => kind switch
    {
        EventKind.Charged =>
            [.. ArrivalFields.Officer("officer", "Custody officer"), .. ArrivalFields.Offences("offences", required: true)],
        EventKind.BailGranted => [YesNo("conditional", "Are there conditions?")],
        EventKind.BailRefused =>
        [
            .. ArrivalFields.Officer("officer", "Custody officer"), Choices<BailGround>("grounds", "Grounds"), Reason,
        ],
        EventKind.AccommodationLikely => [PeopleFields.Authority, Reason],
        EventKind.AccommodationUnlikely => [.. ArrivalFields.Officer("officer", "Officer"), Reason],
        EventKind.AccommodationRequested =>
        [
            PeopleFields.NewRequest, PeopleFields.Authority, Choice<AccommodationKind>("kind", "Kind of accommodation"),
            LongText("seriousHarmReason", "What serious harm the public must be protected from").With("Needed for secure accommodation").Optional(),
            When("neededBy", "Needed by").Optional(), LongText("notes", "Notes").Optional(),
        ],
        EventKind.AccommodationAnswered =>
        [
            PeopleFields.RequestId, Choice<AccommodationDecision>("decision", "Answer"),
            Choice<PlacementKind>("placement.kind", "Kind of place").Optional(),
            When("placement.readyAt", "Ready at").Optional(), Text("placement.transportBy", "Who brings the child there").Optional(),
            Choice<DeclineReason>("reasonCode", "Why it was declined").Optional(), LongText("text", "In their words").Optional(),
            Text("worker", "Who answered"),
        ],
        EventKind.AccommodationWithdrawn => [PeopleFields.RequestId, Reason],
        EventKind.Transferred =>
        [
            Choice<TransferTo>("to", "To"), PeopleFields.Authority.With("Needed when the child goes to a local authority").Optional(), Court.With("Needed when the child goes to court").Optional(), Text("receiver", "Who received the child"),
        ],
        EventKind.CertificateIssued =>
        [
            Text("certificateId", "Paper"), Choice("limb", "Limb", [.. Vocabulary<CertificateLimb>.Words.Select(word => new Option(word, LimbWords.Of(word)))]),
            .. ArrivalFields.Officer("officer", "Custody officer"),
            LongText("circumstances", "Circumstances").Optional(), LongText("noSecureSearch", "How secure accommodation was sought").Optional(),
            LongText("whyOtherInadequate", "Why other accommodation would not protect the public").Optional(),
            LongText("seriousHarmFacts", "Facts that show serious harm").Optional(),
        ],
        EventKind.CertificateProduced => [Text("certificateId", "Certificate"), Court],
        EventKind.CourtListed => [Court, When("sittingAt", "Sitting at")],
        EventKind.CourtOutcome => [Choice<CourtOutcomeKind>("outcome", "Outcome")],
        EventKind.Released =>
        [
            Choice<ReleaseOutcome>("outcome", "Outcome"), YesNo("preReleaseRiskAssessment", "Was a pre-release risk assessment made?"),
        ],
        _ => null,
    };

    private static readonly Field Court = Text("court", "Court");
    private static readonly Field Reason = LongText("reason", "Reason");
}

using CustodyWatch.Pace.Custody;
using static CustodyWatch.Screens.Entries.Field;

namespace CustodyWatch.Screens.Entries;

internal static class InvestigationFields
{
    public static IReadOnlyList<Field>? For(EventKind kind) => kind switch
    {
        EventKind.InterviewStarted =>
        [
            YesNo("appropriateAdultPresent", "Is the appropriate adult present?"),
            .. ArrivalFields.Officer("urgentAuthority", "Urgent interview authorised by").Select(field => field.Optional()),
        ],
        EventKind.InterviewEnded or EventKind.WarrantApplied => [],
        EventKind.ReviewHeld =>
        [
            .. ArrivalFields.Officer("officer", "Review officer"),
            Choice<ReviewMethod>("method", "How it was held"), Choice<ReviewOutcome>("outcome", "Decision"),
            YesNo("asleep", "Was the child asleep?").Optional(),
            Choices<Representation>("representations", "Who made representations").Optional(),
        ],
        EventKind.ReviewPostponed =>
        [
            .. ArrivalFields.Officer("officer", "Officer"), Choice<PostponementGround>("ground", "Ground"), LongText("reason", "Reason"),
        ],
        EventKind.ExtensionAuthorised =>
            [.. ArrivalFields.Officer("officer", "Superintendent"), When("until", "Until"), LongText("reason", "Reason")],
        EventKind.WarrantGranted or EventKind.WarrantExtended =>
            [Text("court", "Court"), Number("hours", "Hours").With("1 to 36")],
        EventKind.WarrantRefused => [Text("court", "Court")],
        _ => null,
    };
}

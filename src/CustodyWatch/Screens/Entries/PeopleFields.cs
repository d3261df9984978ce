using CustodyWatch.Pace.Custody;
using static CustodyWatch.Screens.Entries.Field;

namespace CustodyWatch.Screens.Entries;

internal static class PeopleFields
{
    public static IReadOnlyList<Field>? For(EventKind kind) => kind switch
    {
        EventKind.RightsGiven => [YesNo("appropriateAdultPresent", "Was the appropriate adult present?")],
        EventKind.ResponsiblePersonTold =>
            [Text("relationship", "Who was told").With("Such as mother"), Text("method", "How").Optional()],
        EventKind.ResponsiblePersonNotReached => [LongText("reason", "Why nobody was reached")],
        EventKind.LocalAuthorityTold => [Authority],
        EventKind.AaRequested => Adult(required: true),
        EventKind.AaAccepted => [When("expectedAt", "Expected at"), .. Adult(required: false)],
        EventKind.AaDeclined => [LongText("reason", "Reason"), .. Adult(required: false)],
        EventKind.AaArrived => Adult(required: true),
        EventKind.AaLeft or EventKind.LegalAdviserRequested or EventKind.LegalAdviserContacted
            or EventKind.LegalAdviserArrived or EventKind.LegalAdviserDeclined => [],
        EventKind.SocialCareReferred =>
            [Authority, Text("concerns.0", "Concern"), Text("concerns.1", "Another concern").Optional()],
        EventKind.YouthJusticeTold => [Text("service", "Youth justice service").Optional()],
        EventKind.ChildView => [LongText("text", "What the child says, in their own words")],
        EventKind.ChildAsked => [NewRequest, Choice<AskedFor>("for", "What the child asked for"), Text("text", "In their words").Optional()],
        EventKind.ChildAnswered =>
        [
            RequestId, Choice<RequestOutcome>("outcome", "What was done"),
            Text("reason", "Reason").With("Needed when it was refused").Optional(),
        ],
        _ => null,
    };

    public static readonly Field Authority = AuthorityAt("authority", "Local authority");

    /// <summary>A request being made; its id is given by the service.</summary>
    public static readonly Field NewRequest = Hidden("requestId", "Request");

    /// <summary>A request made before, chosen from those of the record.</summary>
    public static readonly Field RequestId = Text("requestId", "Request");

    public static Field AuthorityAt(string path, string label) =>
        Text(path, label).With("Its code, such as E08000099. Type part of the name to search") with { IsAuthority = true };

    private static IReadOnlyList<Field> Adult(bool required)
    {
        var kind = Choice<AdultKind>("adult.kind", "Who the adult is");
        return
        [
            required ? kind : kind.Optional(),
            Text("adult.provider", "Scheme or provider").Optional(),
            Choice("adult.sex", "Sex of the adult", new("female", "Female"), new("male", "Male")).Optional(),
        ];
    }
}

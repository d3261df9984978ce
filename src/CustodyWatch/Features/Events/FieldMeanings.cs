using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Features.Events;

/// <summary>What a field of an event means, where its name alone does not say.</summary>
internal static class FieldMeanings
{
    private const string AuthorityCode = "A local authority with children's services, by its code of nine characters.";

    public static readonly IReadOnlyDictionary<string, string> Of = new Dictionary<string, string>
    {
        ["designatedStation"] = "Whether the station is a designated one (PACE 1984 s35).",
        ["firstStationArrivedAt"] = "When the child came to the first station, where this is not the first.",
        ["questionedInArrestingForce"] = "Of a child of another force: whether they were questioned there.",
        ["enteredEnglandAndWalesAt"] = "Of a child arrested outside England and Wales: when they came in.",
        ["carriedForward"] = "Of a child who comes back from bail: what had run before.",
        ["limitElapsed"] = "How much of the limit of detention.",
        ["sinceLastReview"] = "How long since the last review.",
        ["group"] = "The Home Office offence group.",
        ["apparentAge"] = "How old the child appears to be; it does not grow.",
        ["selfDefinedEthnicity"] = "What the child says, as an 18+1 code.",
        ["lookedAfterBy"] = AuthorityCode,
        ["homeAuthority"] = AuthorityCode,
        ["authority"] = AuthorityCode,
        ["initials"] = "Never a name.",
        ["observationLevel"] = "1 general, 2 intermittent, 3 constant, 4 close proximity.",
        ["rouse"] = "Whether the child is to be roused at each visit.",
        ["intervalMinutes"] = "How often the child is to be visited.",
        ["urgentAuthority"] = "Who authorised an urgent interview without an adult: a superintendent or above (Code C 11.18).",
        ["hours"] = "How long from its issue, which is the time of the event.",
        ["requestId"] = "Names the request, and is said again by whatever answers it.",
        ["requests"] = "The requests for a place that it rests on. Passed over where it is of another shape.",
        ["corrects"] = "The id of another event of the same record and source.",
        ["replacement"] = "What stands instead. A time or data left out stay as they were.",
    };

    /// <summary>What the time of an event is, where that is not plain.</summary>
    public static string OfTime(EventKind kind) => kind switch
    {
        EventKind.Arrived => " The time is that of arrival at this station.",
        EventKind.WarrantGranted or EventKind.WarrantExtended => " The time is that of issue.",
        _ => "",
    };
}

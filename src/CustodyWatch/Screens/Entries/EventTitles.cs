using System.Text.Json;
using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Screens.Entries;

/// <summary>What a custody event is called on a screen.</summary>
public static class EventTitles
{
    public static string Of(EventKind kind) => kind switch
    {
        EventKind.AaRequested => "Appropriate adult asked for",
        EventKind.AaAccepted => "Appropriate adult agreed to come",
        EventKind.AaDeclined => "Appropriate adult declined",
        EventKind.AaArrived => "Appropriate adult arrived",
        EventKind.AaLeft => "Appropriate adult left",
        EventKind.LegalAdviserRequested => "Legal adviser asked for",
        EventKind.ChildView => "The child’s own words",
        EventKind.ChildAsked => "The child asked for something",
        EventKind.ChildAnswered => "The child’s request was answered",
        EventKind.WomanAssigned => "Named woman assigned",
        EventKind.WomanUnassigned => "Named woman unassigned",
        EventKind.CellPlaced => "Placed in a cell",
        EventKind.CellLeft => "Left the cell",
        EventKind.Corrected => "Entry corrected",
        _ => Words.Sentence(Vocabulary<EventKind>.Word(kind)),
    };

    /// <summary>What one entry is called: a statement of an authority's failure is no certificate, and to ask for facts is no answer.</summary>
    public static string Of(EventKind kind, JsonElement? data) => kind switch
    {
        EventKind.CertificateIssued when Word(data, "limb") == LimbWords.Statement => "Statement to the court",
        EventKind.AccommodationAnswered when Word(data, "decision") == Vocabulary<AccommodationDecision>.Word(AccommodationDecision.NeedsFacts) =>
            "Asked for facts by the authority",
        _ => Of(kind),
    };

    private static string? Word(JsonElement? data, string field) =>
        data is { ValueKind: JsonValueKind.Object } said && said.TryGetProperty(field, out var word) ? word.ToString() : null;

    /// <summary>The kinds a form offers, under the headings of a custody record.</summary>
    public static readonly IReadOnlyList<(string Heading, IReadOnlyList<EventKind> Kinds)> Grouped =
    [
        ("Welfare", Between(EventKind.RiskAssessed, EventKind.ReturnedFromHospital)),
        ("People and rights", Between(EventKind.RightsGiven, EventKind.ChildAnswered)),
        ("Authority and station", Between(EventKind.SeenByCustodyOfficer, EventKind.ArrivedAtStation)),
        ("Investigation and reviews", Between(EventKind.InterviewStarted, EventKind.WarrantRefused)),
        ("Charge, accommodation and court", Between(EventKind.Charged, EventKind.Released)),
    ];

    private static EventKind[] Between(EventKind first, EventKind last) =>
        [.. Enum.GetValues<EventKind>().Where(kind => kind >= first && kind <= last)];
}

using System.Text.Json;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using NodaTime;

namespace CustodyWatch.Features.Detentions.Disclosure;

/// <summary>One thing that was done for the child, in words chosen here and never in words somebody typed.</summary>
public sealed record RedactedEntry(Instant At, string Title, string Detail, bool LateEntry, string? Corrected)
{
    // Of each kind that is shown, the fields that hold a word of a fixed list.
    private static readonly Dictionary<EventKind, string[]> Shown = new()
    {
        [EventKind.Arrived] = [],
        [EventKind.SeenByCustodyOfficer] = [],
        [EventKind.DetentionAuthorised] = [],
        [EventKind.DetentionRefused] = [],
        [EventKind.RightsGiven] = [],
        [EventKind.ResponsiblePersonTold] = [],
        [EventKind.ResponsiblePersonNotReached] = [],
        [EventKind.AaRequested] = [],
        [EventKind.AaAccepted] = [],
        [EventKind.AaDeclined] = [],
        [EventKind.AaArrived] = [],
        [EventKind.AaLeft] = [],
        [EventKind.LegalAdviserRequested] = [],
        [EventKind.LegalAdviserContacted] = [],
        [EventKind.LegalAdviserArrived] = [],
        [EventKind.LegalAdviserDeclined] = [],
        [EventKind.ChildAsked] = ["for"],
        [EventKind.ChildAnswered] = ["outcome"],
        [EventKind.RiskAssessed] = [],
        [EventKind.ObservationChanged] = [],
        [EventKind.Visit] = ["method"],
        [EventKind.MealOffered] = ["kind", "outcome"],
        [EventKind.DrinkOffered] = ["outcome"],
        [EventKind.RestStarted] = [],
        [EventKind.RestEnded] = [],
        [EventKind.ExerciseOffered] = ["outcome"],
        [EventKind.HealthcareRequested] = [],
        [EventKind.HealthcareAttended] = [],
        [EventKind.CellPlaced] = [],
        [EventKind.CellLeft] = [],
        [EventKind.WomanAssigned] = [],
        [EventKind.WomanUnassigned] = [],
        [EventKind.PersonalNeedsAsked] = [],
        [EventKind.StripSearched] = [],
        [EventKind.ForceUsed] = [],
        [EventKind.LeftForHospital] = [],
        [EventKind.ReturnedFromHospital] = [],
        [EventKind.InterviewStarted] = [],
        [EventKind.InterviewEnded] = [],
        [EventKind.ReviewHeld] = ["method"],
        [EventKind.ReviewPostponed] = [],
        [EventKind.ExtensionAuthorised] = [],
    };

    public static RedactedEntry? Of(TimelineItem item) =>
        item.Kind == "event" && EventKinds.Parse(item.Type) is { } kind && Shown.TryGetValue(kind, out var fields)
            ? new(item.Occurred, EventTitles.Of(kind), Words.Capital(string.Join(", ", fields.Select(field => Word(item.Data, field)).OfType<string>())), item.LateEntry, item.Corrected)
            : null;

    private static string? Word(JsonElement? data, string field) =>
        data is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!.Replace('-', ' ')
            : null;
}

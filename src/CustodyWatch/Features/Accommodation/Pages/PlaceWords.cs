using CustodyWatch.Log;
using CustodyWatch.Log.Reference;
using CustodyWatch.Screens;
using NodaTime;

namespace CustodyWatch.Features.Accommodation.Pages;

/// <summary>Requests and answers in the words of those who make them.</summary>
internal static class PlaceWords
{
    public static string Outcome(string outcome) => outcome switch
    {
        "open" => "Waiting",
        "no-reply" => "No reply",
        "offered-other" => "Other place offered",
        _ => Words.Sentence(outcome),
    };

    /// <summary>Of a request that nobody answered and for which nobody waits any more it is not said that somebody does.</summary>
    public static string Outcome(DeskRequest request) => IsOver(request) ? "Nobody waits any more" : Outcome(request.Outcome);

    public static string Tag(DeskRequest request) => IsOver(request) ? "govuk-tag--grey" : Tag(request.Outcome);

    private static bool IsOver(DeskRequest request) => request is { State: "closed", Outcome: "open" };

    public static string Tag(string outcome) => outcome switch
    {
        "accepted" or "offered-other" => "govuk-tag--green",
        "declined" or "no-reply" => "govuk-tag--red",
        "withdrawn" => "govuk-tag--grey",
        _ => "govuk-tag--yellow",
    };

    public static string Answer(string decision) => decision switch
    {
        "accepted" => "Accepted",
        "offered-other" => "Offered another kind of place",
        "needs-facts" => "Asked for facts",
        _ => "Declined",
    };

    public static string Kind(string kind) => kind == "secure" ? "secure" : "non-secure";

    /// <summary>What was said besides yes or no.</summary>
    public static string Detail(DeskAnswer answer, Instant now) => string.Join(" ", new[]
    {
        answer.Placement is { } place ? $"{Words.Sentence(place)}." : null,
        answer.ReadyAt is { } ready ? $"Ready {LondonText.Time(ready, now)}." : null,
        answer.TransportBy is { } who ? $"Brought by the {who}." : null,
        answer.ReasonCode is { } reason ? $"{Words.Sentence(reason)}." : null,
        answer.Text is { } text ? $"“{text}”" : null,
    }.OfType<string>());

    /// <summary>What a desk must know to find a place, most urgent first; nothing else of the record.</summary>
    public static IEnumerable<(string Label, string Text)> Facts(DeskRequest request, Instant now)
    {
        var needs = request.Needs;
        return new (string Label, string? Text)[]
        {
            ("Needed by", request.NeededBy is { } needed ? LondonText.Time(needed, now) : "now"),
            ("Court", request.SittingAt is { } sitting ? $"{request.Court}, {LondonText.Time(sitting, now)}" : "not listed yet"),
            ("Charged with", string.Join(", ", request.Offences) + (request.ViolentOrSexual ? " (violent or sexual)" : "")),
            ("Serious harm feared", request.SeriousHarmReason),
            ("Risks and needs", Listed(needs.Vulnerabilities.Select(word => Words.Sentence(word).ToLowerInvariant()))),
            ("Disabilities", Listed(needs.Disabilities)),
            ("Health", Health(needs)),
            ("Observed", needs.ObservationLevel is { } level ? $"at level {level} in custody" : null),
            ("Last ate", needs.LastMeal is { } meal ? LondonText.Time(meal, now) : "not known"),
            ("Last slept", needs.LastSlept is { } slept ? LondonText.Time(slept, now) : "not known"),
            ("Language", needs.Language is { Length: > 0 } language ? Words.Language(language) : null),
            ("Gender identity", needs.GenderIdentity),
            ("Looked after by", needs is { LookedAfter: true, LookedAfterBy: { } by } ? Authorities.NameOf(by) : null),
            ("From the custody officer", request.Notes),
            ("Asked", $"{LondonText.Time(request.AskedAt, now)}, of {request.AuthorityName}"),
        }.Where(line => !string.IsNullOrWhiteSpace(line.Text)).Select(line => (line.Label, line.Text!));
    }

    private static string? Health(Needs needs) => needs.FitToBeDetained switch
    {
        null => needs.HealthInstructions,
        true => $"seen by healthcare, fit{(needs.HealthInstructions is { } how ? $": {how}" : "")}",
        false => $"seen by healthcare, not fit{(needs.HealthInstructions is { } how ? $": {how}" : "")}",
    };

    private static string? Listed(IEnumerable<string> words) => string.Join(", ", words) is { Length: > 0 } text ? text : null;
}

namespace CustodyWatch.Pace.Accommodation;

/// <summary>
/// The reasons that can make moving a child impracticable: exceptional circumstances of the journey, or a court about to
/// sit (PACE 1984 s38(6)(a), Code C 16.7 and Note 16D). Each asks for its facts; none is enough without them.
/// </summary>
public enum LawfulReason { Weather, RoadClosed, NoTransport, CourtImminent, UnfitToTravel, Emergency }

/// <summary>What the form offers for one lawful reason.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Words">How the certificate begins to state it.</param>
/// <param name="FactsToGive">What the custody officer is asked for.</param>
public sealed record LawfulChoice(LawfulReason Reason, string Words, string FactsToGive);

/// <summary>The lawful reasons, in the order the form offers them.</summary>
public static class LawfulReasons
{
    public static readonly IReadOnlyList<LawfulChoice> All =
    [
        new(LawfulReason.Weather, "Extreme weather makes the journey impossible",
            "Which weather, where, since when, who was asked about the roads and when it will be tried again."),
        new(LawfulReason.RoadClosed, "The way to the place offered is closed",
            "Which road or crossing, closed by whom and until when, and what other way was looked for."),
        new(LawfulReason.NoTransport, "No vehicle or escort can be had for the journey",
            "Every transport asked for, with the time and the answer, how far it is and when the next can come."),
        new(LawfulReason.CourtImminent, "The court is about to sit and the journey would outlast the wait",
            "Which court, the time it sits, the travelling time to the place offered and from there to court."),
        new(LawfulReason.UnfitToTravel, "A healthcare professional has found the child not fit to travel",
            "Who found it, when, what was advised and when the child will be seen again."),
        new(LawfulReason.Emergency, "An emergency at the station or around it prevents leaving",
            "What has happened, who decided that nobody leaves, and when it will be looked at again."),
    ];

    /// <summary>The text of a certificate: the reason, then its facts.</summary>
    public static string Circumstances(LawfulReason reason, string facts) => $"{All[(int)reason].Words}. {facts.Trim()}";

    /// <summary>The facts alone, when a text begins with one of the offered reasons; the text as it is otherwise.</summary>
    public static string FactsOf(string circumstances)
    {
        foreach (var choice in All)
            if (circumstances.StartsWith(choice.Words, StringComparison.OrdinalIgnoreCase))
                return circumstances[choice.Words.Length..].TrimStart('.', ':', ' ', '\n', '\r');
        return circumstances;
    }
}

using CustodyWatch.Pace.Accommodation;
using NodaTime;

namespace CustodyWatch.Features.Accommodation.Pages;

/// <summary>One request as the page for answering it shows it.</summary>
public sealed record RequestView
{
    public required DeskRequest Request { get; init; }
    public required AnswerForm Form { get; init; }
    public required Instant Now { get; init; }

    /// <summary>Where the answer goes.</summary>
    public required string Url { get; init; }

    /// <summary>The newest alert of the desk; null when nobody is signed in and the page does not change by itself.</summary>
    public long? Sequence { get; init; }

    public bool IsSecure => Request.Kind == "secure";

    /// <summary>The duty is absolute, so that whoever says no confirms that they understand it.</summary>
    public bool IsAbsolute => Request.Duty == RequestRules.OrdinaryDuty;

    public string About => Child(Request.Needs);

    /// <summary>The child in a few words, without a name.</summary>
    public static string Child(Needs needs) => string.Join(", ", new[]
    {
        needs.Age is { } age ? $"{age}" : null, needs.Sex switch { "female" => "girl", "male" => "boy", _ => null },
        needs.LookedAfter ? "looked after" : null,
    }.OfType<string>());
}

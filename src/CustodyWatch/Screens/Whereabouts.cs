using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Screens;

/// <summary>Where a child is, in a few words.</summary>
public static class Whereabouts
{
    /// <summary>Where one is who is away: <c>At hospital since 17:30</c>.</summary>
    public static string Of(Absence away, Instant now) =>
        $"{(away.Purpose is null ? "Between stations" : "At hospital")} since {LondonText.Time(away.From, now)}";

    /// <summary>The same within a sentence.</summary>
    public static string Within(Absence away, Instant now)
    {
        var text = Of(away, now);
        return char.ToLowerInvariant(text[0]) + text[1..];
    }

    /// <summary>The entry that says the child is back.</summary>
    public static EventKind Back(Absence away) => away.Purpose is null ? EventKind.ArrivedAtStation : EventKind.ReturnedFromHospital;
}

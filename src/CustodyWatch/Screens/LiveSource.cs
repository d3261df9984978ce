using NodaTime;

namespace CustodyWatch.Screens;

/// <summary>What a live page starts from.</summary>
/// <param name="ItemUrl">Where one changed item is fetched again, less its key; null where the page is fetched whole.</param>
/// <param name="AlertSequence">The newest alert the page shows.</param>
/// <param name="Now">The service's time when the page was drawn.</param>
public sealed record LiveSource(string? ItemUrl, long AlertSequence, Instant Now)
{
    /// <summary>The one detention the page is about; null when it is about several.</summary>
    public string? Only { get; init; }
}

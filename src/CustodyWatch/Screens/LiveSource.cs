using NodaTime;

namespace CustodyWatch.Screens;

/// <summary>What a live page starts from.</summary>
/// <param name="Url">The page's own address, from which a changed part is fetched again.</param>
/// <param name="AlertSequence">The newest alert the page shows.</param>
/// <param name="Now">The service's time when the page was drawn.</param>
public sealed record LiveSource(string Url, long AlertSequence, Instant Now);

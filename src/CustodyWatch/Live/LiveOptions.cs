namespace CustodyWatch.Live;

/// <summary>How nodes tell one another's screens; read from <c>CustodyWatch:</c>.</summary>
public sealed record LiveOptions
{
    /// <summary>Where Redis is, such as <c>redis:6379</c>; without it a node tells only the screens connected to itself.</summary>
    public string? Redis { get; init; }
}

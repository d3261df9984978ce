namespace CustodyWatch.Simulator;

/// <summary>A custody suite that does not exist.</summary>
/// <param name="Force">The force's code.</param>
/// <param name="Code">The suite's code.</param>
/// <param name="Authority">The local authority most of its children live in.</param>
/// <param name="Care">How well it keeps its duties, from 0 (badly) to 1 (always on time).</param>
public sealed record InventedSuite(string Force, string Code, string Authority, double Care)
{
    /// <summary>The suite every demo persona belongs to.</summary>
    public static readonly InventedSuite Central = new("99", "CENTRAL", "E08000099", 0.75);

    /// <summary>As events name it.</summary>
    public string Source { get; } = $"/forces/{Force}/suites/{Code}";
}

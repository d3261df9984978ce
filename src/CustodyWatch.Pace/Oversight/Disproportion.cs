namespace CustodyWatch.Pace.Oversight;

/// <summary>A group's rate beside that of white children (relative rate index), with its 95% interval.</summary>
/// <param name="Group">The broad ethnic group.</param>
/// <param name="Count">How many.</param>
/// <param name="Denominator">Of how many; null where nobody knows, such as residents of a group not stated.</param>
/// <param name="Rate">Count over denominator.</param>
/// <param name="RelativeRate">This rate over the rate of white children.</param>
/// <param name="Lower95">The lower end of the log-normal 95% interval.</param>
/// <param name="Upper95">The upper end.</param>
public sealed record Disproportion(
    string Group, int Count, int? Denominator, double? Rate, double? RelativeRate, double? Lower95, double? Upper95)
{
    /// <summary>Below this a rate says too little to be put in an order.</summary>
    public const int FewestToRank = 10;

    private const double Sides = 1.96;

    public bool SmallNumber => Count < FewestToRank;

    /// <summary>Each group beside the reference, by <c>exp(ln RRI ± 1.96 √(1/a − 1/n₁ + 1/b − 1/n₀))</c>.</summary>
    public static IReadOnlyList<Disproportion> Of(IReadOnlyList<(string Group, int Count, int? Of)> groups)
    {
        var white = groups.FirstOrDefault(group => group.Group == EthnicGroup.White);
        return [.. groups.Select(group => Of(group, white.Count, white.Of))];
    }

    private static Disproportion Of((string Group, int Count, int? Of) group, int whiteCount, int? whiteOf)
    {
        if (group.Of is not > 0) return new(group.Group, group.Count, group.Of, null, null, null, null);
        var (count, of) = (group.Count, group.Of.Value);
        var rate = (double)count / of;
        if (whiteOf is not > 0 || whiteCount == 0) return new(group.Group, count, of, rate, null, null, null);
        var relative = rate / ((double)whiteCount / whiteOf.Value);
        if (group.Group == EthnicGroup.White) return new(group.Group, count, of, rate, 1, null, null);
        if (count == 0) return new(group.Group, count, of, rate, 0, null, null);
        var spread = Sides * Math.Sqrt(Math.Max(0, 1.0 / count - 1.0 / of + 1.0 / whiteCount - 1.0 / whiteOf.Value));
        return new(group.Group, count, of, rate, relative, relative * Math.Exp(-spread), relative * Math.Exp(spread));
    }
}

namespace CustodyWatch.Pace.Oversight;

/// <summary>How a case was handled, by HMIC's three grades.</summary>
public enum Grade { Good, Adequate, Inadequate }

/// <summary>How far two gradings of the same cases agree.</summary>
/// <param name="Pairs">Cases graded by both.</param>
/// <param name="Agree">Cases given the same grade.</param>
/// <param name="WeightedKappa">
/// Cohen's kappa with linear weights: 1 is full agreement, 0 no more than chance. Null when there are no pairs.
/// </param>
public sealed record Agreement(int Pairs, int Agree, double? WeightedKappa)
{
    public static Agreement Of(IReadOnlyCollection<(Grade Self, Grade Inspector)> pairs)
    {
        if (pairs.Count == 0) return new(0, 0, null);
        // Steps apart, not shares of the most that two can be apart: what one is divided by the other is too.
        double seen = 0, chance = 0;
        foreach (var (self, inspector) in pairs) seen += Apart(self, inspector);
        foreach (var self in pairs.GroupBy(pair => pair.Self))
            foreach (var inspector in pairs.GroupBy(pair => pair.Inspector))
                chance += Apart(self.Key, inspector.Key) * self.Count() * inspector.Count() / pairs.Count;
        // Where chance alone could not have disagreed there was nothing to disagree about.
        var kappa = chance == 0 ? 1 : Math.Round(1 - seen / chance, 4);
        return new(pairs.Count, pairs.Count(pair => pair.Self == pair.Inspector), kappa);
    }

    private static double Apart(Grade one, Grade other) => Math.Abs((int)one - (int)other);
}

namespace CustodyWatch.Pace.Oversight;

/// <summary>How a measure is worked out.</summary>
public enum Reckoning { Count, Share, Median, Ninetieth, Longest }

/// <summary>One named number, how it is worked out and how much of what it needs was recorded.</summary>
/// <param name="Name">Its name for ever.</param>
/// <param name="Title">In a few words, for a screen.</param>
/// <param name="Definition">In a sentence that settles an argument.</param>
/// <param name="Reckoning">How it is worked out.</param>
/// <param name="Numerator">What is counted; of a length of time, nothing.</param>
/// <param name="Denominator">Of how many; of a length of time, of how many it could be known.</param>
public sealed record Measure(
    string Name, string Title, string Definition, Reckoning Reckoning, Tally? Numerator, Tally? Denominator)
{
    /// <summary>The version of how figures are worked out from events (decision 0067 made the second; since the third, a child bailed after a refusal is not kept).</summary>
    public const string Figures = "figures-3";

    public string RuleVersion { get; init; } = Figures;

    public Wait? Wait { get; init; }

    /// <summary>Minutes in the unit of the value.</summary>
    public int MinutesInUnit { get; init; } = 1;

    /// <summary>What has to be known, and of how many; of a length of time it is how many are known, and of a detention's own length, of those that have ended or must have.</summary>
    public (Tally Known, Tally Of) Needs { get; init; } = (Tally.EndKnown, Tally.Detentions);

    /// <summary>Of how many known lengths, at the least, a 90th percentile is published (decision 0032).</summary>
    public const int FewestForNinetieth = 20;

    /// <summary>How it is worked out where it is published, when that is another way.</summary>
    public string? DefinitionPublished { get; init; }

    public bool IsTime => Wait is not null;

    /// <summary>What the totals of a set of detentions make of it.</summary>
    public Reading Of(Totals totals)
    {
        var of = Denominator is { } denominator ? totals[denominator] : (int?)null;
        if (Wait is { } wait)
            return new(
                totals.Known(wait), of, Rounded(Quantile(totals, wait) / MinutesInUnit),
                Ratio(totals.Known(wait), wait == Oversight.Wait.Length ? totals.EndsDue : of));
        var counted = totals[Numerator!.Value];
        var value = Reckoning == Reckoning.Count ? counted : Ratio(counted, of);
        return new(counted, of, value, Ratio(totals[Needs.Known], totals[Needs.Of]));
    }

    /// <summary>
    /// A length as it may be published: the known one of the nearest rank, to the nearest hour where it is in hours and else to the
    /// nearest five minutes, so that no child's own can be worked out of it. Null where there are too few, and of the longest.
    /// </summary>
    public double? Published(Totals totals)
    {
        if (Wait is not { } wait || Reckoning == Reckoning.Longest) return null;
        if (Reckoning == Reckoning.Ninetieth && totals.Known(wait) < FewestForNinetieth) return null;
        var step = MinutesInUnit == 60 ? 60 : 5;
        return totals.NearestRank(wait, Share) is { } minutes
            ? Math.Round((double)minutes / step, MidpointRounding.AwayFromZero) * step / MinutesInUnit
            : null;
    }

    private double Share => Reckoning switch { Reckoning.Median => 0.5, Reckoning.Ninetieth => 0.9, _ => 1 };

    private double? Quantile(Totals totals, Wait wait) => totals.Quantile(wait, Share);

    private static double? Ratio(int part, int? whole) => whole is > 0 ? Rounded((double)part / whole) : null;

    private static double? Rounded(double? value) => value is { } known ? Math.Round(known, 4) : null;
}

/// <summary>A measure of one set of detentions.</summary>
/// <param name="Numerator">How many; of a length of time, how many lengths are known.</param>
/// <param name="Denominator">Of how many; null where a number stands for itself.</param>
/// <param name="Value">A count, a share from 0 to 1, or a length in the unit of the measure; null when there is nothing to work it out from.</param>
/// <param name="Completeness">What share of what it needs was recorded, from 0 to 1.</param>
public sealed record Reading(int Numerator, int? Denominator, double? Value, double? Completeness);

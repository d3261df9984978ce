using CustodyWatch.Pace.Oversight;

namespace CustodyWatch.Features.Oversight;

/// <summary>One number with everything needed to dispute it.</summary>
/// <param name="Suppressed">Left out of what may be published, because it is small or would give away what is.</param>
public sealed record MeasureAnswer(
    string Name, string Title, string Definition, int? Numerator, int? Denominator, double? Value, string RuleVersion,
    double? Completeness, bool Suppressed)
{
    public static MeasureAnswer Of(Measure measure, Totals totals)
    {
        var (numerator, denominator, value, completeness) = measure.Of(totals);
        return new(measure.Name, measure.Title, measure.Definition, numerator, denominator, value, measure.RuleVersion, completeness, false);
    }

    /// <summary>What is left when its counts may not be published.</summary>
    public MeasureAnswer Hiding(bool numerator, bool denominator) => !numerator && !denominator ? this : this with
    {
        Numerator = numerator ? null : Numerator,
        Denominator = denominator ? null : Denominator,
        Value = null,
        Completeness = null,
        Suppressed = true,
    };
}

/// <summary>The measures of one part.</summary>
public sealed record GroupAnswer(string Group, IReadOnlyList<MeasureAnswer> Measures);

/// <summary>Every measure, of everything asked about and of each part of it.</summary>
public sealed record StatisticsAnswer(IReadOnlyList<MeasureAnswer> Measures, IReadOnlyList<GroupAnswer> Groups)
{
    /// <param name="parts">One without a name where nothing was divided.</param>
    /// <param name="divided">Whether the parts are to be shown.</param>
    /// <param name="publication">Whether small cells are left out, and what would give them away.</param>
    public static StatisticsAnswer Of(IReadOnlyList<Part> parts, bool divided, bool publication)
    {
        var all = TotalsReading.Together(parts);
        var shown = divided ? parts : [];
        if (!publication)
            return new(
                [.. Measures(all)],
                [.. shown.Select(part => new GroupAnswer(part.Name, [.. Measures(part.Totals)]))]);
        var hidden = new Publication(all, [.. shown.Select(part => part.Totals)]);
        return new(
            [.. Pace.Oversight.Measures.All.Select(measure => hidden.OfAll(measure))],
            [.. shown.Select((part, i) => new GroupAnswer(part.Name, [.. Pace.Oversight.Measures.All.Select(measure => hidden.OfPart(measure, i))]))]);

        static IEnumerable<MeasureAnswer> Measures(Totals totals) =>
            Pace.Oversight.Measures.All.Select(measure => MeasureAnswer.Of(measure, totals));
    }
}

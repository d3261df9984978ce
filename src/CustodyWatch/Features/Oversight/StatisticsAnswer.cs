using CustodyWatch.Pace.Oversight;

namespace CustodyWatch.Features.Oversight;

/// <summary>One number with everything needed to dispute it.</summary>
/// <param name="Suppressed">Left out of what may be published, because it is small or would give away what is.</param>
public sealed record MeasureAnswer(
    string Name, string Title, string Definition, int? Numerator, int? Denominator, double? Value, string RuleVersion,
    double? Completeness, bool Suppressed)
{
    /// <param name="leftOut">How many more detentions there may have been of which nothing is left to count.</param>
    public static MeasureAnswer Of(Measure measure, Totals totals, int leftOut = 0)
    {
        var (numerator, denominator, value, completeness) = measure.Of(totals);
        var counted = totals[Tally.Detentions];
        if (leftOut > 0) completeness = Math.Round((completeness ?? 0) * counted / (counted + leftOut), 4);
        return new(measure.Name, measure.Title, measure.Definition, numerator, denominator, value, measure.RuleVersion, completeness, false);
    }

    /// <summary>What is left when its counts may not be published.</summary>
    /// <param name="completeness">Whether how complete it is gives away what else is left out.</param>
    public MeasureAnswer Hiding(bool numerator, bool denominator, bool completeness = false) => !numerator && !denominator
        ? this with { Completeness = completeness ? null : Completeness }
        : this with
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
/// <param name="Notes">What whoever reads the numbers must know of them.</param>
public sealed record StatisticsAnswer(IReadOnlyList<MeasureAnswer> Measures, IReadOnlyList<GroupAnswer> Groups, IReadOnlyList<string> Notes)
{
    /// <param name="parts">One without a name where nothing was divided.</param>
    /// <param name="divided">Whether the parts are to be shown.</param>
    /// <param name="publication">Whether small cells are left out, and what would give them away.</param>
    /// <param name="elsewhere">What is left out of other answers: the name of a count and which part; after the last, of all.</param>
    public static StatisticsAnswer Of(IReadOnlyList<Part> parts, bool divided, bool publication, Func<string, int, bool>? elsewhere = null)
    {
        var all = TotalsReading.Together(parts);
        var shown = divided ? parts : [];
        var leftOut = parts.Sum(part => part.LeftOut);
        string[] notes = [.. LeftOut(leftOut, publication)];
        if (!publication)
            return new(
                [.. Measures(all, leftOut)],
                [.. shown.Select(part => new GroupAnswer(part.Name, [.. Measures(part.Totals, part.LeftOut)]))],
                notes);
        var hidden = new Publication(all, shown, elsewhere);
        return new(
            [.. Pace.Oversight.Measures.All.Select(measure => hidden.OfAll(measure))],
            [.. shown.Select((part, i) => new GroupAnswer(part.Name, [.. Pace.Oversight.Measures.All.Select(measure => hidden.OfPart(measure, i))]))],
            notes);

        static IEnumerable<MeasureAnswer> Measures(Totals totals, int leftOut) =>
            Pace.Oversight.Measures.All.Select(measure => MeasureAnswer.Of(measure, totals, leftOut));
    }

    /// <summary>What is to be said when records have been disposed of that may belong to a period cut within a month.</summary>
    /// <param name="publication">Says not how many, which may be few.</param>
    public static IEnumerable<string> LeftOut(int detentions, bool publication)
    {
        if (detentions > 0)
            yield return $"{(publication ? "Some detentions" : Screens.Words.Count(detentions, "detention", "detentions"))} of the months in which the period begins or ends had their records disposed of. They count in whole months alone, so those of them that belong to the period are missing here.";
    }
}

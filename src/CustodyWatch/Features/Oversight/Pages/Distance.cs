using CustodyWatch.Pace.Oversight;

namespace CustodyWatch.Features.Oversight.Pages;

/// <summary>One measure across the suites.</summary>
/// <param name="Law">What the law asks of it; null where it names no number.</param>
public sealed record DistanceRow(Measure Measure, double? Law, string LawWords, IReadOnlyList<SuiteDistance> Suites);

/// <param name="Best">The best among the suites of the force with enough to compare; null where that is not to be told.</param>
/// <param name="Apart">How far this one is from it.</param>
public sealed record SuiteDistance(string Name, double? Now, double? Before, double? Best, double? Apart);

/// <summary>How far each suite is from the best in its force and from the law.</summary>
public static class Distance
{
    /// <summary>The fewest that are compared.</summary>
    public const int Fewest = 5;

    private static readonly (string Name, bool MoreIsBetter, double? Law, string Words)[] Compared =
    [
        ("reviewsOnTime", true, 1, "PACE 1984 s40"), ("visitsOnTime", true, 1, "Code C 9.3"), ("restGiven", true, 1, "Code C 12.2"),
        ("certified", true, 1, "PACE 1984 s38(6)"), ("accommodationRequested", true, 1, "PACE 1984 s38(6)"), ("transferred", true, null, ""),
        ("firstHourCompleted", true, null, ""), ("mealsOnTime", true, null, ""), ("stripSearchesWithAdult", true, null, ""),
        ("childViewRecorded", true, null, ""), ("overnight", false, null, ""), ("lengthMedianHours", false, null, ""),
        ("length90thHours", false, null, ""), ("adultAskMedianMinutes", false, null, ""), ("adultArrivalMedianMinutes", false, null, ""),
        ("adultArrival90thMinutes", false, null, ""),
    ];

    /// <summary>What is compared.</summary>
    public static readonly IReadOnlyList<Measure> Measured = [.. Compared.Select(one => Measures.Find(one.Name)!)];

    /// <param name="now">The suites of the period that are shown.</param>
    /// <param name="before">The same of as many months before it.</param>
    /// <param name="all">Every suite of their forces in the period, of which one is the best; none where that is not to be told.</param>
    /// <param name="only">The one measure to compare; all when null.</param>
    public static IReadOnlyList<DistanceRow> Of(IReadOnlyList<Part> now, IReadOnlyList<Part> before, IReadOnlyList<Part> all, Measure? only = null) =>
        [.. Compared.Where(one => only is null || one.Name == only.Name).Select(one => Of(Measures.Find(one.Name)!, one.MoreIsBetter, one.Law, one.Words, now, before, all))];

    private static DistanceRow Of(
        Measure measure, bool more, double? law, string words, IReadOnlyList<Part> now, IReadOnlyList<Part> before, IReadOnlyList<Part> all)
    {
        var past = before.ToDictionary(suite => suite.Name, suite => suite.Totals);
        var best = Values(all).Where(one => one.Value is not null).GroupBy(one => one.Force)
            .ToDictionary(force => force.Key, force => more ? force.Max(one => one.Value) : force.Min(one => one.Value));
        return new(measure, law, words,
        [
            .. Values(now).Select(one =>
            {
                var earlier = past.GetValueOrDefault(one.Name);
                var top = best.GetValueOrDefault(one.Force);
                return new SuiteDistance(
                    one.Name, one.Value, earlier is null ? null : Enough(measure, earlier), top,
                    one.Value is { } value && top is { } highest ? Math.Round(Math.Abs(value - highest), 4) : null);
            }),
        ]);

        IEnumerable<(string Name, string Force, double? Value)> Values(IEnumerable<Part> suites) =>
            suites.Select(suite => (suite.Name, ForceOf(suite.Name), Enough(measure, suite.Totals)));
    }

    private static double? Enough(Measure measure, Totals totals)
    {
        var reading = measure.Of(totals);
        return (measure.IsTime ? reading.Numerator : reading.Denominator ?? 0) < Fewest ? null : reading.Value;
    }

    private static string ForceOf(string suite) => suite.IndexOf('/') is > 0 and var slash ? suite[..slash] : "";
}

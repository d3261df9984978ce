using System.Globalization;
using CustodyWatch.Pace.Oversight;

namespace CustodyWatch.Features.Oversight.Pages;

/// <summary>Where each suite stood before and stands now on one measure, beside the best in its force and the law.</summary>
public sealed class DistancePlot(DistanceRow row)
{
    /// <summary>More suites than this are told by the table alone.</summary>
    public const int MostSuites = 20, Width = 640;
    private const int Left = 150, Right = 620, First = 32, Step = 24;

    private readonly double _most = row.Measure.Reckoning == Reckoning.Share
        ? 1
        : Math.Max(1, row.Suites.SelectMany(suite => new[] { suite.Now, suite.Before, row.Law }).Max() ?? 1);

    public int Height => First + row.Suites.Count * Step;

    public bool IsDrawn => row.Suites.Count is > 0 and <= MostSuites && row.Suites.Any(suite => suite.Now is not null);

    public string? Law => row.Law is { } law ? X(law) : null;

    /// <summary>What the drawing says, for who cannot see it.</summary>
    public string Said => $"{row.Measure.Title}: " + string.Join(", ", row.Suites.Where(suite => suite.Now is not null)
        .Select(suite => $"{suite.Name} {Numbers.Value(row.Measure, suite.Now)}")) + ". The numbers are in the table below.";

    public IEnumerable<(string X, string Text)> Ticks() =>
        new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(part => (X(part * _most), Numbers.Value(row.Measure, part * _most)));

    public IEnumerable<DistanceDot> Dots() => row.Suites.Select((suite, i) => new DistanceDot(
        suite.Name, First + i * Step, X(suite.Now), X(suite.Before), X(suite.Best)));

    private string? X(double? value) => value is { } known ? X(known) : null;

    private string X(double value) => (Left + value / _most * (Right - Left)).ToString("0.#", CultureInfo.InvariantCulture);
}

public sealed record DistanceDot(string Name, int Y, string? Now, string? Before, string? Best);

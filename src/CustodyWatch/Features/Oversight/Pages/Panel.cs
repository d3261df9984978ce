using System.Globalization;
using CustodyWatch.Pace.Oversight;

namespace CustodyWatch.Features.Oversight.Pages;

/// <summary>One small drawing of many: a measure month by month, and of times the 90th percentile above the median.</summary>
public sealed record Panel(Measure Measure, Measure? Above, IReadOnlyList<PanelMonth> Months, Reading All, Reading? AllAbove)
{
    public const int Width = 320, Height = 96, Base = 84, Top = 8, Left = 4;

    // The main lines of what is watched; times show their median and 90th percentile together.
    private static readonly (string Name, string? Above)[] Watched =
    [
        ("detentions", null), ("overnight", null), ("lengthMedianHours", "length90thHours"), ("firstHourCompleted", null),
        ("adultAskMedianMinutes", "adultAsk90thMinutes"), ("adultArrivalMedianMinutes", "adultArrival90thMinutes"), ("reviewsOnTime", null),
        ("visitsOnTime", null), ("mealsOnTime", null), ("restGiven", null), ("stripSearched", null), ("forceUsed", null),
        ("childViewRecorded", null), ("bailRefused", null), ("accommodationRequested", null), ("noReply", null), ("transferred", null),
        ("keptAfterCharge", null), ("certified", null),
    ];

    public static IReadOnlyList<Panel> Of(IReadOnlyList<Part> months, Totals all) =>
        [.. Watched.Select(one => Of(months, all, Measures.Find(one.Name)!, one.Above is { } above ? Measures.Find(above) : null))];

    /// <param name="all">The months together.</param>
    public static Panel Of(IReadOnlyList<Part> months, Totals all, Measure measure, Measure? above = null) => new(
        measure, above, [.. months.Select(month => new PanelMonth(month.Name, measure.Of(month.Totals), above?.Of(month.Totals)))],
        measure.Of(all), above?.Of(all));

    /// <summary>What the drawing says, for who cannot see it.</summary>
    public string Said => Months.Where(month => month.Reading.Value is not null).ToArray() is [var first, ..] and [.., var last]
        ? $"{Measure.Title} by month, {Numbers.Month(first.Month)} to {Numbers.Month(last.Month)}: from {Numbers.Value(Measure, first.Reading.Value)} to {Numbers.Value(Measure, last.Reading.Value)}, at most {Numbers.Value(Measure, Greatest)}. The numbers are in the table beside it."
        : $"{Measure.Title}: nothing to draw.";

    private double Greatest => Measure.Reckoning == Reckoning.Share
        ? Math.Max(0.01, Months.Max(month => month.Reading.Value) ?? 0)
        : Math.Max(1, Months.SelectMany(month => new[] { month.Reading.Value, month.Above?.Value }).Max() ?? 0);

    public IEnumerable<PanelBar> Bars()
    {
        var step = (Width - 2.0 * Left) / Math.Max(Months.Count, 1);
        for (var i = 0; i < Months.Count; i++)
        {
            var month = Months[i];
            if (month.Reading.Value is not { } value) continue;
            var high = value / Greatest * (Base - Top);
            yield return new(
                Text(Left + i * step + step * 0.15), Text(step * 0.7), Text(Base - high), Text(high),
                month.Above?.Value is { } above ? Text(Base - above / Greatest * (Base - Top)) : null,
                $"{Numbers.Month(month.Month)}: {Numbers.Value(Measure, value)}");
        }
    }

    private static string Text(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}

public sealed record PanelMonth(string Month, Reading Reading, Reading? Above);

/// <param name="Above">How high the mark of the 90th percentile stands.</param>
public sealed record PanelBar(string X, string Width, string Y, string Height, string? Above, string Title);

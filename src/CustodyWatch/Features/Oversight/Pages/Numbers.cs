using System.Globalization;
using CustodyWatch.Pace.Oversight;
using NodaTime.Text;

namespace CustodyWatch.Features.Oversight.Pages;

/// <summary>Numbers as people read them.</summary>
internal static class Numbers
{
    public const string None = "–";

    private static readonly YearMonthPattern Iso = YearMonthPattern.CreateWithInvariantCulture("uuuu-MM"), Months = YearMonthPattern.CreateWithInvariantCulture("MMM uuuu");

    public static string Value(Measure measure, double? value) => value is not { } known ? None : measure.Reckoning switch
    {
        Reckoning.Share => Percent(known),
        Reckoning.Count => known.ToString("N0", CultureInfo.InvariantCulture),
        _ when measure.MinutesInUnit == 60 => $"{known.ToString("0.0", CultureInfo.InvariantCulture)} h",
        _ => $"{known.ToString("0", CultureInfo.InvariantCulture)} min",
    };

    /// <summary>How far two values are apart.</summary>
    public static string Apart(Measure measure, double apart) => measure.Reckoning == Reckoning.Share
        ? (apart * 100).ToString("0.#", CultureInfo.InvariantCulture) + " points"
        : Value(measure, apart);

    /// <summary>How many of how many.</summary>
    public static string OutOf(Measure measure, Reading reading) => (measure.Wait, reading) switch
    {
        (not null, _) => $"{Whole(reading.Numerator)} known of {Whole(reading.Denominator)}",
        (_, { Denominator: { } of }) => $"{Whole(reading.Numerator)} of {Whole(of)}",
        _ => Whole(reading.Numerator),
    };

    /// <summary>A month, <c>2026-06</c>, as <c>Jun 2026</c>.</summary>
    public static string Month(string month) => Months.Format(Iso.Parse(month).Value);

    public static string Percent(double? share) => share is { } known ? (known * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%" : None;

    public static string Whole(int? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? None;

    public static string Short(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

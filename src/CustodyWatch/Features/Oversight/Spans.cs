using System.Globalization;
using CustodyWatch.Log.Projections;

namespace CustodyWatch.Features.Oversight;

/// <summary>Totals of one kind from one key to another, both included.</summary>
internal sealed record Span(string Dimension, string First, string Last);

/// <summary>The fewest totals that make up a stretch of whole months: years where they fit, then quarters, then months.</summary>
internal static class Spans
{
    private const int MonthsOfYear = 12, MonthsOfQuarter = 3;

    /// <param name="first">A month, <c>2026-06</c>; <c>0000-00</c> when it is open.</param>
    /// <param name="last">A month, the last that is in it; <c>9999-99</c> when it is open.</param>
    public static IReadOnlyList<Span> Of(string first, string last)
    {
        if (string.CompareOrdinal(first, last) > 0) return [];
        var (from, to) = (first == "0000-00" ? 0 : Index(first), last == "9999-99" ? Index("9999-12") : Index(last));
        return [.. Divided(from, to, MonthsOfYear, (a, b) => Divided(a, b, MonthsOfQuarter, Months))];
    }

    private static IEnumerable<Span> Divided(int from, int to, int size, Func<int, int, IEnumerable<Span>> ends)
    {
        var (whole, last) = ((from + size - 1) / size, (to + 1) / size - 1);
        if (whole > last) return ends(from, to);
        var spans = new List<Span> { size == MonthsOfYear ? new(Dimensions.Years, Year(whole), Year(last)) : new(Dimensions.Quarters, Quarter(whole), Quarter(last)) };
        if (from < whole * size) spans.AddRange(ends(from, whole * size - 1));
        if ((last + 1) * size <= to) spans.AddRange(ends((last + 1) * size, to));
        return spans;
    }

    private static IEnumerable<Span> Months(int from, int to) => [new(Dimensions.All, Month(from), Month(to))];

    private static int Index(string month) =>
        int.Parse(month.AsSpan(0, 4), CultureInfo.InvariantCulture) * MonthsOfYear + int.Parse(month.AsSpan(5), CultureInfo.InvariantCulture) - 1;

    private static string Year(int year) => year.ToString("0000", CultureInfo.InvariantCulture);

    private static string Quarter(int quarter) => string.Create(CultureInfo.InvariantCulture, $"{quarter / 4:0000}-{quarter % 4 + 1}");

    private static string Month(int month) => string.Create(CultureInfo.InvariantCulture, $"{month / MonthsOfYear:0000}-{month % MonthsOfYear + 1:00}");
}

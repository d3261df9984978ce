using System.Globalization;

namespace CustodyWatch.Features.Oversight.Pages;

/// <summary>Relative rates with their intervals, on a scale where half and double stand equally far from one.</summary>
public sealed class ForestPlot(IReadOnlyList<DisproportionGroup> groups)
{
    public const int Width = 640;
    private const int Left = 130, Right = 620, First = 32, Step = 24;
    private const double Least = 0.1, Most = 10;
    private static readonly double[] Marks = [0.1, 0.2, 0.5, 1, 2, 5, 10];

    public int Height => First + groups.Count * Step;

    public string Said(string stage) => $"{stage}, relative to white children: " + string.Join(", ", groups
        .Where(group => group.RelativeRate is not null)
        .Select(group => $"{group.Group} {Numbers.Short(group.RelativeRate!.Value)}")) + ". The numbers are in the table below.";

    public IEnumerable<(string X, string Text)> Ticks() => Marks.Select(mark => (X(mark), Numbers.Short(mark)));

    public IEnumerable<ForestRow> Rows() => groups.Select((group, i) => new ForestRow(
        group.Group, First + i * Step,
        group.RelativeRate is > 0 and { } rate ? X(rate) : null,
        group.Lower95 is { } lower ? X(lower) : null,
        group.Upper95 is { } upper ? X(upper) : null,
        group.SmallNumber));

    private static string X(double rate)
    {
        var place = (Math.Log(Math.Clamp(rate, Least, Most)) - Math.Log(Least)) / (Math.Log(Most) - Math.Log(Least));
        return (Left + place * (Right - Left)).ToString("0.#", CultureInfo.InvariantCulture);
    }
}

public sealed record ForestRow(string Group, int Y, string? Point, string? From, string? To, bool Small);

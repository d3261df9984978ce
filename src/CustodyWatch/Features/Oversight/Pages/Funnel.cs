using System.Globalization;
using CustodyWatch.Pace.Oversight;

namespace CustodyWatch.Features.Oversight.Pages;

/// <summary>One step after charge, and how long it took from the step before.</summary>
public sealed record FunnelStep(Measure Measure, Reading Reading, Measure? Wait, Reading? Waited);

/// <summary>What became of children after charge (PACE 1984 s38), from the charge to a place or a certificate.</summary>
public sealed record Funnel(IReadOnlyList<FunnelStep> Steps)
{
    public const int Width = 640, Left = 270;
    private const int Right = 570, High = 28;

    private static readonly (string Name, string? Wait)[] Named =
    [
        ("charged", null), ("bailRefused", null), ("accommodationRequested", "requestMedianMinutes"), ("accommodationAnswered", "replyMedianMinutes"),
        ("noReply", null), ("transferred", "transferMedianMinutes"), ("keptAfterCharge", null), ("certified", null),
    ];

    public static Funnel Of(Totals totals) => new([.. Named.Select(one =>
    {
        var (measure, wait) = (Measures.Find(one.Name)!, one.Wait is { } name ? Measures.Find(name) : null);
        return new FunnelStep(measure, measure.Of(totals), wait, wait?.Of(totals));
    })]);

    public int Height => Steps.Count * High;

    /// <summary>What the drawing says, for who cannot see it.</summary>
    public string Said => "After charge: " + string.Join(", ", Steps.Select(step => $"{step.Measure.Title} {Numbers.Whole(step.Reading.Numerator)}")) + ". The numbers are in the table below.";

    public IEnumerable<FunnelBar> Bars()
    {
        var most = Math.Max(1, Steps.Max(step => step.Reading.Numerator));
        return Steps.Select((step, i) =>
        {
            var wide = (double)(Right - Left) * step.Reading.Numerator / most;
            return new FunnelBar(step.Measure.Title, i * High, wide.ToString("0.#", CultureInfo.InvariantCulture),
                (Left + wide + 8).ToString("0.#", CultureInfo.InvariantCulture), Numbers.Whole(step.Reading.Numerator));
        });
    }
}

public sealed record FunnelBar(string Title, int Y, string Width, string End, string Count);

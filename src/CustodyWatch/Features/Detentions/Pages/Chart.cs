using System.Globalization;
using CustodyWatch.Pace;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Screens;
using NodaTime;

namespace CustodyWatch.Features.Detentions.Pages;

/// <summary>A detention drawn to scale: time runs to the right, each row one thing to watch.</summary>
internal sealed record Chart
{
    public const int Width = 1100;
    private const int Left = 150, Top = 24, RowHeight = 24;
    private static readonly int[] Steps = [1, 2, 3, 4, 6, 12, 24];

    public required IReadOnlyList<ChartRow> Rows { get; init; }
    public required IReadOnlyList<(string X, string Text)> Ticks { get; init; }
    public required string NowX { get; init; }
    public required string Summary { get; init; }

    public int Height => Top + Rows.Count * RowHeight + 4;

    public static Chart? Of(RecordView view)
    {
        if (view.Detention.ArrivedAt is not { } arrived) return null;
        var end = view.Detention.EndedAt ?? view.At;
        var limit = view.Sheet.Current.FirstOrDefault(clock => clock.Name == ClockName.DetentionLimit)?.DueAt;
        var until = Instant.Max(end, view.Detention.EndedAt is null && limit is { } due ? Instant.Min(due, end + Duration.FromHours(6)) : end)
            + Duration.FromMinutes(30);
        var scale = new ChartScale(arrived - Duration.FromMinutes(10), until, Left, Width - 10);
        var rows = ChartRows.Of(view, scale, end).Select((row, i) => row with { Y = Top + i * RowHeight }).ToArray();
        return new Chart
        {
            Rows = rows,
            Ticks = [.. TicksOf(scale)],
            NowX = scale.X(end),
            Summary = $"From arrival at {LondonText.Time(arrived, view.At)} to {LondonText.Time(end, view.At)}: "
                + string.Join("; ", rows.Select(row => row.Said)) + ". The same is listed below in words.",
        };
    }

    private static IEnumerable<(string X, string Text)> TicksOf(ChartScale scale)
    {
        var hours = (scale.To - scale.From).TotalHours;
        var step = Steps.FirstOrDefault(one => hours / one <= 13, 24);
        var first = LondonTime.At(LondonTime.DateAt(scale.From), LocalTime.Midnight);
        for (var at = first; at < scale.To; at += Duration.FromHours(step))
            if (at >= scale.From)
                yield return (scale.X(at), LondonText.ForField(at)[11..] is "00:00" ? LondonText.DateOf(LondonTime.DateAt(at), at) : LondonText.Clock(at));
    }
}

/// <summary>Where an instant lies across the drawing.</summary>
internal sealed record ChartScale(Instant From, Instant To, double Left, double Right)
{
    public string X(Instant at) => Number(Place(at));

    public string Span(Instant from, Instant to) => Number(Math.Max(1.5, Place(to) - Place(from)));

    public bool Reaches(Instant from, Instant to) => to > From && from < To;

    private double Place(Instant at) =>
        Left + (Right - Left) * Math.Clamp((at - From) / (To - From), 0, 1);

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}

internal sealed record ChartRow(string Label, string Said)
{
    public int Y { get; init; }
    public IReadOnlyList<ChartBar> Bars { get; init; } = [];
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];
}

internal sealed record ChartBar(string X, string Width, string Class, string Title);

internal sealed record ChartMark(string X, string Path, string Class, string Title);

using CustodyWatch.Pace.Clocks;
using NodaTime;

namespace CustodyWatch.Log.Projections;

/// <summary>A clock as it is shown outside.</summary>
public sealed record ClockView(
    string Clock,
    string Title,
    string State,
    Instant StartedAt,
    Instant? WarnAt,
    Instant? DueAt,
    Instant? MetAt,
    Duration PausedFor,
    int Sequence,
    BasisView Basis,
    string Explanation)
{
    public static ClockView Of(Clock clock) => Of(ClockRow.Of("", clock));

    public static ClockView Of(ClockRow row) => new(
        row.Clock, row.Title, row.State, row.StartedAt, row.WarnAt, row.DueAt, row.MetAt,
        Duration.FromMilliseconds(row.PausedMs), row.Sequence, new(row.Authority, row.Citation, row.Setting), row.Explanation);
}

/// <summary>On what a clock rests.</summary>
public sealed record BasisView(string Authority, string? Citation, string? Setting);

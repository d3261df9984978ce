using CustodyWatch.Pace;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Screens.Entries;

/// <summary>The hour and minute at which something happened, as written beside an entry.</summary>
public static class DoorTime
{
    private static readonly IPattern<LocalTime> Written = new CompositePatternBuilder<LocalTime>
    {
        { LocalTimePattern.CreateWithInvariantCulture("H:mm"), _ => true },
        { LocalTimePattern.CreateWithInvariantCulture("HHmm"), _ => true },
        { LocalTimePattern.CreateWithInvariantCulture("H.mm"), _ => true },
    }.Build();

    private static readonly Duration ClockSkew = Duration.FromMinutes(2);

    /// <summary>The latest such time that is not in the future; now when nothing was written; null when it is not a time.</summary>
    public static Instant? Of(string? text, Instant now)
    {
        if (string.IsNullOrWhiteSpace(text)) return now;
        if (Written.Parse(text.Trim()) is not { Success: true, Value: var time }) return null;
        var today = LondonTime.DateAt(now);
        return new[] { today, today.PlusDays(-1) }.SelectMany(day => LatestFirst(day + time)).First(at => at <= now + ClockSkew);
    }

    // A time comes twice on the night the clocks go back.
    private static Instant[] LatestFirst(LocalDateTime time) =>
        LondonTime.Zone.MapLocal(time) is { Count: 2 } twice ? [twice.Last().ToInstant(), twice.First().ToInstant()] : [LondonTime.At(time.Date, time.TimeOfDay)];
}

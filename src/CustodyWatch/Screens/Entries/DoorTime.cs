using CustodyWatch.Log;
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

    // What is about to come was meant to have come: it is a slip of the hand, or of the clock it was read from.
    private static readonly Duration AboutToCome = Duration.FromHours(1);

    /// <summary>
    /// The latest such time that is not in the future, or now when nothing was written; and in a sentence why it cannot stand, null
    /// when it can. The day before is taken only for a time that is not about to come, and that is not before the arrival.
    /// </summary>
    public static (Instant At, string? Wrong) Of(string? text, Instant now, Instant? arrived)
    {
        if (string.IsNullOrWhiteSpace(text)) return (now, null);
        if (Written.Parse(text.Trim()) is not { Success: true, Value: var time }) return (now, $"{text.Trim()} is not a time. Give hours and minutes, such as 20:52.");
        var today = LondonTime.DateAt(now);
        // A time comes twice on the night the clocks go back, and some never on the night they go forward.
        Instant[] readings = [.. new[] { today.PlusDays(1), today, today.PlusDays(-1) }.SelectMany(day => LatestFirst(day + time))];
        if (LondonText.NeverComes(today + time)) return (now, $"{text.Trim()} never comes, because the clocks go forward over it.");
        if (!readings.Any(HasBeen)) return (now, $"{text.Trim()} has not come yet.");
        var last = readings.First(HasBeen);
        var slipped = last < now - AboutToCome && readings.Any(at => at > now && at <= now + AboutToCome);
        return slipped || (LondonTime.DateAt(last) < today && last < arrived)
            ? (now, $"{text.Trim()} has not come yet. If it was yesterday, give its date too.")
            : (last, null);

        bool HasBeen(Instant at) => at <= now + EnvelopeReader.ClockSkew;
    }

    /// <summary>The same time today, as a field for a date and time takes it; empty for what is not one.</summary>
    public static string ForField(string? text, Instant now) => text is not null && Written.Parse(text.Trim()) is { Success: true, Value: var time }
        ? LondonText.ForField(LondonTime.DateAt(now) + time)
        : "";

    private static IEnumerable<Instant> LatestFirst(LocalDateTime time) => LondonTime.Zone.MapLocal(time) switch
    {
        { Count: 0 } => [],
        var one => new[] { one.Last().ToInstant(), one.First().ToInstant() }.Distinct(),
    };
}

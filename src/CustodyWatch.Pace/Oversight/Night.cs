using NodaTime;

namespace CustodyWatch.Pace.Oversight;

/// <summary>What part of a night, local midnight to 08:00, was spent in detention, in whole elapsed minutes.</summary>
/// <param name="Date">The Europe/London date on which the night's 00:00 and 08:00 lie.</param>
/// <param name="MinutesBeforeCharge">Before the first charge; all of them when there was none.</param>
/// <param name="MinutesAfterCharge">From the first charge.</param>
public sealed record Night(LocalDate Date, int MinutesBeforeCharge, int MinutesAfterCharge)
{
    private static readonly LocalTime Morning = new(8, 0);

    public int Minutes => MinutesBeforeCharge + MinutesAfterCharge;

    /// <summary>When the night of a date begins: local midnight.</summary>
    public static Instant Start(LocalDate date) => LondonTime.At(date, LocalTime.Midnight);

    /// <summary>When it ends: local 08:00, seven elapsed hours later when the clocks go forward and nine when they go back.</summary>
    public static Instant End(LocalDate date) => LondonTime.At(date, Morning);

    /// <summary>Every night of which a detention took at least a minute, in order.</summary>
    public static IEnumerable<Night> Of(Instant from, Instant until, Instant? chargedAt)
    {
        for (var date = LondonTime.DateAt(from); Start(date) < until; date = date.PlusDays(1))
            if (Of(date, from, until, chargedAt) is { Minutes: > 0 } night)
                yield return night;
    }

    /// <summary>What one night was to a detention.</summary>
    public static Night Of(LocalDate date, Instant from, Instant until, Instant? chargedAt)
    {
        var (start, end) = (Instant.Max(Start(date), from), Instant.Min(End(date), until));
        var whole = WholeMinutes(Duration.Max(end - start, Duration.Zero));
        var before = WholeMinutes(Instant.Max(start, Instant.Min(end, chargedAt ?? end)) - start);
        return new Night(date, before, whole - before);
    }

    /// <summary>The instant at which a detention has lasted so many minutes of one night; null when it ended sooner.</summary>
    public static Instant? Reaches(Instant from, Instant? endedAt, int minutes)
    {
        for (var date = LondonTime.DateAt(from); !(Start(date) >= endedAt); date = date.PlusDays(1))
        {
            var reached = Instant.Max(Start(date), from) + Duration.FromMinutes(minutes);
            if (reached <= End(date)) return reached <= endedAt || endedAt is null ? reached : null;
        }
        return null;
    }

    /// <summary>The night under way at an instant, or else the one to come.</summary>
    public static LocalDate Coming(Instant now)
    {
        var today = LondonTime.DateAt(now);
        return IsUnderWay(now) ? today : today.PlusDays(1);
    }

    /// <summary>Whether it is night: local midnight to 08:00.</summary>
    public static bool IsUnderWay(Instant now) => now < End(LondonTime.DateAt(now));

    private static int WholeMinutes(Duration length) => (int)Math.Floor(length.TotalMinutes);
}

using System.Globalization;
using NodaTime;

namespace CustodyWatch.Pace.Clocks;

/// <summary>Times and lengths of time in plain words, for a sentence that is read at 03:00.</summary>
public static class Say
{
    // From then on the day and the month could be taken for those of another year.
    private static readonly Duration NearlyAYear = Duration.FromDays(300);

    /// <summary>
    /// A local time such as <c>20:52</c>; with the day when that is not the day of <paramref name="near"/>, the year when that is far off,
    /// and the zone on a day the clocks change or when they have changed since.
    /// </summary>
    public static string Time(Instant at, Instant near) => Time(at, near, Zone(at) != Zone(near));

    /// <summary>How to say every time of one sentence: all with their zone when the clocks change between any of them.</summary>
    /// <param name="near">Whose day need not be said.</param>
    /// <param name="others">What else the sentence tells the time of.</param>
    public static Func<Instant, string> Times(Instant near, params ReadOnlySpan<Instant?> others)
    {
        var zoned = false;
        foreach (var other in others) zoned |= other is { } at && Zone(at) != Zone(near);
        return at => Time(at, near, zoned || Zone(at) != Zone(near));
    }

    private static string Time(Instant at, Instant near, bool zoned)
    {
        var local = at.InZone(LondonTime.Zone);
        var text = local.ToString("HH:mm", CultureInfo.InvariantCulture);
        if (zoned || ClocksChangeOn(local.Date)) text += local.Offset > Offset.Zero ? " BST" : " GMT";
        if (local.Date == LondonTime.DateAt(near)) return text;
        var day = Duration.Max(at - near, near - at) < NearlyAYear ? " 'on' ddd d MMM" : " 'on' ddd d MMM uuuu";
        return text + local.ToString(day, CultureInfo.InvariantCulture);
    }

    /// <summary>A length of time such as <c>1 hour 30 minutes</c>.</summary>
    public static string Length(Duration length)
    {
        var minutes = (long)Math.Floor(Duration.Max(length, Duration.Zero).TotalMinutes);
        var (hours, rest) = (minutes / 60, minutes % 60);
        if (hours == 0) return Count(rest, "minute");
        return rest == 0 ? Count(hours, "hour") : $"{Count(hours, "hour")} {Count(rest, "minute")}";
    }

    /// <summary>Whether a length comes to a minute, so that there is something to say.</summary>
    public static bool IsSaid(Duration length) => length >= Duration.FromMinutes(1);

    /// <summary>How often, after <c>every</c>: <c>hour</c>, <c>30 minutes</c>.</summary>
    public static string Every(Duration interval) => interval == Duration.FromHours(1) ? "hour" : Length(interval);

    /// <summary>A local time with its seconds when it is not on the minute, for a sentence that turns on them.</summary>
    public static string Exactly(Instant at, Instant near)
    {
        var seconds = at.InZone(LondonTime.Zone).ToString(":ss", CultureInfo.InvariantCulture);
        return seconds == ":00" ? Time(at, near) : Time(at, near).Insert("HH:mm".Length, seconds);
    }

    /// <summary>A count with its noun: <c>1 hour</c>, <c>2 hours</c>.</summary>
    public static string Count(long number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    /// <summary>An ordinal, in words up to tenth: <c>second</c>, <c>22nd</c>.</summary>
    public static string Ordinal(int number) => number is >= 1 and <= 10 ? Ordinals[number - 1] : number + (number % 100 is >= 11 and <= 13 ? "th" : (number % 10) switch
    {
        1 => "st",
        2 => "nd",
        3 => "rd",
        _ => "th",
    });

    private static readonly string[] Ordinals =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

    private static Offset Zone(Instant at) => LondonTime.Zone.GetUtcOffset(at);

    private static bool ClocksChangeOn(LocalDate date)
    {
        var start = LondonTime.Zone.AtStartOfDay(date);
        return start.Offset != LondonTime.Zone.AtStartOfDay(date.PlusDays(1)).Offset;
    }
}

using CustodyWatch.Pace;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Screens;

/// <summary>Times as people in the suite say them: <c>20:52</c>, with the day when it is another, and the zone when clocks change.</summary>
public static class LondonText
{
    /// <summary>The names of the zone: the first of a time that comes twice is in summer time, the second in winter time.</summary>
    public const string Summer = "BST", Winter = "GMT";

    private static readonly LocalTimePattern HoursAndMinutes = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalDatePattern ShortDay = LocalDatePattern.CreateWithInvariantCulture("ddd d MMM");
    private static readonly LocalDatePattern ShortDayAndYear = LocalDatePattern.CreateWithInvariantCulture("ddd d MMM uuuu");
    private static readonly LocalDatePattern LongDay = LocalDatePattern.CreateWithInvariantCulture("dddd d MMMM uuuu");
    private static readonly LocalDatePattern Figures = LocalDatePattern.CreateWithInvariantCulture("dd/MM/uuuu");
    private static readonly LocalDateTimePattern Field = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    /// <summary>When something is, as seen from now.</summary>
    public static string Time(Instant at, Instant now)
    {
        var (there, here) = (LondonTime.DateAt(at), LondonTime.DateAt(now));
        return there == here ? Clock(at) : $"{Day(there, here)}, {Clock(at)}";
    }

    /// <summary>The day of an instant when that is not today; null when it is.</summary>
    public static string? OtherDay(Instant at, Instant now) =>
        LondonTime.DateAt(at) is var there && there == LondonTime.DateAt(now) ? null : DateOf(there, now);

    /// <summary>What the clock on the wall shows then, with the zone on a day when it is put forward or back.</summary>
    public static string Clock(Instant at)
    {
        var there = at.InZone(LondonTime.Zone);
        var time = HoursAndMinutes.Format(there.TimeOfDay);
        return ClocksChangeOn(there.Date) ? $"{time} {ZoneName(there)}" : time;
    }

    /// <summary>A day, with the year when it is another than now.</summary>
    public static string DateOf(LocalDate day, Instant now) => Day(day, LondonTime.DateAt(now));

    /// <summary>A date as systems write it, as people do; what is no date stays as it is.</summary>
    public static string DateOf(string written, Instant now) =>
        LocalDatePattern.Iso.Parse(written) is { Success: true } day ? DateOf(day.Value, now) : written;

    /// <summary>A time that leaves nothing to be known beside it, for what is printed: <c>21:30 BST, Wednesday 10 June 2026</c>.</summary>
    public static string Full(Instant at) => $"{WithZone(at)}, {LongDate(at)}";

    /// <summary>The same in figures, which read alike in every language: <c>21:30 BST, 10/06/2026</c>.</summary>
    public static string InFigures(Instant at) => $"{WithZone(at)}, {Figures.Format(LondonTime.DateAt(at))}";

    public static string LongDate(Instant at) => LongDay.Format(LondonTime.DateAt(at));

    /// <summary>How long, to the minute, rounded down: <c>4 h 12 min</c>.</summary>
    public static string Length(Duration length)
    {
        var minutes = (long)Math.Floor(length.TotalMinutes);
        return minutes < 60 ? $"{minutes} min" : minutes % 60 == 0 ? $"{minutes / 60} h" : $"{minutes / 60} h {minutes % 60} min";
    }

    /// <summary>
    /// What a countdown shows: <c>0:28:13</c>, and from ten hours on <c>37 h 30 min</c>. Rounded up to the second while it runs,
    /// so that 0:00:00 means now.
    /// </summary>
    public static string Countdown(Duration length)
    {
        if (Math.Abs(length.TotalHours) >= 10) return Length(Duration.FromSeconds(Math.Abs(length.TotalSeconds)));
        var seconds = (long)Math.Ceiling(Math.Abs(length.TotalSeconds));
        return $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}";
    }

    public static string ForField(Instant at) => ForField(at.InZone(LondonTime.Zone).LocalDateTime);

    public static string ForField(LocalDateTime there) => Field.Format(there);

    /// <summary>The same, and the zone where that hour comes twice, so that it is read as it was.</summary>
    public static string Written(Instant at) =>
        ForField(at) is var text && IsEitherOfTwo(text) ? $"{text} {ZoneName(at.InZone(LondonTime.Zone))}" : text;

    /// <summary>
    /// What was written in a field for a date and time, with the zone after it where that was asked for; null when it is not one.
    /// Of a time that comes twice, the first, unless it is said to be the second.
    /// </summary>
    public static Instant? FromField(string text)
    {
        if (Field.Parse(text.Length > 16 ? text[..16] : text) is not { Success: true, Value: var time }) return null;
        var either = LondonTime.Zone.MapLocal(time);
        return either.Count == 2 && text.EndsWith(Winter, StringComparison.Ordinal)
            ? either.Last().ToInstant()
            : time.InZoneLeniently(LondonTime.Zone).ToInstant();
    }

    /// <summary>Whether the time written comes twice, and it is not said which of the two is meant.</summary>
    public static bool IsEitherOfTwo(string text) =>
        Field.Parse(text) is { Success: true, Value: var time } && LondonTime.Zone.MapLocal(time).Count == 2;

    /// <summary>Whether the clocks go forward over the time written, so that it never comes.</summary>
    public static bool NeverComes(string text) => Field.Parse(text) is { Success: true, Value: var time } && NeverComes(time);

    public static bool NeverComes(LocalDateTime time) => LondonTime.Zone.MapLocal(time).Count == 0;

    public static bool ClocksChangeOn(LocalDate date) =>
        LondonTime.Zone.AtStartOfDay(date).Offset != LondonTime.Zone.AtStartOfDay(date.PlusDays(1)).Offset;

    private static string WithZone(Instant at)
    {
        var there = at.InZone(LondonTime.Zone);
        return $"{HoursAndMinutes.Format(there.TimeOfDay)} {ZoneName(there)}";
    }

    private static string ZoneName(ZonedDateTime at) => at.Offset == Offset.Zero ? Winter : Summer;

    private static string Day(LocalDate there, LocalDate here) =>
        (there.Year == here.Year ? ShortDay : ShortDayAndYear).Format(there);
}

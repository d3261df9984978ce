using System.Globalization;
using NodaTime;

namespace CustodyWatch.Pace.Custody.Reading;

/// <summary>RFC 3339 instants and ISO 8601 durations, read from UTF-8.</summary>
public static class Rfc3339
{
    // Beyond this a time is a slip of the keyboard; before it, adding any limit of the Act still gives a time.
    private const int LastYear = 2199;
    private static readonly long FirstMoment = new DateTimeOffset(1, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>
    /// An instant with an offset, kept to the millisecond: finer fractions are cut off, and a leap second is read as the last millisecond
    /// before it. False when it is not one, or lies after the last year taken: 2199 where none is named.
    /// </summary>
    public static bool TryInstant(ReadOnlySpan<byte> text, out Instant instant, int lastYear = LastYear)
    {
        var read = TryUnixMilliseconds(text, out var milliseconds, lastYear);
        instant = read ? Instant.FromUnixTimeMilliseconds(milliseconds) : default;
        return read;
    }

    /// <summary>The same, in milliseconds since 1970 UTC.</summary>
    public static bool TryUnixMilliseconds(ReadOnlySpan<byte> text, out long unix, int lastYear = LastYear)
    {
        unix = 0;
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) != 't' || text[13] != ':' || text[16] != ':')
            return false;
        if (!Digits(text, 0, 4, out var year) || !Digits(text, 5, 2, out var month) || !Digits(text, 8, 2, out var day)
            || !Digits(text, 11, 2, out var hour) || !Digits(text, 14, 2, out var minute) || !Digits(text, 17, 2, out var second))
            return false;
        if (year < 1 || year > lastYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 60)
            return false;
        var rest = text[19..];
        if (!TryFraction(ref rest, out var milliseconds) || !TryOffsetMinutes(rest, out var offset)) return false;
        var leaps = second == 60;
        var local = new DateTime(year, month, day, hour, minute, leaps ? 59 : second, DateTimeKind.Utc);
        unix = ((local.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond) + (leaps ? 999 : milliseconds) - (offset * 60_000L);
        return unix >= FirstMoment && (!leaps || EndsMonth(unix));
    }

    // A leap second is only ever the last of a month, UTC (RFC 3339 5.7).
    private static bool EndsMonth(long unix)
    {
        var last = DateTime.UnixEpoch.AddMilliseconds(unix);
        return last.Day == DateTime.DaysInMonth(last.Year, last.Month) && last.TimeOfDay == TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1);
    }

    /// <summary>A calendar date, <c>yyyy-MM-dd</c>, from the year 1900.</summary>
    public static bool TryDate(ReadOnlySpan<byte> text, out LocalDate date)
    {
        date = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-') return false;
        if (!Digits(text, 0, 4, out var year) || !Digits(text, 5, 2, out var month) || !Digits(text, 8, 2, out var day)) return false;
        if (year is < 1900 or > LastYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new LocalDate(year, month, day);
        return true;
    }

    /// <summary>
    /// A duration of weeks, days, hours, minutes and seconds such as <c>PT3H30M</c> or <c>PT3.5H</c>, to the millisecond as instants are; never
    /// negative, at most 1,000 days.
    /// </summary>
    public static bool TryDuration(string text, out Duration duration)
    {
        duration = default;
        if (!TryDecimal(ref text, out var part)) return false;
        var parsed = NodaTime.Text.PeriodPattern.NormalizingIso.Parse(text);
        if (!parsed.Success || parsed.Value is not { Years: 0, Months: 0 } period) return false;
        if (period.Days > 1000) return false;
        try
        {
            duration = Duration.FromMilliseconds((period.ToDuration() + part).ToInt64Nanoseconds() / NodaConstants.NanosecondsPerMillisecond);
        }
        catch (OverflowException)
        {
            return false;
        }
        return duration >= Duration.Zero && duration <= Duration.FromDays(1000);
    }

    // The last part may have a decimal (ISO 8601), after a point or a comma; it is taken out of the text.
    private static bool TryDecimal(ref string text, out Duration part)
    {
        part = Duration.Zero;
        var point = text.AsSpan().IndexOfAny('.', ',');
        if (point < 0 || (text[^1] == 'S' && text[point] == '.')) return true;
        long? unit = text[^1] switch
        {
            'W' => NodaConstants.NanosecondsPerWeek,
            'D' => NodaConstants.NanosecondsPerDay,
            'H' => NodaConstants.NanosecondsPerHour,
            'M' when text.Contains('T', StringComparison.Ordinal) => NodaConstants.NanosecondsPerMinute,
            'S' => NodaConstants.NanosecondsPerSecond,
            _ => null,
        };
        var digits = text.AsSpan((point + 1)..Math.Max(point + 1, text.Length - 1));
        if (unit is not { } of || text.Contains('-', StringComparison.Ordinal) || digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9')) return false;
        part = Duration.FromNanoseconds((long)(of * decimal.Parse($"0.{digits}", CultureInfo.InvariantCulture)));
        text = $"{text.AsSpan(0, point)}{text[^1]}";
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, out int milliseconds)
    {
        milliseconds = 0;
        if (rest.IsEmpty || rest[0] != '.') return true;
        var length = 1;
        while (length < rest.Length && char.IsAsciiDigit((char)rest[length])) length++;
        for (var i = 1; i <= 3; i++)
            milliseconds = (milliseconds * 10) + (i < length ? rest[i] - '0' : 0);
        rest = rest[length..];
        return length > 1;
    }

    private static bool TryOffsetMinutes(ReadOnlySpan<byte> rest, out int minutes)
    {
        minutes = 0;
        if (rest.Length == 1) return (rest[0] | 0x20) == 'z';
        if (rest.Length != 6 || rest[0] is not ((byte)'+' or (byte)'-') || rest[3] != ':') return false;
        if (!Digits(rest, 1, 2, out var hour) || !Digits(rest, 4, 2, out var minute) || hour > 23 || minute > 59) return false;
        minutes = ((hour * 60) + minute) * (rest[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, int start, int count, out int value)
    {
        value = 0;
        for (var i = start; i < start + count; i++)
        {
            if (!char.IsAsciiDigit((char)text[i])) return false;
            value = (value * 10) + text[i] - '0';
        }
        return true;
    }
}

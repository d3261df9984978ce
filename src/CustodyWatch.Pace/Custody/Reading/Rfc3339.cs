using NodaTime;

namespace CustodyWatch.Pace.Custody.Reading;

/// <summary>RFC 3339 instants and ISO 8601 durations, read from UTF-8.</summary>
public static class Rfc3339
{
    // Beyond this a time is a slip of the keyboard; before it, adding any limit of the Act still gives a time.
    private const int LastYear = 2199;
    private static readonly long FirstMoment = new DateTimeOffset(1, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>
    /// An instant with an offset, kept to the millisecond: finer fractions are cut off. False when it is not one, or lies
    /// after the last year taken: 2199 where none is named.
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
            || hour > 23 || minute > 59 || second > 59)
            return false;
        var rest = text[19..];
        if (!TryFraction(ref rest, out var milliseconds) || !TryOffsetMinutes(rest, out var offset)) return false;
        var local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        unix = ((local.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond) + milliseconds - (offset * 60_000L);
        return unix >= FirstMoment;
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

    /// <summary>A duration of days, hours, minutes and seconds such as <c>PT3H30M</c>, to the millisecond as instants are; never negative, at most 1,000 days.</summary>
    public static bool TryDuration(string text, out Duration duration)
    {
        duration = default;
        var parsed = NodaTime.Text.PeriodPattern.NormalizingIso.Parse(text);
        if (!parsed.Success || parsed.Value is not { Years: 0, Months: 0 } period) return false;
        if (period.Days > 1000) return false;
        try
        {
            duration = Duration.FromMilliseconds(period.ToDuration().ToInt64Nanoseconds() / NodaConstants.NanosecondsPerMillisecond);
        }
        catch (OverflowException)
        {
            return false;
        }
        return duration >= Duration.Zero && duration <= Duration.FromDays(1000);
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

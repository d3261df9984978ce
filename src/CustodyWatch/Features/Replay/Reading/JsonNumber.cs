using System.Globalization;

namespace CustodyWatch.Features.Replay.Reading;

/// <summary>A number as it is written in JSON, of however many digits.</summary>
internal static class JsonNumber
{
    private const ulong Zero = 13, Spread = 0x9E3779B97F4A7C15, Salt = 0xD6E8FEB86659FD93;

    /// <summary>
    /// The same for two numbers of one value, however written (1.0 and 1, 1e2 and 100, 0 and -0), as the log compares them: by the digits
    /// from the first to the last that is not nought, where the last of them stands, and the sign.
    /// </summary>
    public static ulong Fingerprint(ReadOnlySpan<byte> number)
    {
        var negative = number[0] == '-';
        var digits = negative ? number[1..] : number;
        var exponent = 0;
        if (digits.IndexOfAny((byte)'e', (byte)'E') is var at and >= 0)
        {
            _ = int.TryParse(digits[(at + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent);
            digits = digits[..at];
        }
        var point = digits.IndexOf((byte)'.');
        var place = point < 0 ? digits.Length : point;
        ulong sofar = 0, significant = 0;
        var last = 0;
        foreach (var digit in digits)
        {
            if (digit == '.') continue;
            place--;
            if (digit == '0' && significant == 0) continue;
            sofar = (sofar * Spread) + digit;
            if (digit != '0') (significant, last) = (sofar, place);
        }
        return significant == 0 ? Zero : ((significant * Spread) + (ulong)((long)last + exponent)) * Salt + (negative ? 1UL : 0);
    }
}

using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Http;

/// <summary>Instants as text in queries and bodies. Kept to the millisecond; finer fractions are cut off.</summary>
public static class Rfc3339
{
    private static readonly InstantPattern Written = InstantPattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm:ss;FFF'Z'");

    public static string Text(Instant instant) => Written.Format(instant);

    /// <summary>
    /// The instant, or null when the text is not one or lies at an end of the calendar, beyond which an offset could put it. A plus
    /// sign that a query lost to a space is put back.
    /// </summary>
    public static Instant? Parse(string? text) =>
        text is not null && OffsetDateTimePattern.Rfc3339.Parse(text.Replace(' ', '+')) is { Success: true } parsed
        && parsed.Value.Year is > 1 and < 9999
            ? Cut(parsed.Value.ToInstant())
            : null;

    public static Instant Cut(Instant instant) => Instant.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());
}

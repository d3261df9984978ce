using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Http;

/// <summary>Instants as text in queries and bodies. Kept to the millisecond; finer fractions are cut off.</summary>
public static class Rfc3339
{
    private static readonly Instant First = Instant.FromUtc(1, 1, 1, 0, 0), Last = Instant.FromUtc(9999, 12, 31, 23, 59, 59);
    private static readonly InstantPattern Written = InstantPattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm:ss;FFF'Z'");

    public static string Text(Instant instant) => Written.Format(instant);

    /// <summary>The instant, or null when the text is not one. A plus sign that a query lost to a space is put back.</summary>
    public static Instant? Parse(string? text) =>
        text is not null && OffsetDateTimePattern.Rfc3339.Parse(text.Replace(' ', '+')) is { Success: true } parsed
        && parsed.Value.ToInstant() is var instant && instant >= First && instant <= Last
            ? Cut(instant)
            : null;

    public static Instant Cut(Instant instant) => Instant.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());
}

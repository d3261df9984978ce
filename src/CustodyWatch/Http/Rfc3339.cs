using System.Text;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Http;

/// <summary>Instants as text in queries and bodies. Kept to the millisecond; finer fractions are cut off.</summary>
public static class Rfc3339
{
    private const int LastYear = 9998;
    private static readonly Instant First = Instant.FromUtc(2, 1, 1, 0, 0);
    private static readonly InstantPattern Written = InstantPattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm:ss;FFF'Z'");

    public static string Text(Instant instant) => Written.Format(instant);

    /// <summary>
    /// The instant, read as an event's time is, or null when the text is not one or lies at an end of the calendar, beyond which an offset
    /// could put it. A plus sign that a query lost to a space is put back.
    /// </summary>
    public static Instant? Parse(string? text) =>
        text is not null && Pace.Custody.Reading.Rfc3339.TryInstant(Encoding.UTF8.GetBytes(text.Replace(' ', '+')), out var instant, LastYear)
        && instant >= First
            ? instant
            : null;

    public static Instant Cut(Instant instant) => Instant.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());
}

using CustodyWatch.Pace;
using NodaTime;

namespace CustodyWatch.Screens.Entries;

/// <summary>
/// A date and time so long ago that it cannot be meant: a browser makes the year 26 of two digits typed for a year. And one that looks
/// ahead and can hardly be meant, which is asked about once.
/// </summary>
public static class Slip
{
    /// <summary>The earliest a field for a date and time may hold, as the field writes it.</summary>
    public const string Earliest = "2000-01-01T00:00";

    private const int FirstYear = 2000;
    private static readonly Duration LongAgo = Duration.FromDays(366), BeforeArrest = Duration.FromDays(7), JustPast = Duration.FromHours(1), Ahead = Duration.FromDays(7);

    /// <summary>What to look at again, as the rest of a sentence about the field; null when it may be meant.</summary>
    /// <param name="at">What was written.</param>
    /// <param name="now">When it was written.</param>
    /// <param name="arrested">When the child was arrested, which may be years back; null when that is not known.</param>
    public static string? In(Instant at, Instant now, Instant? arrested = null) => InYear(at) ?? (arrested is { } arrest
        ? at < arrest - BeforeArrest ? "is more than 7 days before the arrest: check the year" : null
        : at < now - LongAgo ? "is more than a year ago: check the year" : null);

    /// <summary>The same of what may be years back itself, such as the arrest of a child who comes back on bail.</summary>
    public static string? InYear(Instant at) =>
        LondonTime.DateAt(at).Year is var year && year < FirstYear ? $"is in the year {year}: check the year" : null;

    /// <summary>What to ask about a time by which something is wanted, or from which it is given; null when it is an ordinary one.</summary>
    public static string? InAhead(Instant at, Instant now) =>
        at < now - JustPast ? "is more than an hour ago: check it, and send it again if it is meant"
        : at > now + Ahead ? "is more than 7 days ahead: check it, and send it again if it is meant"
        : null;
}

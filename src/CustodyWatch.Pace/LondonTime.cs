using NodaTime;

namespace CustodyWatch.Pace;

/// <summary>Europe/London, used only where a rule speaks of a local time or date.</summary>
public static class LondonTime
{
    /// <summary>The time zone of every custody suite in England and Wales.</summary>
    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/London"];

    /// <summary>The local date of an instant.</summary>
    public static LocalDate DateAt(Instant at) => at.InZone(Zone).Date;

    /// <summary>The instant of a local time; the later one where the clocks go forward over it, the earlier where it comes twice.</summary>
    public static Instant At(LocalDate date, LocalTime time) => (date + time).InZoneLeniently(Zone).ToInstant();
}

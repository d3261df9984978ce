using NodaTime;

namespace CustodyWatch.Tests.Oversight.Recount;

/// <summary>
/// One custody record as it stands: corrections applied, in order of time, and cut where the detention ended. Everything about it
/// is worked out from the contract's words and shares nothing with the service.
/// </summary>
internal sealed class Story
{
    private static readonly string[] Ends = ["released", "detention-refused", "transferred"];
    private static readonly string[] Outlive = ["social-care-referred", "court-listed", "court-outcome", "certificate-produced"];

    private Story(LogEntry[] entries, Instant now)
    {
        var begun = Array.FindIndex(entries, entry => entry.Type == "arrived");
        var ended = Array.FindIndex(entries, begun, entry => Ends.Contains(entry.Type));
        Entries = ended < 0 ? entries : entries[..(ended + 1)];
        End = ended < 0 ? null : entries[ended];
        After = [.. entries.Skip(Entries.Length).Where(entry => Outlive.Contains(entry.Type) || (entry.Type == "released" && End?.Type == "transferred"))];
        Arrival = entries[begun];
        Arrived = Arrival.Says("route") == "voluntary" ? Arrival.Moment("arrestedAt")!.Value : Arrival.Time;
        Now = now;
    }

    public Instant Now { get; }
    public LogEntry Arrival { get; }

    /// <summary>Arrival as the clocks take it.</summary>
    public Instant Arrived { get; }

    public LogEntry[] Entries { get; }
    public LogEntry[] After { get; }
    public LogEntry? End { get; }
    public Instant? Ended => End?.Time;

    /// <summary>The last entry made while it lasted: nothing later is known of duties that come round again.</summary>
    public Instant Last => Entries[^1].Time;

    public static IReadOnlyList<Story> All(IEnumerable<LogEntry> log, Instant now) =>
    [
        .. log.GroupBy(entry => (entry.Force, entry.Subject))
            .Select(record => LogEntry.InOrder(Standing([.. record])).Where(entry => entry.Time <= now).ToArray())
            .Where(entries => entries.Any(entry => entry.Type == "arrived")).Select(entries => new Story(entries, now)),
    ];

    public LogEntry? First(params string[] types) => Entries.FirstOrDefault(entry => types.Contains(entry.Type));

    public IEnumerable<LogEntry> Every(string type) => Entries.Where(entry => entry.Type == type);

    public int Age(Instant at)
    {
        if (Arrival.Says("child", "dateOfBirth") is not { } born) return int.Parse(Arrival.Says("child", "apparentAge")!, null);
        // As many birthdays as there have been; one of 29 February is kept on 1 March.
        var (birth, day) = (LocalDate.FromDateTime(DateTime.Parse(born, null)), Wall.Date(at));
        var years = 0;
        while (Birthday(birth, birth.Year + years + 1) <= day) years++;
        return years;
    }

    private static LocalDate Birthday(LocalDate birth, int year) => birth is { Month: 2, Day: 29 } && !CalendarSystem.Iso.IsLeapYear(year)
        ? new LocalDate(year, 3, 1)
        : new LocalDate(year, birth.Month, birth.Day);

    private static IEnumerable<LogEntry> Standing(LogEntry[] record)
    {
        foreach (var entry in record.Where(entry => entry.Type != "corrected"))
        {
            if (Correction(entry, record) is not { } correction) yield return entry;
            else if (correction.Says("action") == "replace") yield return entry.Replaced(correction.Data.GetProperty("replacement"));
        }
    }

    // The latest of those that were not themselves taken back.
    private static LogEntry? Correction(LogEntry entry, LogEntry[] record) => record
        .Where(other => other.Type == "corrected" && other.Source == entry.Source && other.Says("corrects") == entry.Id)
        .Where(other => entry.Type != "corrected" || other.Says("action") == "retract")
        .Where(other => Correction(other, record) is null)
        .OrderBy(other => other.Time).ThenBy(other => other.Id, StringComparer.Ordinal).LastOrDefault();
}

/// <summary>The clock on the wall of a suite.</summary>
internal static class Wall
{
    private static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];

    public static LocalDate Date(Instant at) => at.InZone(London).Date;

    public static Instant At(LocalDate date, int hour, int minute = 0) => date.At(new LocalTime(hour, minute)).InZoneStrictly(London).ToInstant();

    /// <summary>Whole minutes; none where the later came first.</summary>
    public static int Minutes(Instant from, Instant to) => to < from ? 0 : (int)(to - from).TotalMinutes;
}

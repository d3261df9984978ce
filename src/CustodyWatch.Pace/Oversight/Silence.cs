using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Oversight;

/// <summary>A stretch of a child's time in the suite in which nothing at all was entered, and the entry that ended it.</summary>
/// <param name="EndedBy">The entry before which nothing stands.</param>
/// <param name="Minutes">Whole minutes, time away from the suite left out.</param>
public sealed record Silence(CustodyEvent EndedBy, int Minutes)
{
    /// <summary>Longer than this asks for a question: a visit falls due at least every hour (Code C 9.3), so at least one was passed over.</summary>
    public static readonly Duration Longest = Duration.FromHours(2);

    /// <summary>The silences of a record between its arrival and its last entry, by when things happened and not by when they were keyed.</summary>
    public static IReadOnlyList<Silence> Of(CustodyRecord record)
    {
        if (record.ArrivedAt is not { } last) return [];
        var away = record.Absences.Select(absence => new Excluded(absence.From, absence.To)).ToArray();
        var silences = new List<Silence>();
        foreach (var entry in record.Events)
        {
            var length = entry.Occurred - last - Excluded.Within(away, last, entry.Occurred);
            if (length > Longest) silences.Add(new(entry, (int)length.TotalMinutes));
            last = Instant.Max(last, entry.Occurred);
        }
        return silences;
    }
}

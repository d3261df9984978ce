using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Welfare;

/// <summary>
/// When a child rested and was interviewed, by the entries that count, in order. An interview ends an open rest, and leaving for hospital
/// or another station ends both (Code C 12.2). A period that goes on has no end.
/// </summary>
public static class Periods
{
    /// <summary>The rests.</summary>
    public static IReadOnlyList<(Instant From, Instant? To)> OfRest(IReadOnlyList<CustodyEvent> entries) => Of(entries, presence => presence.Resting);

    /// <summary>The interviews.</summary>
    public static IReadOnlyList<(Instant From, Instant? To)> OfInterview(IReadOnlyList<CustodyEvent> entries) => Of(entries, presence => presence.Interviewed);

    private static List<(Instant From, Instant? To)> Of(IReadOnlyList<CustodyEvent> entries, Func<Presence, bool> lasts)
    {
        var arrival = entries.FirstOrDefault(entry => entry.Fact is Arrived);
        var arrivedAt = arrival is null ? Instant.MinValue : RelevantTime.ArrivalForClocks((Arrived)arrival.Fact, arrival.Occurred);
        var (periods, presence) = (new List<(Instant From, Instant? To)>(), new Presence());
        foreach (var entry in entries.Where(entry => entry.Occurred >= arrivedAt))
        {
            var lasted = lasts(presence);
            presence.Note(entry.Fact);
            if (lasts(presence) == lasted) continue;
            if (lasted) periods[^1] = (periods[^1].From, entry.Occurred);
            else periods.Add((entry.Occurred, null));
        }
        return periods;
    }
}

using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Accommodation;

/// <summary>Every request for a place on a custody record.</summary>
public static class PlaceRequests
{
    /// <summary>
    /// The requests in order of asking. A repeated id asks nothing new; an answer timed before its request counts for nothing;
    /// one after a withdrawal, or after the child has left, is kept as late, and a withdrawal after the child has left is none.
    /// </summary>
    /// <param name="entries">The entries that count, in order, those after the end of the detention included.</param>
    public static IReadOnlyList<PlaceRequest> Of(IReadOnlyList<CustodyEvent> entries)
    {
        var requests = new List<PlaceRequest>();
        for (var i = 0; i < entries.Count; i++)
            if (entries[i].Fact is AccommodationRequested asked && requests.TrueForAll(known => known.Asked.RequestId != asked.RequestId))
                requests.Add(Follow(entries, i, asked));
        return requests;
    }

    /// <summary>When the child left custody: released, refused detention, or handed over. Null while the child is there.</summary>
    public static Instant? LeftAt(IReadOnlyList<CustodyEvent> entries)
    {
        var arrival = entries.FirstOrDefault(entry => entry.Fact is Arrived);
        var arrivedAt = arrival is null ? Instant.MinValue : RelevantTime.ArrivalForClocks((Arrived)arrival.Fact, arrival.Occurred);
        return First(entries, arrivedAt, fact => fact is Released or DetentionRefused or Transferred);
    }

    private static PlaceRequest Follow(IReadOnlyList<CustodyEvent> entries, int index, AccommodationRequested asked)
    {
        var askedAt = entries[index].Occurred;
        var (leftAt, bailedAt) = (LeftAt(entries), BailGrantedAfter(entries, index));
        var withdrawnAt = First(entries, askedAt, fact => fact is AccommodationWithdrawn gone && gone.RequestId == asked.RequestId);
        if (withdrawnAt > leftAt) withdrawnAt = null;
        return new PlaceRequest
        {
            Asked = asked,
            AskedAt = askedAt,
            WithdrawnAt = withdrawnAt,
            BailedAt = bailedAt > leftAt ? null : bailedAt,
            NeedEndedAt = leftAt is null || bailedAt < leftAt ? bailedAt : leftAt,
            Answers = [.. entries
                .Where(entry => entry.Occurred >= askedAt && entry.Fact is AccommodationAnswered said && said.RequestId == asked.RequestId)
                .Select(entry => new PlaceAnswer(entry.Occurred, (AccommodationAnswered)entry.Fact,
                    Late: entry.Occurred > withdrawnAt || entry.Occurred > leftAt))],
        };
    }

    // Bail that was never refused, granted, ends no search for a place.
    private static Instant? BailGrantedAfter(IReadOnlyList<CustodyEvent> entries, int index)
    {
        var refused = false;
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Fact is BailGranted && refused && i > index) return entries[i].Occurred;
            if (entries[i].Fact is BailRefused or BailGranted) refused = entries[i].Fact is BailRefused;
        }
        return null;
    }

    private static Instant? First(IReadOnlyList<CustodyEvent> entries, Instant from, Func<Fact, bool> matches)
    {
        foreach (var entry in entries)
            if (entry.Occurred >= from && matches(entry.Fact))
                return entry.Occurred;
        return null;
    }
}

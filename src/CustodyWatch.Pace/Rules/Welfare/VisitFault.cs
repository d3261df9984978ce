using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Welfare;

/// <summary>Why a visit that was recorded does not count as one (Code C 9.3).</summary>
public enum VisitFault
{
    /// <summary>It was before the child arrived.</summary>
    BeforeArrival,

    /// <summary>The child was at hospital or between stations.</summary>
    Away,

    /// <summary>The child was being interviewed, when none is due.</summary>
    Interviewed,

    /// <summary>A camera is no visit.</summary>
    ByCamera,

    /// <summary>The child must be roused, in the cell, and was not.</summary>
    NotRoused,

    /// <summary>It was after the detention was over.</summary>
    AfterEnd,
}

/// <summary>Tells which visits count.</summary>
public static class VisitFaults
{
    /// <summary>Why a visit does not count, by the test of its clock; null when it counts, or when none was due yet.</summary>
    /// <param name="record">The custody record, as it stood when or after the visit was made.</param>
    /// <param name="at">The visit's place on the record.</param>
    public static VisitFault? Of(CustodyRecord record, CustodyEvent at)
    {
        if (record.EndedAt is not null && !record.Events.Any(entry => entry.CompareTo(at) == 0)) return VisitFault.AfterEnd;
        foreach (var (entry, fault) in Visits.Uncounted(record))
            if (entry.CompareTo(at) == 0)
                return fault;
        return null;
    }

    /// <summary>Every visit on a record with why it does not count, null when it does, in order.</summary>
    public static IEnumerable<(CustodyEvent Entry, VisitFault? Fault)> All(CustodyRecord record)
    {
        var uncounted = Visits.Uncounted(record).ToDictionary(one => one.Entry, one => one.Fault);
        return record.Events.Where(entry => entry.Fact is Visit)
            .Select(entry => (entry, uncounted.TryGetValue(entry, out var fault) ? fault : (VisitFault?)null));
    }

    /// <summary>Since when the child, who is here, has been in an interview that nobody has ended; null when in none.</summary>
    public static Instant? InterviewedSince(CustodyRecord record) => Visits.InterviewedSince(record);

    /// <summary>Whether each visit must rouse the child, as the record stands.</summary>
    public static bool MustRouse(CustodyRecord record) =>
        record.Events.LastOrDefault(entry => entry.Fact is RiskAssessed or ObservationChanged)?.Fact is RiskAssessed { Rouse: true } or ObservationChanged { Rouse: true };
}

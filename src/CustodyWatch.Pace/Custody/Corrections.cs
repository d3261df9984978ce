using System.Text;
using CustodyWatch.Pace.Custody.Reading;

namespace CustodyWatch.Pace.Custody;

/// <summary>
/// What corrections make of a record. A correction counts whatever its own time; of several of one event the one with the
/// latest time, then the higher id, counts; a correction can itself be taken back, not replaced. A replacement that cannot be
/// true of the event it replaces is passed over.
/// </summary>
public static class Corrections
{
    /// <summary>The events as if every correction had been right from the start; corrections themselves are not among them.</summary>
    public static IReadOnlyCollection<CustodyEvent> Apply(IReadOnlyCollection<CustodyEvent> events)
    {
        if (!events.Any(entry => entry.Kind == EventKind.Corrected)) return events;
        var byTarget = ByTarget(events);
        var takenBack = TakenBack(events, byTarget);
        var standing = new List<CustodyEvent>(events.Count);
        foreach (var entry in events)
            if (entry.Fact is not Corrected && (Counting(entry, byTarget, takenBack) is { } correction ? Put(entry, correction) : entry) is { } right)
                standing.Add(right);
        return standing;
    }

    /// <summary>The correction that counts of each event that has one, by the event's source and id.</summary>
    public static IReadOnlyDictionary<(string Source, string Id), Corrected> InForce(IReadOnlyCollection<CustodyEvent> events)
    {
        var inForce = new Dictionary<(string, string), Corrected>();
        var byTarget = ByTarget(events);
        if (byTarget.Count == 0) return inForce;
        var takenBack = TakenBack(events, byTarget);
        foreach (var entry in events)
            if (Counting(entry, byTarget, takenBack) is { } correction)
                inForce[(entry.Source, entry.Id)] = correction;
        return inForce;
    }

    /// <summary>The fact that replaces another; null when what was sent in its place is not of the right shape.</summary>
    public static Fact? Replacement(EventKind kind, string dataJson, Problems problems) =>
        FactReader.Read(kind, Encoding.UTF8.GetBytes(dataJson), problems);

    /// <summary>
    /// An event as a replacement makes it; null when what was sent in its place is not of the right shape, or is an arrival that cannot be.
    /// </summary>
    public static CustodyEvent? Replaced(CustodyEvent entry, Corrected correction)
    {
        var fact = correction.ReplacementData is { } data ? Replacement(entry.Kind, data, new Problems()) : entry.Fact;
        if (fact is null) return null;
        var right = entry with { Occurred = correction.ReplacementTime ?? entry.Occurred, Fact = fact };
        return fact is Arrived arrived && ImpossibleArrival.Of(arrived, right.Occurred) is not null ? null : right;
    }

    // Of each event the latest first.
    private static Dictionary<(string Source, string Id), List<CustodyEvent>> ByTarget(IReadOnlyCollection<CustodyEvent> events)
    {
        var byTarget = new Dictionary<(string, string), List<CustodyEvent>>();
        foreach (var entry in events)
        {
            if (entry.Fact is not Corrected correction) continue;
            var target = (entry.Source, correction.Corrects);
            if (!byTarget.TryGetValue(target, out var corrections)) byTarget[target] = corrections = [];
            corrections.Add(entry);
        }
        foreach (var corrections in byTarget.Values) corrections.Sort(LatestFirst);
        return byTarget;
    }

    private static CustodyEvent? Put(CustodyEvent entry, Corrected correction) =>
        correction.Action == CorrectionAction.Retract ? null : Replaced(entry, correction);

    /// <summary>The correction of an event that counts; null when none does.</summary>
    private static Corrected? Counting(
        CustodyEvent entry, Dictionary<(string, string), List<CustodyEvent>> byTarget, HashSet<(string, string)> takenBack)
    {
        if (!byTarget.TryGetValue((entry.Source, entry.Id), out var corrections)) return null;
        if (entry.Fact is Corrected && !takenBack.Contains((entry.Source, entry.Id))) return null;
        return corrections.Find(correction => Counts(entry, correction, takenBack))?.Fact as Corrected;
    }

    private static bool Counts(CustodyEvent entry, CustodyEvent correction, HashSet<(string, string)> takenBack)
    {
        var told = (Corrected)correction.Fact;
        if (entry.Fact is Corrected) return told.Action == CorrectionAction.Retract;
        return !takenBack.Contains((correction.Source, correction.Id))
            && (told.Action == CorrectionAction.Retract || Replaced(entry, told) is not null);
    }

    /// <summary>
    /// The corrections that were taken back by one that was not. Those that take each other back in a ring are all taken back:
    /// each corrects only the next, so that nothing else hangs on them.
    /// </summary>
    private static HashSet<(string, string)> TakenBack(
        IReadOnlyCollection<CustodyEvent> events, Dictionary<(string, string), List<CustodyEvent>> byTarget)
    {
        var takenBack = new HashSet<(string, string)>();
        var doubtful = new Dictionary<(string, string), (CustodyEvent Correction, int By)>();
        var settled = new Queue<CustodyEvent>();
        foreach (var entry in events)
        {
            if (entry.Fact is not Corrected) continue;
            var by = byTarget.TryGetValue((entry.Source, entry.Id), out var corrections) ? corrections.Count(IsRetraction) : 0;
            if (by == 0) settled.Enqueue(entry);
            else doubtful[(entry.Source, entry.Id)] = (entry, by);
        }
        while (doubtful.Count > 0 && settled.TryDequeue(out var entry))
        {
            var target = (entry.Source, ((Corrected)entry.Fact).Corrects);
            if (!IsRetraction(entry) || !doubtful.TryGetValue(target, out var doubt)) continue;
            var stands = !takenBack.Contains((entry.Source, entry.Id));
            if (stands) takenBack.Add(target);
            if (stands || doubt.By == 1)
            {
                doubtful.Remove(target);
                settled.Enqueue(doubt.Correction);
            }
            else
            {
                doubtful[target] = doubt with { By = doubt.By - 1 };
            }
        }
        takenBack.UnionWith(doubtful.Keys);
        return takenBack;
    }

    private static bool IsRetraction(CustodyEvent entry) => entry.Fact is Corrected { Action: CorrectionAction.Retract };

    private static int LatestFirst(CustodyEvent one, CustodyEvent other)
    {
        var order = other.Occurred.CompareTo(one.Occurred);
        return order == 0 ? string.CompareOrdinal(other.Id, one.Id) : order;
    }
}

using System.Text;
using CustodyWatch.Pace.Custody.Reading;

namespace CustodyWatch.Pace.Custody;

/// <summary>
/// What corrections make of a record. A correction counts whatever its own time; of several of one event the one with the
/// latest time, then the higher id, counts; a correction can itself be taken back, not replaced.
/// </summary>
public static class Corrections
{
    /// <summary>The events as if every correction had been right from the start; corrections themselves are not among them.</summary>
    public static IReadOnlyCollection<CustodyEvent> Apply(IReadOnlyCollection<CustodyEvent> events)
    {
        if (!events.Any(entry => entry.Kind == EventKind.Corrected)) return events;
        var byTarget = ByTarget(events);
        var standing = new List<CustodyEvent>(events.Count);
        foreach (var entry in events)
            if (entry.Fact is not Custody.Corrected && Corrected(entry, byTarget) is { } corrected)
                standing.Add(corrected);
        return standing;
    }

    /// <summary>The correction of an event that counts; null when none does.</summary>
    public static Corrected? InForce(CustodyEvent entry, IReadOnlyCollection<CustodyEvent> events) =>
        InForce(entry, ByTarget(events), depth: 0)?.Fact as Corrected;

    /// <summary>The fact that replaces another; null when what was sent in its place is not of the right shape.</summary>
    public static Fact? Replacement(EventKind kind, string dataJson, Problems problems) =>
        FactReader.Read(kind, Encoding.UTF8.GetBytes(dataJson), problems);

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
        return byTarget;
    }

    private static CustodyEvent? Corrected(CustodyEvent entry, Dictionary<(string, string), List<CustodyEvent>> byTarget)
    {
        if (InForce(entry, byTarget, depth: 0)?.Fact is not Corrected correction) return entry;
        if (correction.Action == CorrectionAction.Retract) return null;
        var fact = correction.ReplacementData is { } data ? Replacement(entry.Kind, data, new Problems()) : entry.Fact;
        return fact is null ? entry : entry with { Occurred = correction.ReplacementTime ?? entry.Occurred, Fact = fact };
    }

    // Corrections of corrections of corrections end somewhere; a ring of them would not, and is cut at this depth.
    private const int Deepest = 50;

    private static CustodyEvent? InForce(CustodyEvent entry, Dictionary<(string, string), List<CustodyEvent>> byTarget, int depth)
    {
        if (depth > Deepest || !byTarget.TryGetValue((entry.Source, entry.Id), out var corrections)) return null;
        CustodyEvent? latest = null;
        foreach (var correction in corrections)
        {
            if (entry.Fact is Corrected && correction.Fact is Corrected { Action: CorrectionAction.Replace }) continue;
            if (InForce(correction, byTarget, depth + 1) is not null) continue;
            if (latest is null || Later(correction, latest)) latest = correction;
        }
        return latest;
    }

    private static bool Later(CustodyEvent one, CustodyEvent other)
    {
        var order = one.Occurred.CompareTo(other.Occurred);
        return order > 0 || (order == 0 && string.CompareOrdinal(one.Id, other.Id) > 0);
    }
}

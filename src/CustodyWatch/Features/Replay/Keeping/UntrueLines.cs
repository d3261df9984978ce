using CustodyWatch.Features.Replay.Reading;
using CustodyWatch.Log;
using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Features.Replay.Keeping;

/// <summary>
/// The lines of one custody record that cannot be true, by the rules that guard the log, each judged with all the others known. A replacement
/// that cannot be true changes nothing, so an arrival or an end may be judged with every correction before they are.
/// </summary>
internal sealed class UntrueLines
{
    private readonly List<(int Place, Refusal Why)> _found = [];
    private readonly Dictionary<(string Source, string Id), CustodyEvent> _standing = [];

    private UntrueLines()
    {
    }

    /// <param name="lines">In the order of the file: of two arrivals the first stands.</param>
    public static IReadOnlyList<(int Place, Refusal Why)> Of(IReadOnlyCollection<(int Place, CustodyEvent Entry)> lines)
    {
        var untrue = new UntrueLines();
        var corrections = lines.Where(line => line.Entry.Kind == EventKind.Corrected && untrue.Passes(line, [])).ToList();
        List<CustodyEvent> known = [.. corrections.Select(line => line.Entry)];
        foreach (var arrival in lines.Where(line => line.Entry.Kind == EventKind.Arrived && untrue.Passes(line, known)))
        {
            known.Add(arrival.Entry);
            untrue.Keep(arrival.Entry);
        }
        untrue.JudgeEnds([.. lines.Where(line => line.Entry.Kind.IsEnd())], known);
        foreach (var (_, entry) in lines)
            if (entry.Kind is not (EventKind.Arrived or EventKind.Corrected) && !entry.Kind.IsEnd())
                untrue.Keep(entry);
        untrue.JudgeCorrections(corrections);
        return untrue._found;
    }

    // An end that can be true of the arrival as both were told stands as well: what is put right one entry after another may be impossible
    // for a while.
    private void JudgeEnds(IReadOnlyCollection<(int Place, CustodyEvent Entry)> ends, IReadOnlyCollection<CustodyEvent> known)
    {
        if (ends.Count == 0) return;
        var right = Corrections.Apply([.. known, .. ends.Select(end => end.Entry)]).ToDictionary(Key);
        var arrival = right.Values.FirstOrDefault(one => one.Kind == EventKind.Arrived);
        CustodyEvent[] asRight = arrival is null ? [] : [arrival], asTold = arrival is null ? [] : [_standing[Key(arrival)]];
        foreach (var end in ends)
            if (!right.TryGetValue(Key(end.Entry), out var put) || Refused(put, asRight) is null || Passes(end, asTold))
                Keep(end.Entry);
    }

    // A correction is judged when it is known whether what it corrects stands. Those that would replace one another in a ring cannot any of
    // them be true.
    private void JudgeCorrections(IReadOnlyCollection<(int Place, CustodyEvent Entry)> corrections)
    {
        var replacing = corrections.Where(line => !IsRetraction(line.Entry)).ToLookup(line => Target(line.Entry));
        var unjudged = corrections.ToDictionary(line => Key(line.Entry), line => line.Entry);
        var next = new Queue<(int Place, CustodyEvent Entry)>(corrections.Where(line => IsRetraction(line.Entry) || !unjudged.ContainsKey(Target(line.Entry))));
        while (next.TryDequeue(out var line))
        {
            unjudged.Remove(Key(line.Entry));
            if (Passes(line, _standing.TryGetValue(Target(line.Entry), out var target) ? [target] : [])) Keep(line.Entry);
            foreach (var other in replacing[Key(line.Entry)]) next.Enqueue(other);
        }
        foreach (var line in corrections)
            if (unjudged.ContainsKey(Key(line.Entry)))
                Passes(line, [unjudged[Target(line.Entry)]]);
    }

    private bool Passes((int Place, CustodyEvent Entry) line, IReadOnlyCollection<CustodyEvent> known)
    {
        if (Refused(line.Entry, known) is not { } why) return true;
        _found.Add((line.Place, why));
        return false;
    }

    private void Keep(CustodyEvent entry) => _standing.Add(Key(entry), entry);

    private static Refusal? Refused(CustodyEvent entry, IReadOnlyCollection<CustodyEvent> known) =>
        RecordRules.Check(known, entry, CarefulReader.NeverTooLate);

    private static (string Source, string Id) Key(CustodyEvent entry) => (entry.Source, entry.Id);

    private static (string Source, string Id) Target(CustodyEvent entry) => (entry.Source, ((Corrected)entry.Fact).Corrects);

    private static bool IsRetraction(CustodyEvent entry) => entry.Fact is Corrected { Action: CorrectionAction.Retract };
}

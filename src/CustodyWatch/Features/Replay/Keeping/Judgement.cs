using CustodyWatch.Features.Replay.Reading;
using CustodyWatch.Log;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Features.Replay.Keeping;

/// <summary>
/// Which events stand. Of lines with the same source and id the first does; one that says something else is bad, and so is
/// one that cannot be true of its record, by the rules that guard the log.
/// </summary>
internal sealed class Judgement
{
    private const string Differs = "has the source and id of an earlier line and says something else";

    private readonly Archive _archive;
    private readonly HashSet<ulong> _repeated;
    private readonly HashSet<int> _contested = [];
    private readonly HashSet<int> _fallen = [];

    private Judgement(Archive archive)
    {
        _archive = archive;
        _repeated = RepeatedIdentities.Find(archive);
    }

    /// <summary>The lines that are bad, and why.</summary>
    public List<(long Line, string Reason)> Bad { get; } = [];

    /// <summary>The latest time of any event that stands.</summary>
    public Instant Latest { get; private set; } = Instant.MinValue;

    public bool Stands(int place) => _fallen.Count == 0 || !_fallen.Contains(place);

    public static Judgement Of(Archive archive)
    {
        var judgement = new Judgement(archive);
        judgement.ClaimAcrossRecords();
        Parallel.For(0, archive.Records, record =>
        {
            if (!archive.Notes(record).IsBeyondDoubt || judgement._contested.Contains(record)) judgement.Weigh(record);
        });
        judgement.FindLatest();
        return judgement;
    }

    // Hashes of ids are compared, not ids: in a nation's year none clash by chance.
    /// <summary>An id belongs to the record of the first line that bears it.</summary>
    private void ClaimAcrossRecords()
    {
        if (_repeated.Count == 0) return;
        var bearers = new Dictionary<ulong, List<int>>();
        _archive.ForEach((int place, in StoredEvent kept) =>
        {
            if (!_repeated.Contains(kept.Identity)) return;
            if (!bearers.TryGetValue(kept.Identity, out var places)) bearers[kept.Identity] = places = [];
            places.Add(place);
        });
        foreach (var places in bearers.Values)
        {
            _contested.UnionWith(places.Select(place => _archive[place].Record));
            var first = places.MinBy(place => _archive[place].Line);
            foreach (var place in places)
                if (_archive[place].Record != _archive[first].Record)
                    Fall(place, Differs);
        }
    }

    /// <summary>Takes a record's lines one by one, as the log would.</summary>
    private void Weigh(int record)
    {
        var standing = new List<CustodyEvent>();
        var contents = new Dictionary<(string, string), (EventKind, ulong)>();
        foreach (var place in _archive.PlacesOf(record).ToArray().Where(Stands).OrderBy(place => _archive[place].Line))
        {
            var entry = _archive.Event(place);
            var content = (entry.Kind, _archive[place].Content);
            if (contents.TryGetValue((entry.Source, entry.Id), out var earlier)) Fall(place, earlier == content ? null : Differs);
            else if (RecordRules.Check(standing, entry, CarefulReader.NeverTooLate) is { } refusal) Fall(place, CarefulReader.Words(refusal));
            else
            {
                standing.Add(entry);
                contents.Add((entry.Source, entry.Id), content);
            }
        }
    }

    private void Fall(int place, string? reason)
    {
        lock (_fallen)
        {
            _fallen.Add(place);
            if (reason is not null) Bad.Add((_archive[place].Line, reason));
        }
    }

    private void FindLatest()
    {
        var latest = _archive.Latest;
        if (_fallen.Count > 0)
        {
            latest = long.MinValue;
            _archive.ForEach((int place, in StoredEvent kept) =>
            {
                if (kept.Occurred > latest && Stands(place)) latest = kept.Occurred;
            });
        }
        if (latest > long.MinValue) Latest = Instant.FromUnixTimeMilliseconds(latest);
    }
}

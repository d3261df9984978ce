using CustodyWatch.Features.Replay.Reading;
using CustodyWatch.Log;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Features.Replay.Keeping;

/// <summary>
/// Which events stand. A line that cannot be true of its record, with all of it known, is bad and takes no id. Of the others with the same
/// source and id the first stands, and one that says something else is bad; so is a second arrival. Nothing else hangs on the order of the
/// lines.
/// </summary>
internal sealed class Judgement
{
    private const string Differs = "has the source and id of an earlier line and says something else";

    private readonly Archive _archive;
    private readonly HashSet<int> _fallen = [];

    private Judgement(Archive archive) => _archive = archive;

    /// <summary>The lines that are bad, and why.</summary>
    public List<(long Line, string Reason)> Bad { get; } = [];

    /// <summary>The latest time of any event that stands.</summary>
    public Instant Latest { get; private set; } = Instant.MinValue;

    /// <summary>How many do not stand, bad or said before.</summary>
    public int Fallen => _fallen.Count;

    public bool Stands(int place) => _fallen.Count == 0 || !_fallen.Contains(place);

    public static Judgement Of(Archive archive)
    {
        var judgement = new Judgement(archive);
        var (repeating, sharing) = judgement.Contested();
        judgement.Weigh(sharing);
        Parallel.For(0, archive.Records, record =>
        {
            if (!sharing.Contains(record) && (!archive.Notes(record).IsBeyondDoubt || repeating.Contains(record))) judgement.Weigh([record]);
        });
        judgement.FindLatest();
        return judgement;
    }

    // Hashes of ids are compared, not ids: in a nation's year none clash by chance.
    /// <summary>The records in which an id comes more than once, and those that have one in common with another.</summary>
    private (HashSet<int> Repeating, HashSet<int> Sharing) Contested()
    {
        var (repeating, sharing) = (new HashSet<int>(), new HashSet<int>());
        var repeated = RepeatedIdentities.Find(_archive);
        if (repeated.Count == 0) return (repeating, sharing);
        var bearers = new Dictionary<ulong, HashSet<int>>();
        _archive.ForEach((int _, in StoredEvent kept) =>
        {
            if (!repeated.Contains(kept.Identity)) return;
            if (!bearers.TryGetValue(kept.Identity, out var records)) bearers[kept.Identity] = records = [];
            records.Add(kept.Record);
        });
        foreach (var records in bearers.Values) (records.Count > 1 ? sharing : repeating).UnionWith(records);
        return (repeating, sharing);
    }

    /// <summary>
    /// Judges the lines of one record, or of all that share an id, which belongs to the first line that can be true, whichever record it is on.
    /// </summary>
    private void Weigh(IReadOnlyCollection<int> records)
    {
        var claims = records.SelectMany(record => _archive.PlacesOf(record).ToArray()).OrderBy(place => _archive[place].Line)
            .GroupBy(place => _archive[place].Identity).ToDictionary(same => same.Key, same => new Queue<int>(same));
        var untrue = new Dictionary<int, IReadOnlyList<(int Place, Refusal Why)>>();
        for (HashSet<int> unjudged = [.. records]; unjudged.Count > 0;)
        {
            foreach (var record in unjudged) untrue[record] = UntrueLines.Of(Claimants(record, claims));
            (int Place, Refusal Why)[] found = [.. unjudged.SelectMany(record => untrue[record])];
            unjudged.Clear();
            foreach (var (place, why) in found)
            {
                var claim = claims[_archive[place].Identity];
                if (claim.All(other => IsSame(place, other))) continue;
                while (IsSame(place, claim.Peek())) Fall(claim.Dequeue(), CarefulReader.Words(why));
                unjudged.Add(_archive[place].Record);
                unjudged.Add(_archive[claim.Peek()].Record);
            }
        }
        foreach (var (place, why) in untrue.Values.SelectMany(found => found))
            if (claims.Remove(_archive[place].Identity, out var claim))
                foreach (var same in claim) Fall(same, CarefulReader.Words(why));
        foreach (var claim in claims.Values)
            foreach (var other in claim.Skip(1)) Fall(other, IsSame(claim.Peek(), other) ? null : Differs);
    }

    /// <summary>The lines of a record that are the first of those with their id that may still stand.</summary>
    private (int Place, CustodyEvent Entry)[] Claimants(int record, Dictionary<ulong, Queue<int>> claims) =>
    [
        .. _archive.PlacesOf(record).ToArray().Where(place => claims[_archive[place].Identity].Peek() == place)
            .OrderBy(place => _archive[place].Line).Select(place => (place, _archive.Event(place))),
    ];

    private bool IsSame(int place, int other)
    {
        ref readonly var one = ref _archive[place];
        ref readonly var two = ref _archive[other];
        return (one.Record, one.Kind, one.Content) == (two.Record, two.Kind, two.Content);
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

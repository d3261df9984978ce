using CustodyWatch.Features.Replay.Reading;
using CustodyWatch.Log;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Features.Replay.Keeping;

/// <summary>
/// Which events stand. A line that cannot be true of its record is bad, by the rules that guard the log, and takes no id. Of the others
/// with the same source and id the first stands, and one that says something else is bad; so is a second arrival. Nothing else hangs on the
/// order of the lines.
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
    /// Takes lines one by one, as the log would: those of one record, or of all that share an id, which belongs to the first line
    /// that stands, whichever record it is on.
    /// </summary>
    private void Weigh(IEnumerable<int> records)
    {
        int[] places = [.. records.SelectMany(record => _archive.PlacesOf(record).ToArray())];
        var disputed = Disputed(places);
        var corrections = places.Where(place => _archive[place].Fact is Corrected && !disputed.Contains(_archive[place].Identity))
            .ToLookup(place => _archive[place].Record, _archive.Event);
        var standing = new Dictionary<int, List<CustodyEvent>>();
        var contents = new Dictionary<(string, string), (int, EventKind, ulong)>();
        foreach (var place in InTurn(places, disputed))
        {
            var (record, entry) = (_archive[place].Record, _archive.Event(place));
            if (!standing.TryGetValue(record, out var known)) standing[record] = known = [];
            var content = (record, entry.Kind, _archive[place].Content);
            if (contents.TryGetValue((entry.Source, entry.Id), out var earlier)) Fall(place, earlier == content ? null : Differs);
            else if (WhyBad(known, corrections[record], entry) is { } refusal) Fall(place, CarefulReader.Words(refusal));
            else
            {
                known.Add(entry);
                contents.Add((entry.Source, entry.Id), content);
            }
        }
    }

    // An arrival and an end are judged with every correction of them, wherever it is written. An end that can be true of the arrival as both
    // were told stands as well: what is put right one entry after another may be impossible for a while.
    private static Refusal? WhyBad(List<CustodyEvent> known, IEnumerable<CustodyEvent> corrections, CustodyEvent entry)
    {
        if (entry.Kind == EventKind.Arrived) return RecordRules.Check([.. known.Union(corrections)], entry, CarefulReader.NeverTooLate);
        if (!IsEnd(entry.Kind)) return RecordRules.Check(known, entry, CarefulReader.NeverTooLate);
        CustodyEvent[] told = [.. known.Where(one => one.Fact is not Corrected { Action: CorrectionAction.Replace })];
        if (RecordRules.Check(told, entry, CarefulReader.NeverTooLate) is not { } refusal) return null;
        return Corrections.Apply([.. known, entry]).FirstOrDefault(one => one.Source == entry.Source && one.Id == entry.Id) is { } right
            && RecordRules.Check(known, right, CarefulReader.NeverTooLate) is not null
            ? refusal
            : null;
    }

    // What takes an entry back comes first, so that which of two arrivals stands does not hang on where the retraction of one was written, and
    // an end last, when the arrival is known; where its id is another line's as well, it belongs to the first of them.
    private IEnumerable<int> InTurn(int[] places, HashSet<ulong> disputed)
    {
        return places.OrderBy(Turn).ThenBy(place => _archive[place].Line);

        int Turn(int place) => disputed.Contains(_archive[place].Identity) ? 1
            : _archive[place].Fact is Corrected { Action: CorrectionAction.Retract } ? 0
            : IsEnd(_archive[place].Kind) ? 2 : 1;
    }

    private HashSet<ulong> Disputed(int[] places) =>
    [
        .. places.GroupBy(place => _archive[place].Identity)
            .Where(same => same.Select(place => (_archive[place].Record, _archive[place].Kind, _archive[place].Content)).Distinct().Count() > 1)
            .Select(same => same.Key),
    ];

    private static bool IsEnd(EventKind kind) => kind is EventKind.Released or EventKind.DetentionRefused or EventKind.Transferred;

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

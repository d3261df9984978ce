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
    private readonly HashSet<int> _fallen = [];

    private Judgement(Archive archive)
    {
        _archive = archive;
        _repeated = RepeatedIdentities.Find(archive);
    }

    /// <summary>The lines that are bad, and why.</summary>
    public List<(long Line, string Reason)> Bad { get; } = [];

    /// <summary>The latest time of any event that stands, in milliseconds since 1970.</summary>
    public Instant Latest { get; private set; } = Instant.MinValue;

    public bool Stands(int place) => !_fallen.Contains(place);

    public static Judgement Of(Archive archive)
    {
        var judgement = new Judgement(archive);
        judgement.ClaimAcrossRecords();
        Parallel.For(0, archive.Records, record =>
        {
            if (!judgement.IsBeyondDoubt(record)) judgement.Weigh(record);
        });
        judgement.FindLatest();
        return judgement;
    }

    /// <summary>An id belongs to the record of the first line that bears it. (Hashes, not ids, are compared: none of a nation's clash by chance.)</summary>
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
            var first = places.MinBy(place => _archive[place].Line);
            foreach (var place in places)
                if (_archive[place].Record != _archive[first].Record)
                    Fall(place, Differs);
        }
    }

    /// <summary>Whether a record is as nearly all are: every id once, one arrival, of a child, before the end, nothing put right.</summary>
    private bool IsBeyondDoubt(int record)
    {
        var arrivals = 0;
        var (begun, ended) = (long.MinValue, long.MaxValue);
        foreach (var place in _archive.PlacesOf(record))
        {
            ref readonly var kept = ref _archive[place];
            if (_repeated.Count > 0 && _repeated.Contains(kept.Identity)) return false;
            switch (kept.Kind)
            {
                case EventKind.Corrected:
                    return false;
                case EventKind.Arrived when arrivals++ == 0:
                    var arrived = (Arrived)kept.Fact;
                    if (arrived.Child.AgeAt(Instant.FromUnixTimeMilliseconds(kept.Occurred)) >= 18) return false;
                    begun = Math.Max(kept.Occurred, arrived.ArrestedAt?.ToUnixTimeMilliseconds() ?? long.MinValue);
                    break;
                case EventKind.Arrived:
                    return false;
                case EventKind.Released or EventKind.DetentionRefused or EventKind.Transferred:
                    ended = Math.Min(ended, kept.Occurred);
                    break;
            }
        }
        return ended >= begun;
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
        var latest = long.MinValue;
        _archive.ForEach((int place, in StoredEvent kept) =>
        {
            if (kept.Occurred > latest && Stands(place)) latest = kept.Occurred;
        });
        if (latest > long.MinValue) Latest = Instant.FromUnixTimeMilliseconds(latest);
    }
}

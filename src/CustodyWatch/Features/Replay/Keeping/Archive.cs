using System.Text;
using CustodyWatch.Features.Replay.Reading;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Features.Replay.Keeping;

/// <summary>Every event of every reader, put together by custody record.</summary>
internal sealed class Archive
{
    private readonly List<EventPage> _pages = [];
    private readonly List<string> _sources = [];
    private readonly List<byte[]> _numbers = [];
    private readonly List<RecordNotes> _notes = [];
    private int[] _starts = [];
    private int[] _places = [];

    public int Records => _numbers.Count;
    public int Events => _places.Length;

    /// <summary>The latest time of any event, in milliseconds since 1970.</summary>
    public long Latest { get; private set; } = long.MinValue;

    public static Archive Of(IEnumerable<Shelf> shelves)
    {
        var archive = new Archive();
        var forces = new Dictionary<string, Dictionary<byte[], int>>();
        foreach (var shelf in shelves) archive.Take(shelf, forces);
        archive.Sort();
        return archive;
    }

    /// <summary>What was noted of a record as its lines went by.</summary>
    public RecordNotes Notes(int record) => _notes[record];

    public string Number(int record) => Encoding.UTF8.GetString(_numbers[record]);

    /// <summary>The places of a record's events, in no order.</summary>
    public ReadOnlySpan<int> PlacesOf(int record) => _places.AsSpan(_starts[record].._starts[record + 1]);

    public ref readonly StoredEvent this[int place] => ref _pages[place >> EventPage.Bits].Events[place & (EventPage.Size - 1)];

    /// <summary>An event as the law reads it.</summary>
    public CustodyEvent Event(int place)
    {
        ref readonly var kept = ref this[place];
        var id = Encoding.UTF8.GetString(_pages[place >> EventPage.Bits].Id(place & (EventPage.Size - 1)));
        return new CustodyEvent(_sources[kept.Source], id, kept.Kind, Instant.FromUnixTimeMilliseconds(kept.Occurred), kept.Fact);
    }

    /// <summary>Calls for every event, page by page.</summary>
    public void ForEach(OnEvent action)
    {
        for (var p = 0; p < _pages.Count; p++)
            for (var i = 0; i < _pages[p].Count; i++)
                action((p << EventPage.Bits) + i, in _pages[p].Events[i]);
    }

    public delegate void OnEvent(int place, in StoredEvent kept);

    private void Take(Shelf shelf, Dictionary<string, Dictionary<byte[], int>> forces)
    {
        var numbers = shelf.Records.Select(record => Record(record, forces)).ToArray();
        foreach (var page in shelf.Pages)
            foreach (ref var kept in page.Events.AsSpan(0, page.Count))
            {
                kept.Record = numbers[kept.Record];
                kept.Source += _sources.Count;
            }
        for (var i = 0; i < numbers.Length; i++) _notes[numbers[i]] = _notes[numbers[i]].With(shelf.Notes[i]);
        Latest = Math.Max(Latest, shelf.Latest);
        _pages.AddRange(shelf.Pages);
        _sources.AddRange(shelf.Sources);
    }

    private int Record((string Force, byte[] Number) record, Dictionary<string, Dictionary<byte[], int>> forces)
    {
        if (!forces.TryGetValue(record.Force, out var numbers)) forces[record.Force] = numbers = new(Utf8Keys.Comparer);
        if (numbers.TryGetValue(record.Number, out var known)) return known;
        _numbers.Add(record.Number);
        _notes.Add(RecordNotes.None);
        return numbers[record.Number] = _numbers.Count - 1;
    }

    /// <summary>Brings the places of each record's events together: counts, then lays out.</summary>
    private void Sort()
    {
        _starts = new int[Records + 1];
        ForEach((int _, in StoredEvent kept) => _starts[kept.Record + 1]++);
        for (var i = 1; i < _starts.Length; i++) _starts[i] += _starts[i - 1];
        _places = new int[_starts[^1]];
        var next = _starts.ToArray();
        ForEach((int place, in StoredEvent kept) => _places[next[kept.Record]++] = place);
    }
}

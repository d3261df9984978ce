using System.IO.Hashing;
using System.Runtime.InteropServices;
using CustodyWatch.Features.Replay.Reading;
using CustodyWatch.Log;
using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Features.Replay.Keeping;

/// <summary>What one reader has read: its events on pages, and the sources and custody records they name.</summary>
internal sealed class Shelf
{
    private readonly Dictionary<byte[], Suite>.AlternateLookup<ReadOnlySpan<byte>> _suites =
        new Dictionary<byte[], Suite>(Utf8Keys.Comparer).GetAlternateLookup<ReadOnlySpan<byte>>();

    private readonly Dictionary<string, Dictionary<byte[], int>> _forces = [];

    public List<EventPage> Pages { get; } = [];
    public List<string> Sources { get; } = [];

    /// <summary>Every record an event has named: its force and its number.</summary>
    public List<(string Force, byte[] Number)> Records { get; } = [];

    /// <summary>What was noted of each record.</summary>
    public List<RecordNotes> Notes { get; } = [];

    /// <summary>The latest time of any event.</summary>
    public long Latest { get; private set; } = long.MinValue;

    /// <summary>The lines that hold no event, and why.</summary>
    public List<(long Line, string Reason)> Bad { get; } = [];

    /// <summary>Keeps an event; false when its source is not a suite.</summary>
    public bool Keep(ReadOnlySpan<byte> source, ReadOnlySpan<byte> number, ReadOnlySpan<byte> id, in StoredEvent read)
    {
        if (SuiteOf(source) is not { } suite) return false;
        var numbers = suite.Numbers;
        if (!numbers.TryGetValue(number, out var record))
        {
            record = numbers[number] = Records.Count;
            Records.Add((suite.Force, number.ToArray()));
            Notes.Add(RecordNotes.None);
        }
        if (Pages.Count == 0 || Pages[^1].IsFull) Pages.Add(new EventPage());
        ref var kept = ref Pages[^1].Add(id, read);
        kept.Identity = XxHash3.HashToUInt64(id, suite.Seed);
        kept.Record = record;
        kept.Source = suite.Index;
        CollectionsMarshal.AsSpan(Notes)[record].Note(kept);
        Latest = Math.Max(Latest, kept.Occurred);
        return true;
    }

    private Suite? SuiteOf(ReadOnlySpan<byte> source)
    {
        if (_suites.TryGetValue(source, out var known)) return known;
        var name = System.Text.Encoding.UTF8.GetString(source);
        if (SourceName.Parse(name) is not { Force: var force }) return null;
        if (!_forces.TryGetValue(force, out var numbers)) _forces[force] = numbers = new(Utf8Keys.Comparer);
        Sources.Add(name);
        return _suites[source] = new Suite(
            Sources.Count - 1, force, (long)XxHash3.HashToUInt64(source), numbers.GetAlternateLookup<ReadOnlySpan<byte>>());
    }

    private sealed record Suite(
        int Index, string Force, long Seed, Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> Numbers);
}

using System.IO.Hashing;
using System.Text.Json;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Custody.Reading;

namespace CustodyWatch.Features.Replay.Reading;

/// <summary>
/// Facts already read, by their very bytes. Most of what happens in a suite happens often (a look through the door, a drink
/// taken), so most data need not be read twice; a fact never changes, so entries may share it.
/// </summary>
internal sealed class FactCache
{
    private const int Slots = 1 << 13;
    private const int Longest = 256;

    private readonly Slot[] _slots = new Slot[Slots];
    private readonly Problems _problems = new();

    /// <summary>What plain data says happened, and its fingerprint; null when it is wrong or not plain.</summary>
    public Fact? Read(EventKind kind, ReadOnlySpan<byte> data, out ulong fingerprint)
    {
        if (data.Length > Longest || IsToldOnce(kind)) return ReadAnew(kind, data, out fingerprint);

        var hash = XxHash3.HashToUInt64(data, (long)kind);
        ref var slot = ref _slots[hash % Slots];
        if (slot.Fact is { } known && slot.Kind == kind && data.SequenceEqual(slot.Data))
        {
            fingerprint = slot.Fingerprint;
            return known;
        }
        if (ReadAnew(kind, data, out fingerprint) is not { } fact) return null;
        // Only what is seen a second time is worth keeping: some is told once.
        if (slot.LastMissed == hash) slot = new Slot(fact, data.ToArray(), fingerprint, kind, hash);
        else slot.LastMissed = hash;
        return fact;
    }

    // A request has an id of its own, and its answer repeats that.
    private static bool IsToldOnce(EventKind kind) => kind is EventKind.ChildAsked or EventKind.ChildAnswered;

    private Fact? ReadAnew(EventKind kind, ReadOnlySpan<byte> data, out ulong fingerprint)
    {
        fingerprint = 0;
        Span<JsonFields.Slot> room = stackalloc JsonFields.Slot[JsonFields.Room];
        try
        {
            var fields = new JsonFields(data, "data", _problems, room);
            if (FactReader.Read(kind, fields, _problems) is { } fact && JsonFingerprint.TryOf(fields, out fingerprint)) return fact;
        }
        catch (JsonException)
        {
            // The caller reads the line again with care, and says there what is wrong with it.
        }
        _problems.Clear();
        return null;
    }

    private record struct Slot(Fact? Fact, byte[] Data, ulong Fingerprint, EventKind Kind, ulong LastMissed);
}

using System.Buffers.Binary;
using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Features.Replay.Keeping;

/// <summary>One event as it is kept until its record is complete: small, because a national year has five million.</summary>
internal struct StoredEvent
{
    public Fact Fact;

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public long Occurred;

    /// <summary>The block in the upper half, the line in it in the lower: where lines stand, compared as numbers.</summary>
    public long Line;

    /// <summary>Source and id.</summary>
    public ulong Identity;

    /// <summary>All that tells it from another event of the same source and id.</summary>
    public ulong Content;

    public int Record;
    public int IdAt;
    public int Source;
    public EventKind Kind;
}

/// <summary>A few thousand kept events and the text of their ids.</summary>
internal sealed class EventPage
{
    public const int Size = 1 << Bits;
    public const int Bits = 12;

    public readonly StoredEvent[] Events = new StoredEvent[Size];
    private byte[] _ids = new byte[Size * 16];
    private int _idsEnd;

    public int Count { get; private set; }

    public bool IsFull => Count == Size;

    /// <summary>Keeps an event; the caller fills in what it knows of its place.</summary>
    public ref StoredEvent Add(ReadOnlySpan<byte> id, in StoredEvent read)
    {
        var end = _idsEnd + sizeof(ushort) + id.Length;
        while (_ids.Length < end) Array.Resize(ref _ids, _ids.Length * 2);
        BinaryPrimitives.WriteUInt16LittleEndian(_ids.AsSpan(_idsEnd), (ushort)id.Length);
        id.CopyTo(_ids.AsSpan(_idsEnd + sizeof(ushort)));
        ref var stored = ref Events[Count++];
        stored = read;
        stored.IdAt = _idsEnd;
        _idsEnd = end;
        return ref stored;
    }

    public ReadOnlySpan<byte> Id(int n)
    {
        var at = Events[n].IdAt;
        return _ids.AsSpan(at + sizeof(ushort), BinaryPrimitives.ReadUInt16LittleEndian(_ids.AsSpan(at)));
    }
}

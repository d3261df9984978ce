using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace CustodyWatch.Features.Replay.Reading;

/// <summary>
/// Where the quotation marks of a line stand, found in one pass of thirty-two bytes at a time. The same pass sees whether the
/// line is plain text: no escapes, no control characters, valid UTF-8.
/// </summary>
internal sealed class QuoteMarks
{
    private int[] _places = new int[128];
    private int _count;

    /// <summary>The places, in order.</summary>
    public ReadOnlySpan<int> Places => _places.AsSpan(0, _count);

    /// <summary>Whether every character of the line is ASCII.</summary>
    public bool OnlyAscii { get; private set; }

    /// <summary>Finds the marks of a line; false when the line is not plain text, or too short to be an event.</summary>
    public bool Find(ReadOnlySpan<byte> line)
    {
        _count = 0;
        if (line.Length < Vector256<byte>.Count) return false;
        ref var text = ref MemoryMarshal.GetReference(line);
        var last = line.Length - Vector256<byte>.Count;
        var all = Vector256<byte>.Zero;
        for (var at = 0; at < line.Length; at += Vector256<byte>.Count)
        {
            var start = Math.Min(at, last);
            var piece = Vector256.LoadUnsafe(ref text, (nuint)start);
            all |= piece;
            if (NotPlain(piece) != Vector256<byte>.Zero) return false;
            // The last piece is taken from the end of the line; what it shares with the one before was seen there.
            Note(start, Marks(piece) >> (at - start) << (at - start));
        }
        OnlyAscii = all.ExtractMostSignificantBits() == 0;
        return OnlyAscii || Utf8.IsValid(line);
    }

    private static Vector256<byte> NotPlain(Vector256<byte> piece) =>
        Vector256.LessThan(piece, Vector256.Create((byte)' '))
        | Vector256.Equals(piece, Vector256.Create((byte)'\\'))
        | Vector256.Equals(piece, Vector256.Create((byte)0x7F));

    private static uint Marks(Vector256<byte> piece) => Vector256.Equals(piece, Vector256.Create((byte)'"')).ExtractMostSignificantBits();

    private void Note(int start, uint marks)
    {
        if (_count + Vector256<byte>.Count > _places.Length) Array.Resize(ref _places, _places.Length * 2);
        for (; marks != 0; marks &= marks - 1) _places[_count++] = start + BitOperations.TrailingZeroCount(marks);
    }
}

using System.IO.Hashing;

namespace CustodyWatch.Features.Replay.Reading;

/// <summary>Compares UTF-8 keys by their bytes, so that a slice of a line can be looked up without making a string of it.</summary>
internal sealed class Utf8Keys : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static readonly Utf8Keys Comparer = new();

    public bool Equals(byte[]? a, byte[]? b) => a.AsSpan().SequenceEqual(b);

    public bool Equals(ReadOnlySpan<byte> a, byte[] b) => a.SequenceEqual(b);

    public int GetHashCode(byte[] key) => GetHashCode(key.AsSpan());

    public int GetHashCode(ReadOnlySpan<byte> key) => (int)XxHash3.HashToUInt64(key);

    public byte[] Create(ReadOnlySpan<byte> key) => key.ToArray();
}

using System.IO.Compression;

namespace CustodyWatch.Features.Replay.Reading;

/// <summary>
/// Unpacks gzip and throws where it breaks off, which the unpacking itself passes over in silence. At the end it is given one more
/// member of known content: only after a member that is whole, and nothing else, does that content come out.
/// </summary>
internal sealed class WholeGzip : ReadingStream
{
    private static readonly byte[] Mark = [.. "The end of the file."u8];
    private static readonly byte[] MarkPacked = Packed(Mark);

    private readonly Marked _packed;
    private readonly GZipStream _unpacked;

    public WholeGzip(Stream packed)
    {
        _packed = new(packed);
        _unpacked = new(_packed, CompressionMode.Decompress);
    }

    public override int Read(Span<byte> buffer)
    {
        var read = _unpacked.Read(buffer);
        if (read == 0 && !buffer.IsEmpty && !EndsWhole()) throw new InvalidDataException("The gzip file breaks off, or goes on with something else.");
        return read;
    }

    private bool EndsWhole()
    {
        if (_packed.IsMarked) return true;
        _packed.IsMarked = true;
        var end = new byte[Mark.Length + 1];
        return _unpacked.ReadAtLeast(end, end.Length, throwOnEndOfStream: false) == Mark.Length && end.AsSpan().StartsWith(Mark);
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress)) gzip.Write(bytes);
        return packed.ToArray();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _unpacked.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>A packed stream, and after its end, once that is wanted, the mark.</summary>
    private sealed class Marked(Stream packed) : ReadingStream
    {
        private int _given;

        public bool IsMarked { get; set; }

        public override int Read(Span<byte> buffer)
        {
            var read = packed.Read(buffer);
            if (read > 0 || !IsMarked) return read;
            var mark = MarkPacked.AsSpan(_given);
            var length = Math.Min(mark.Length, buffer.Length);
            mark[..length].CopyTo(buffer);
            _given += length;
            return length;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) packed.Dispose();
            base.Dispose(disposing);
        }
    }
}

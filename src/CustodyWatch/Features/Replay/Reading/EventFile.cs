using ZstdSharp;

namespace CustodyWatch.Features.Replay.Reading;

/// <summary>Opens a file of events, plain, gzip or zstd, told apart by how it begins; <c>-</c> is standard input.</summary>
internal static class EventFile
{
    public static Stream Open(string name, Stream standardInput)
    {
        var stream = name == "-" ? standardInput : new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        var start = new byte[4];
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var whole = new StartedStream(start.AsMemory(0, length), stream);
        return start switch
        {
            [0x1F, 0x8B, ..] => new WholeGzip(whole),
            // A frame of zstd, or one to be skipped, with which pzstd begins.
            [0x28, 0xB5, 0x2F, 0xFD] or [>= 0x50 and <= 0x5F, 0x2A, 0x4D, 0x18] => new DecompressionStream(whole, leaveOpen: false),
            _ => whole,
        };
    }

    /// <summary>A stream whose first bytes have been looked at already.</summary>
    private sealed class StartedStream(ReadOnlyMemory<byte> start, Stream rest) : ReadingStream
    {
        private ReadOnlyMemory<byte> _start = start;

        public override int Read(Span<byte> buffer)
        {
            if (_start.IsEmpty) return rest.Read(buffer);
            var taken = Math.Min(_start.Length, buffer.Length);
            _start.Span[..taken].CopyTo(buffer);
            _start = _start[taken..];
            return taken;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) rest.Dispose();
            base.Dispose(disposing);
        }
    }
}

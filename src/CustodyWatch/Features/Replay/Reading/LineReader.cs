using System.Text;
using CustodyWatch.Features.Replay.Keeping;
using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Features.Replay.Reading;

/// <summary>Takes blocks of lines until there are no more, and shelves the events in them. One for each core.</summary>
internal sealed class LineReader(LineBlocks blocks)
{
    private static readonly ulong Data = JsonFingerprint.Text("data"u8);

    private readonly FactCache _facts = new();
    private readonly QuoteMarks _marks = new();

    public Shelf Shelf { get; } = new();

    public void Run()
    {
        var block = new Block();
        while (blocks.Next(block)) blocks.Counted(block.Number, Read(block));
    }

    private int Read(Block block)
    {
        var rest = block.Text;
        var line = (long)block.Number << 32;
        var first = line;
        for (; !rest.IsEmpty; line++)
        {
            var end = rest.IndexOf((byte)'\n');
            if (end < 0 && block.Cut is not null) break;
            Read(end < 0 ? rest : rest[..end], line);
            rest = end < 0 ? [] : rest[(end + 1)..];
        }
        if (block.Cut is { } reason) Shelf.Bad.Add((line++, reason));
        return (int)(line - first);
    }

    private void Read(ReadOnlySpan<byte> text, long line)
    {
        if (text is [.., (byte)'\r']) text = text[..^1];
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[3..];
        if (PlainEvent.TryRead(text, _marks, out var plain) && _facts.Read(plain.Kind, plain.Data, out var data) is { } fact)
        {
            var read = Stored(fact, plain.Kind, plain.Occurred, line, plain.Fingerprint + JsonFingerprint.Member(Data, data));
            if (Shelf.Keep(plain.Source, plain.Subject, plain.Id, read)) return;
        }
        if (text.ContainsAnyExcept(" \t"u8)) ReadWithCare(text, line);
    }

    private void ReadWithCare(ReadOnlySpan<byte> text, long line)
    {
        var (entry, fingerprint, reason) = CarefulReader.Read(text);
        if (entry is null)
        {
            Shelf.Bad.Add((line, reason));
            return;
        }
        var (source, id, kind, occurred, fact) = entry.Event;
        Shelf.Keep(
            Encoding.UTF8.GetBytes(source),
            Encoding.UTF8.GetBytes(entry.CustodyRecordNumber),
            Encoding.UTF8.GetBytes(id),
            Stored(fact, kind, occurred.ToUnixTimeMilliseconds(), line, fingerprint));
    }

    private static StoredEvent Stored(Fact fact, EventKind kind, long occurred, long line, ulong content) => new()
    {
        Fact = fact,
        Kind = kind,
        Occurred = occurred,
        Line = line,
        Content = content,
    };
}

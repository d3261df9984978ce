using ZstdSharp;

namespace CustodyWatch.Features.Replay.Reading;

/// <summary>A piece of a file that ends at the end of a line. A reader keeps one and has it filled again and again.</summary>
internal sealed class Block
{
    public byte[] Buffer = new byte[LineBlocks.BlockSize];
    public int Length;

    /// <summary>Its place among all blocks of all files.</summary>
    public int Number;

    /// <summary>Why its last line is cut short, if it is.</summary>
    public string? Cut;

    public ReadOnlySpan<byte> Text => Buffer.AsSpan(0, Length);
    public Span<byte> Room => Buffer.AsSpan(Length);

    /// <summary>Starts afresh with the beginning of a line that the block before could not finish.</summary>
    public void Begin(ReadOnlySpan<byte> text)
    {
        while (Buffer.Length <= text.Length) Grow();
        text.CopyTo(Buffer);
        Length = text.Length;
        Cut = null;
    }

    public void Grow() => Array.Resize(ref Buffer, Buffer.Length * 2);
}

/// <summary>The files one after another, in blocks of whole lines. Any number of readers may ask for the next one.</summary>
internal sealed class LineBlocks(IReadOnlyList<string> files, Stream standardInput)
{
    public const int BlockSize = 1 << 21;
    private const int LongestLine = 1 << 23;

    private readonly Lock _turn = new();
    private readonly List<(int File, int Lines)> _blocks = [];
    private Stream? _open;
    private int _file = -1;
    private byte[] _begun = [];

    /// <summary>How many bytes have been read, decompressed.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Fills a block with the next lines; false when there are no more.</summary>
    public bool Next(Block block)
    {
        lock (_turn)
        {
            while (_open is not null || OpenNext())
            {
                Fill(block);
                if (block.Length == 0 && block.Cut is null)
                {
                    Close();
                    continue;
                }
                block.Number = _blocks.Count;
                _blocks.Add((_file, 0));
                return true;
            }
            return false;
        }
    }

    /// <summary>Notes how many lines a block had, so that lines can be numbered from the start of their file.</summary>
    public void Counted(int block, int lines)
    {
        lock (_turn) _blocks[block] = _blocks[block] with { Lines = lines };
    }

    /// <summary>The file of each block, and how many lines of that file stand before it.</summary>
    public (string File, int LinesBefore)[] Places()
    {
        var places = new (string, int)[_blocks.Count];
        for (var i = 0; i < places.Length; i++)
        {
            var goesOn = i > 0 && _blocks[i - 1].File == _blocks[i].File;
            places[i] = (files[_blocks[i].File], goesOn ? places[i - 1].Item2 + _blocks[i - 1].Lines : 0);
        }
        return places;
    }

    private bool OpenNext()
    {
        if (_file + 1 == files.Count) return false;
        _open = EventFile.Open(files[++_file], standardInput);
        return true;
    }

    private void Close()
    {
        _open?.Dispose();
        _open = null;
    }

    private void Fill(Block block)
    {
        block.Begin(_begun);
        _begun = [];
        while (Read(block))
        {
            var end = block.Text.LastIndexOf((byte)'\n') + 1;
            if (end > 0)
            {
                _begun = block.Text[end..].ToArray();
                block.Length = end;
                return;
            }
            if (block.Length >= LongestLine)
            {
                DropLine(block);
                return;
            }
            block.Grow();
        }
    }

    /// <summary>Reads until the block is full; false at the end of the file or where it is damaged.</summary>
    private bool Read(Block block)
    {
        try
        {
            while (block.Room.Length > 0)
            {
                var read = _open!.Read(block.Room);
                if (read == 0) return false;
                block.Length += read;
                BytesRead += read;
            }
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or ZstdException or EndOfStreamException)
        {
            block.Cut = "The file is damaged from here on.";
            Close();
            return false;
        }
    }

    /// <summary>Reads on to the end of a line too long to be an event, and keeps what comes after.</summary>
    private void DropLine(Block block)
    {
        var end = 0;
        for (var more = true; more && end == 0;)
        {
            block.Length = 0;
            more = Read(block);
            end = block.Text.IndexOf((byte)'\n') + 1;
        }
        if (end > 0 && _open is not null) _begun = block.Text[end..].ToArray();
        block.Length = 0;
        block.Cut = "Is longer than 8 MB.";
    }
}

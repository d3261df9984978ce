namespace CustodyWatch.Features.Replay.Reading;

/// <summary>Steps through one line of JSON whose strings hold no escapes. Anything else makes it stop.</summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> line)
{
    private readonly ReadOnlySpan<byte> _line = line;
    private int _at;

    public bool Take(byte token)
    {
        SkipSpaces();
        if (_at >= _line.Length || _line[_at] != token) return false;
        _at++;
        return true;
    }

    public bool AtEnd()
    {
        SkipSpaces();
        return _at == _line.Length;
    }

    public bool TakeString(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!Take((byte)'"')) return false;
        var rest = _line[_at..];
        var end = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (end < 0 || rest[end] == '\\') return false;
        text = rest[..end];
        _at += end + 1;
        return true;
    }

    /// <summary>Takes what stands between a brace and the one that closes it. Whether it is JSON remains to be seen.</summary>
    public bool TakeObject(out ReadOnlySpan<byte> json)
    {
        json = default;
        SkipSpaces();
        var start = _at;
        if (!Take((byte)'{')) return false;
        for (var depth = 1; depth > 0; _at++)
        {
            var next = _line[_at..].IndexOfAny((byte)'"', (byte)'{', (byte)'}');
            if (next < 0) return false;
            _at += next;
            if (_line[_at] == '{') depth++;
            else if (_line[_at] == '}') depth--;
            else if (!TakeString(out _)) return false;
            else _at--;
        }
        json = _line[start.._at];
        return true;
    }

    private void SkipSpaces()
    {
        while (_at < _line.Length && _line[_at] == ' ') _at++;
    }
}

namespace CustodyWatch.Features.Replay.Reading;

/// <summary>Steps through one line of JSON whose strings hold no escapes, from quotation mark to quotation mark. Anything else makes it stop.</summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> line, ReadOnlySpan<int> marks)
{
    private readonly ReadOnlySpan<byte> _line = line;
    private readonly ReadOnlySpan<int> _marks = marks;
    private int _at;
    private int _next;

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
        SkipSpaces();
        if (_next + 1 >= _marks.Length || _marks[_next] != _at) return false;
        var end = _marks[_next + 1];
        text = _line[(_at + 1)..end];
        _at = end + 1;
        _next += 2;
        return true;
    }

    /// <summary>Takes what stands between a brace and the one that closes it. Whether it is JSON remains to be seen.</summary>
    public bool TakeObject(out ReadOnlySpan<byte> json)
    {
        json = default;
        SkipSpaces();
        var start = _at;
        if (!Take((byte)'{')) return false;
        for (var depth = 1; depth > 0;)
        {
            if (_at == _line.Length) return false;
            switch (_line[_at])
            {
                case (byte)'"' when !TakeString(out _):
                    return false;
                case (byte)'"':
                    continue;
                case (byte)'{':
                    depth++;
                    break;
                case (byte)'}':
                    depth--;
                    break;
            }
            _at++;
        }
        json = _line[start.._at];
        return true;
    }

    private void SkipSpaces()
    {
        while (_at < _line.Length && _line[_at] == ' ') _at++;
    }
}

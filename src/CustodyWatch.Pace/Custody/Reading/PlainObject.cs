using System.Text.Json;

namespace CustodyWatch.Pace.Custody.Reading;

/// <summary>
/// Walks a JSON object as nearly every records system writes one: no spaces, nothing escaped, and only text, true and false in
/// it. It leaves any other to the reader that knows all of JSON.
/// </summary>
internal static class PlainObject
{
    /// <summary>Notes where each field stands; false when the object is not plain or has more fields than there is room for.</summary>
    public static bool TryWalk(ReadOnlySpan<byte> json, Span<JsonFields.Slot> room, out int count)
    {
        count = 0;
        if (json.SequenceEqual("{}"u8)) return true;
        var at = 0;
        if (!Take(json, ref at, '{')) return false;
        while (count < room.Length)
        {
            var name = at;
            if (!TakeText(json, ref at) || !Take(json, ref at, ':')) return false;
            var value = at;
            if (!TakeValue(json, ref at, out var type)) return false;
            room[count++] = new JsonFields.Slot(name + 1, value - name - 3, false, value, at - value, type);
            if (Take(json, ref at, '}')) return at == json.Length;
            if (!Take(json, ref at, ',')) return false;
        }
        return false;
    }

    private static bool TakeValue(ReadOnlySpan<byte> json, ref int at, out JsonTokenType type)
    {
        type = JsonTokenType.String;
        if (TakeText(json, ref at)) return true;
        var word = json[at..].StartsWith("true"u8) ? "true"u8 : "false"u8;
        type = word.Length == 4 ? JsonTokenType.True : JsonTokenType.False;
        if (!json[at..].StartsWith(word)) return false;
        at += word.Length;
        return true;
    }

    private static bool TakeText(ReadOnlySpan<byte> json, ref int at)
    {
        if (at >= json.Length || json[at] != '"') return false;
        // Most texts are a word long: too short to be worth searching many bytes at a time.
        for (var end = at + 1; end < json.Length && json[end] is >= (byte)' ' and not (byte)'\\'; end++)
        {
            if (json[end] != '"') continue;
            at = end + 1;
            return true;
        }
        return false;
    }

    private static bool Take(ReadOnlySpan<byte> json, ref int at, char token)
    {
        if (at >= json.Length || json[at] != token) return false;
        at++;
        return true;
    }
}

using System.IO.Hashing;
using System.Text.Json;
using CustodyWatch.Pace.Custody.Reading;

namespace CustodyWatch.Features.Replay.Reading;

/// <summary>
/// A number that two JSON texts share when they hold the same value, however their members are ordered, spaced or escaped.
/// It tells a repeated delivery from a contradiction without keeping what was delivered.
/// </summary>
internal ref struct JsonFingerprint
{
    private const int Deepest = 24, MostMembers = 32, LongestNumber = 15;
    private const ulong EmptyObject = 7, Salt = 0xD6E8FEB86659FD93;

    private Utf8JsonReader _reader;

    private JsonFingerprint(ReadOnlySpan<byte> json) => _reader = new Utf8JsonReader(json);

    /// <summary>Whether the JSON has nothing in it that a real event never has: deep nesting, a name said twice, a huge number.</summary>
    private bool _plain = true;

    /// <summary>The fingerprint of one JSON value; throws <see cref="JsonException"/> when it is not JSON.</summary>
    public static ulong Of(ReadOnlySpan<byte> json)
    {
        TryOf(json, out var fingerprint);
        return fingerprint;
    }

    /// <summary>The same, and false when the value needs a more careful look.</summary>
    public static bool TryOf(ReadOnlySpan<byte> json, out ulong fingerprint)
    {
        if (IsPlainString(json))
        {
            fingerprint = Text(json[1..^1]);
            return true;
        }
        var walk = new JsonFingerprint(json);
        walk._reader.Read();
        fingerprint = walk.Value();
        return walk._plain;
    }

    /// <summary>The same of an object that has been walked already.</summary>
    public static bool TryOf(in JsonFields fields, out ulong fingerprint)
    {
        fingerprint = EmptyObject;
        Span<ulong> names = stackalloc ulong[MostMembers];
        var count = 0;
        foreach (var slot in fields.Slots)
        {
            var name = fields.NameOf(slot);
            var hash = Text(name);
            if (slot.NameEscaped || count == MostMembers || names[..count].Contains(hash)) return false;
            names[count++] = hash;
            if (!TryOf(fields.Raw(slot), out var value)) return false;
            fingerprint += Member(hash, value);
        }
        return true;
    }

    /// <summary>The fingerprint of a member. Those of an object's members add up, in any order.</summary>
    public static ulong Member(ReadOnlySpan<byte> name, ulong value) => Member(Text(name), value);

    /// <summary>The same by the fingerprint of its name, for names that come again and again.</summary>
    public static ulong Member(ulong name, ulong value) => Math.BigMul(name, value ^ Salt, out var low) ^ low;

    /// <summary>The fingerprint of a string.</summary>
    public static ulong Text(ReadOnlySpan<byte> text) => XxHash3.HashToUInt64(text, 's');

    private static bool IsPlainString(ReadOnlySpan<byte> json) => json[0] == '"' && !json.Contains((byte)'\\');

    private ulong Value()
    {
        if (_reader.CurrentDepth > Deepest) _plain = false;
        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => Members(),
            JsonTokenType.StartArray => Items(),
            JsonTokenType.String => Text(Unescaped()),
            JsonTokenType.Number => Number(),
            var literal => (ulong)literal,
        };
    }

    private ulong Members()
    {
        var sum = EmptyObject;
        Span<ulong> names = stackalloc ulong[MostMembers];
        var count = 0;
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Unescaped();
            var hash = Text(name);
            if (count == MostMembers || names[..count].Contains(hash)) _plain = false;
            else names[count++] = hash;
            _reader.Read();
            sum += Member(hash, Value());
        }
        return sum;
    }

    private ulong Items()
    {
        ulong hash = 11;
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray) hash = (hash * 0x9E3779B97F4A7C15) + Value();
        return hash;
    }

    private ulong Number()
    {
        if (_reader.ValueSpan.Length > LongestNumber || _reader.ValueSpan.ContainsAny((byte)'e', (byte)'E')) _plain = false;
        return JsonNumber.Fingerprint(_reader.ValueSpan);
    }

    private ReadOnlySpan<byte> Unescaped()
    {
        if (!_reader.ValueIsEscaped) return _reader.ValueSpan;
        var text = new byte[_reader.ValueSpan.Length];
        return text.AsSpan(0, _reader.CopyString(text));
    }
}

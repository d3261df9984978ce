using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using NodaTime;

namespace CustodyWatch.Pace.Custody.Reading;

/// <summary>
/// The fields of one JSON object, read by name, each checked for its shape; what is wrong is noted by field path.
/// The object is walked once; a later field of the same name wins. Unknown fields are passed over.
/// </summary>
public ref partial struct JsonFields
{
    /// <summary>Room for the fields of nearly every object; there may be more.</summary>
    public const int Room = 24;

    private const int LongestText = 10_000;

    private readonly ReadOnlySpan<byte> _json;
    private readonly string _path;
    private readonly Problems _problems;
    private readonly Span<Slot> _slots;
    private readonly Sketch? _sketch;

    /// <summary>Where a field stands in the object.</summary>
    public readonly record struct Slot(int NameStart, int NameLength, bool NameEscaped, int Start, int Length, JsonTokenType Type);

    /// <summary>Walks an object. The caller lends the room for the slots, so that reading allocates nothing.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public JsonFields(ReadOnlySpan<byte> json, string path, Problems problems, Span<Slot> room)
    {
        _json = json;
        (_path, _problems) = (path, problems);
        if (PlainObject.TryWalk(json, room, out var count))
        {
            _slots = room[..count];
            return;
        }
        count = 0;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            problems.Add(path, "must be an object");
            _slots = [];
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var nameStart = (int)reader.TokenStartIndex + 1;
            var nameLength = reader.ValueSpan.Length;
            var escaped = reader.ValueIsEscaped;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var type = reader.TokenType;
            reader.Skip();
            if (count == room.Length) room = (Slot[])[.. room, .. new Slot[room.Length]];
            room[count++] = new Slot(nameStart, nameLength, escaped, start, (int)reader.BytesConsumed - start, type);
        }
        _slots = room[..count];
    }

    /// <summary>No object at all, but a note of what is asked of one.</summary>
    internal JsonFields(Sketch sketch)
    {
        (_path, _problems, _sketch) = ("data", sketch.Problems, sketch);
    }

    private readonly bool Find(ReadOnlySpan<byte> name, out Slot slot)
    {
        for (var i = _slots.Length - 1; i >= 0; i--)
        {
            slot = _slots[i];
            if (slot.NameEscaped ? NameEquals(slot, name) : NameOf(slot).SequenceEqual(name))
                return slot.Type != JsonTokenType.Null;
        }
        slot = default;
        return false;
    }

    private readonly bool NameEquals(Slot slot, ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(_json.Slice(slot.NameStart - 1, slot.NameLength + 2));
        return reader.Read() && reader.ValueTextEquals(name);
    }

    /// <summary>Where each field stands, in the order of the object.</summary>
    public readonly ReadOnlySpan<Slot> Slots => _slots;

    /// <summary>The name of a field as it is written.</summary>
    public readonly ReadOnlySpan<byte> NameOf(Slot slot) => _json.Slice(slot.NameStart, slot.NameLength);

    /// <summary>The JSON of a field.</summary>
    public readonly ReadOnlySpan<byte> Raw(Slot slot) => _json.Slice(slot.Start, slot.Length);

    private readonly string PathOf(ReadOnlySpan<byte> name) => $"{_path}.{Encoding.UTF8.GetString(name)}";

    private readonly void Wrong(ReadOnlySpan<byte> name, string sentence) => _problems.Add(PathOf(name), sentence);

    private readonly bool Locate(ReadOnlySpan<byte> name, bool required, out Slot slot)
    {
        if (Find(name, out slot)) return true;
        if (required) Wrong(name, "is required");
        return false;
    }

    /// <summary>Notes that a field is wrong, for a rule that spans fields.</summary>
    public readonly void Refuse(ReadOnlySpan<byte> name, string sentence) => Wrong(name, sentence);

    /// <summary>Refuses an object without a field that has been read as one that may be left out, for what another says.</summary>
    public readonly void Demand(ReadOnlySpan<byte> name, string? read, string sentence)
    {
        _sketch?.Demand(name);
        if (read is null) Wrong(name, sentence);
    }

    /// <summary>Refuses an object that has neither of two fields.</summary>
    public readonly void DemandEither(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other, string sentence)
    {
        _sketch?.NoteEither(one, other);
        if (!Has(one) && !Has(other)) Wrong(one, sentence);
    }

    /// <summary>Whether the field is there and not null.</summary>
    public readonly bool Has(ReadOnlySpan<byte> name) => Find(name, out _);

    /// <summary>The field's own JSON; null when it is not there.</summary>
    public readonly string? RawJson(ReadOnlySpan<byte> name) => Find(name, out var slot) ? Encoding.UTF8.GetString(Raw(slot)) : null;

    /// <summary>An object, or no fields at all when it is not there.</summary>
    public readonly JsonFields Object(ReadOnlySpan<byte> name, bool required, Span<Slot> room, out bool found)
    {
        found = Locate(name, required, out var slot);
        if (!found && _sketch is not null)
        {
            found = true;
            _sketch.Note(name, new() { Form = FieldForm.Object, Required = required });
            return new JsonFields(_sketch.Within(name));
        }
        if (!found) return default;
        if (slot.Type == JsonTokenType.StartObject) return new JsonFields(Raw(slot), PathOf(name), _problems, room);
        Wrong(name, "must be an object");
        found = false;
        return default;
    }

    /// <summary>Text; required text may not be blank unless <paramref name="mayBeBlank"/>.</summary>
    public readonly string? Text(ReadOnlySpan<byte> name, bool required = true, int longest = LongestText, bool mayBeBlank = false) =>
        Text(name, required, longest, mayBeBlank, null);

    /// <summary>Text that keeps to a rule; required text may not be blank.</summary>
    internal readonly string? Text(ReadOnlySpan<byte> name, bool required, TextRule rule) =>
        Text(name, required, LongestText, mayBeBlank: false, rule);

    private readonly string? Text(ReadOnlySpan<byte> name, bool required, int longest, bool mayBeBlank, TextRule? rule)
    {
        if (!Locate(name, required, out var slot))
        {
            _sketch?.Note(name, new()
            {
                Form = FieldForm.Text,
                Required = required,
                Filled = required && !mayBeBlank,
                Longest = rule is null ? longest : null,
                Words = rule?.Words,
                Pattern = rule?.Pattern,
            });
            return null;
        }
        if (slot.Type != JsonTokenType.String)
        {
            Wrong(name, "must be text");
            return null;
        }
        var text = Unescape(slot);
        if (IsLonger(text, longest)) Wrong(name, $"may be at most {longest} characters");
        else if (text.Contains('\0', StringComparison.Ordinal)) Wrong(name, "may hold only characters that can be written");
        else if (required && !mayBeBlank && string.IsNullOrWhiteSpace(text)) Wrong(name, "may not be blank");
        if (rule?.Refusal(text) is { } refusal) Wrong(name, refusal);
        return text;
    }

    // In characters, as whoever sends it counts them: one outside the basic plane lies in memory as two.
    private static bool IsLonger(string text, int longest) => text.Length > longest && text.Length - text.Count(char.IsLowSurrogate) > longest;

    private readonly string Unescape(Slot slot)
    {
        var inner = _json.Slice(slot.Start + 1, slot.Length - 2);
        if (!inner.Contains((byte)'\\') && Utf8.IsValid(inner)) return Encoding.UTF8.GetString(inner);
        var reader = new Utf8JsonReader(Raw(slot));
        reader.Read();
        return TextOf(ref reader) ?? "\0";
    }

    /// <summary>True or false; the default when it is not there.</summary>
    public readonly bool Flag(ReadOnlySpan<byte> name, bool otherwise) => FlagOrNull(name, required: false, otherwise) ?? otherwise;

    /// <summary>True or false, required.</summary>
    public readonly bool Flag(ReadOnlySpan<byte> name) => FlagOrNull(name, required: true) ?? false;

    private readonly bool? FlagOrNull(ReadOnlySpan<byte> name, bool required, bool? otherwise = null)
    {
        if (!Locate(name, required, out var slot))
        {
            _sketch?.Note(name, new() { Form = FieldForm.Flag, Required = required, Otherwise = otherwise });
            return _sketch?.Says(name) is { } said ? said == "true" : null;
        }
        if (slot.Type is JsonTokenType.True or JsonTokenType.False) return slot.Type == JsonTokenType.True;
        Wrong(name, "must be true or false");
        return null;
    }

    /// <summary>A whole number within bounds.</summary>
    public readonly int? Number(ReadOnlySpan<byte> name, int least, int most, bool required = true)
    {
        if (!Locate(name, required, out var slot))
        {
            _sketch?.Note(name, new() { Form = FieldForm.Number, Required = required, Bounds = (least, most) });
            return null;
        }
        if (slot.Type == JsonTokenType.Number)
        {
            var reader = new Utf8JsonReader(Raw(slot));
            reader.Read();
            // 36.0 is as whole as 36.
            if (reader.TryGetDecimal(out var number) && number == decimal.Truncate(number) && number >= least && number <= most)
                return (int)number;
        }
        Wrong(name, $"must be a whole number from {least} to {most}");
        return null;
    }

    /// <summary>An instant with an offset.</summary>
    public readonly Instant? Instant(ReadOnlySpan<byte> name, bool required = true)
    {
        if (!Locate(name, required, out var slot))
        {
            _sketch?.Note(name, new() { Form = FieldForm.Instant, Required = required });
            return null;
        }
        if (slot.Type == JsonTokenType.String && Rfc3339.TryInstant(Inner(slot), out var instant)) return instant;
        Wrong(name, "must be a date and time with an offset, such as 2026-06-10T14:40:00+01:00");
        return null;
    }

    /// <summary>A calendar date.</summary>
    public readonly LocalDate? Date(ReadOnlySpan<byte> name)
    {
        if (!Locate(name, required: false, out var slot))
        {
            _sketch?.Note(name, new() { Form = FieldForm.Date });
            return null;
        }
        if (slot.Type == JsonTokenType.String && Rfc3339.TryDate(Inner(slot), out var date)) return date;
        Wrong(name, "must be a date, such as 2011-03-02");
        return null;
    }

    /// <summary>A length of time, not negative; the default when it is not there.</summary>
    public readonly Duration Duration(ReadOnlySpan<byte> name)
    {
        if (!Locate(name, required: false, out var slot))
        {
            _sketch?.Note(name, new() { Form = FieldForm.Duration });
            return NodaTime.Duration.Zero;
        }
        if (slot.Type == JsonTokenType.String && Rfc3339.TryDuration(Unescape(slot), out var duration)) return duration;
        Wrong(name, "must be a length of time, such as PT3H30M");
        return NodaTime.Duration.Zero;
    }

    /// <summary>One of the words of a list.</summary>
    public readonly T? Choice<T>(ReadOnlySpan<byte> name, bool required = true) where T : struct, Enum
    {
        if (!Locate(name, required, out var slot))
        {
            _sketch?.Note(name, new() { Form = FieldForm.Text, Required = required, Words = Vocabulary<T>.Words });
            return _sketch is null ? null : Vocabulary<T>.Parse(_sketch.Says(name));
        }
        var choice = slot.Type == JsonTokenType.String ? Vocabulary<T>.Parse(Inner(slot)) : null;
        if (choice is null) Wrong(name, "must be one of " + string.Join(", ", Vocabulary<T>.Words));
        return choice;
    }

    private readonly ReadOnlySpan<byte> Inner(Slot slot)
    {
        var inner = _json.Slice(slot.Start + 1, slot.Length - 2);
        return inner.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(Unescape(slot)) : inner;
    }

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair: JSON allows it, text does not
        }
    }
}

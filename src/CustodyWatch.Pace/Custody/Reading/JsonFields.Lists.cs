using System.Text;
using System.Text.Json;

namespace CustodyWatch.Pace.Custody.Reading;

/// <content>The fields that hold a list.</content>
public ref partial struct JsonFields
{
    /// <summary>Several of the words of a list.</summary>
    public readonly IReadOnlyList<T> Choices<T>(ReadOnlySpan<byte> name, bool required = true) where T : struct, Enum
    {
        var chosen = new List<T>();
        if (!Locate(name, required, out var slot))
        {
            _sketch?.Note(name, ListOf(new() { Form = FieldForm.Text, Words = Vocabulary<T>.Words }, required, required));
            return chosen;
        }
        if (!IsArray(name, slot)) return chosen;
        var reader = new Utf8JsonReader(Raw(slot));
        for (reader.Read(); reader.Read() && reader.TokenType != JsonTokenType.EndArray; reader.Skip())
        {
            var choice = reader.TokenType == JsonTokenType.String
                ? Vocabulary<T>.Parse(Encoding.UTF8.GetBytes(TextOf(ref reader) ?? ""))
                : null;
            if (choice is { } value) chosen.Add(value);
            else Wrong(name, "may hold only " + string.Join(", ", Vocabulary<T>.Words));
        }
        if (required && IsEmpty(slot)) Wrong(name, "must hold at least one");
        return chosen;
    }

    /// <summary>Several texts.</summary>
    public readonly IReadOnlyList<string> Texts(ReadOnlySpan<byte> name, bool required = true)
    {
        var texts = new List<string>();
        if (!Locate(name, required, out var slot))
        {
            _sketch?.Note(name, ListOf(new() { Form = FieldForm.Text, Longest = LongestText }, required, required));
            return texts;
        }
        if (!IsArray(name, slot)) return texts;
        var reader = new Utf8JsonReader(Raw(slot));
        for (reader.Read(); reader.Read() && reader.TokenType != JsonTokenType.EndArray; reader.Skip())
        {
            var text = reader.TokenType == JsonTokenType.String ? TextOf(ref reader) : null;
            if (text is not null && !IsLonger(text, LongestText) && !text.Contains('\0', StringComparison.Ordinal)) texts.Add(text);
            else Wrong(name, $"may hold only text of at most {LongestText} characters");
        }
        if (required && IsEmpty(slot)) Wrong(name, "must hold at least one");
        return texts;
    }

    /// <summary>The texts of a list that an entry may hold beside its own fields; of any other shape it is passed over.</summary>
    public readonly IReadOnlyList<string> TextsIfAny(ReadOnlySpan<byte> name)
    {
        if (!Find(name, out var slot) || slot.Type != JsonTokenType.StartArray)
        {
            _sketch?.Note(name, ListOf(new() { Form = FieldForm.Text }, required: false, filled: false));
            return [];
        }
        var texts = new List<string>();
        var reader = new Utf8JsonReader(Raw(slot));
        for (reader.Read(); reader.Read() && reader.TokenType != JsonTokenType.EndArray; reader.Skip())
            if (reader.TokenType == JsonTokenType.String && TextOf(ref reader) is { } text)
                texts.Add(text);
        return texts;
    }

    /// <summary>The JSON of each member of an array that must be there.</summary>
    /// <param name="name">Of the array.</param>
    /// <param name="whenEmpty">What is said of one with nothing in it; null where it may be empty.</param>
    public readonly IReadOnlyList<Range> Members(ReadOnlySpan<byte> name, string? whenEmpty)
    {
        var members = new List<Range>();
        if (!Locate(name, required: true, out var slot))
        {
            if (_sketch is null) return members;
            _sketch.Note(name, ListOf(new() { Form = FieldForm.Object }, required: true, filled: whenEmpty is not null));
            return [default];
        }
        if (!IsArray(name, slot)) return members;
        var reader = new Utf8JsonReader(Raw(slot));
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = slot.Start + (int)reader.TokenStartIndex;
            reader.Skip();
            members.Add(start..(slot.Start + (int)reader.BytesConsumed));
        }
        if (members.Count == 0 && whenEmpty is not null) Wrong(name, whenEmpty);
        return members;
    }

    /// <summary>The fields of one member of an array.</summary>
    public readonly JsonFields Member(Range member, ReadOnlySpan<byte> name, int index, Span<Slot> room) => _sketch is null
        ? new(_json[member], $"{PathOf(name)}[{index}]", _problems, room)
        : new(_sketch.Within(name));

    private static FieldShape ListOf(FieldShape member, bool required, bool filled) =>
        new() { Form = FieldForm.List, Member = member, Required = required, Filled = filled };

    private readonly bool IsArray(ReadOnlySpan<byte> name, Slot slot)
    {
        if (slot.Type == JsonTokenType.StartArray) return true;
        Wrong(name, "must be a list");
        return false;
    }

    private readonly bool IsEmpty(Slot slot)
    {
        var reader = new Utf8JsonReader(Raw(slot));
        return reader.Read() && reader.Read() && reader.TokenType == JsonTokenType.EndArray;
    }
}

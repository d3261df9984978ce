using System.Text;
using CustodyWatch.Log;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Custody.Reading;

namespace CustodyWatch.Features.Replay.Reading;

/// <summary>
/// An event as nearly every records system writes it: nothing escaped, nothing unknown, nothing wrong in the envelope. Any
/// other line is left to the reader that serves the API, so this one may be quick and need explain nothing.
/// </summary>
internal ref struct PlainEvent
{
    private static readonly Dictionary<byte[], EventKind>.AlternateLookup<ReadOnlySpan<byte>> Kinds =
        Enum.GetValues<EventKind>()
            .ToDictionary(kind => Encoding.UTF8.GetBytes(kind.TypeName()), Utf8Keys.Comparer)
            .GetAlternateLookup<ReadOnlySpan<byte>>();

    private static readonly ulong
        Time = JsonFingerprint.Text("time"u8),
        Medium = JsonFingerprint.Text("medium"u8),
        RecordedBy = JsonFingerprint.Text("recordedby"u8),
        RecordedTime = JsonFingerprint.Text("recordedtime"u8);

    private ReadOnlySpan<byte> _type, _time;
    private int _seen;
    private bool _onlyAscii;

    public ReadOnlySpan<byte> Id, Source, Subject, Data;
    public EventKind Kind;

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public long Occurred;

    /// <summary>What tells it, beside its kind, record and data, from another event of the same source and id.</summary>
    public ulong Fingerprint;

    /// <summary>Reads a plain line; false when it is not plain, which does not make it bad.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, QuoteMarks marks, out PlainEvent read)
    {
        read = default;
        if (!marks.Find(line)) return false;
        read._onlyAscii = marks.OnlyAscii;
        var text = new JsonCursor(line, marks.Places);
        if (!text.Take((byte)'{')) return false;
        do
        {
            if (!text.TakeString(out var name) || !text.Take((byte)':')) return false;
            if (name.SequenceEqual("data"u8) ? !text.TakeObject(out read.Data) || !read.See(0) : !text.TakeString(out var value) || !read.Set(name, value))
                return false;
        }
        while (text.Take((byte)','));
        return text.Take((byte)'}') && text.AtEnd() && read.IsSound();
    }

    private bool Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value[0] == ' ' || value[^1] == ' ' || !(_onlyAscii || Ascii.IsValid(value))) return false;
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("id"u8):
                Id = value;
                return See(1) && value.Length <= EnvelopeReader.LongestId;
            case 4 when name.SequenceEqual("type"u8):
                _type = value;
                return See(2);
            case 4 when name.SequenceEqual("time"u8):
                _time = value;
                return See(3) && Mark(Time, value);
            case 6 when name.SequenceEqual("source"u8):
                Source = value;
                return See(4);
            case 6 when name.SequenceEqual("medium"u8):
                return See(5) && Mark(Medium, value) && IsMedium(value);
            case 7 when name.SequenceEqual("subject"u8):
                Subject = value;
                return See(6) && value.Length <= EnvelopeReader.LongestNumber;
            case 10 when name.SequenceEqual("recordedby"u8):
                return See(7) && Mark(RecordedBy, value) && value.Length <= EnvelopeReader.LongestName;
            case 11 when name.SequenceEqual("specversion"u8):
                return See(8) && value.SequenceEqual("1.0"u8);
            case 12 when name.SequenceEqual("recordedtime"u8):
                return See(9) && Mark(RecordedTime, value) && Rfc3339.TryUnixMilliseconds(value, out _);
            default:
                return false;
        }
    }

    private bool IsSound()
    {
        const int Required = 0b1_0101_1111;
        return (_seen & Required) == Required && Kinds.TryGetValue(_type, out Kind) && Rfc3339.TryUnixMilliseconds(_time, out Occurred);
    }

    private static bool IsMedium(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("system"u8) || word.SequenceEqual("screen"u8) || word.SequenceEqual("handheld"u8) || word.SequenceEqual("paper"u8);

    /// <summary>Notes that an attribute is there; false when it was there already.</summary>
    private bool See(int attribute)
    {
        var first = (_seen & (1 << attribute)) == 0;
        _seen |= 1 << attribute;
        return first;
    }

    private bool Mark(ulong name, ReadOnlySpan<byte> value)
    {
        Fingerprint += JsonFingerprint.Member(name, JsonFingerprint.Text(value));
        return true;
    }
}

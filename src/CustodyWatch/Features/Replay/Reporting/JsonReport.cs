using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using CustodyWatch.Http;
using NodaTime;

namespace CustodyWatch.Features.Replay.Reporting;

/// <summary>A JSON array of objects, one to a line, with the columns as members; what is not there is null.</summary>
internal sealed class JsonReport : IReport
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public byte[] Lines(IReadOnlyList<BrokenClock> clocks)
    {
        var text = new ArrayBufferWriter<byte>(clocks.Count * 320);
        using var writer = new Utf8JsonWriter(text, Options);
        foreach (var clock in clocks)
        {
            if (text.WrittenCount > 0) text.Write(",\n"u8);
            Write(writer, clock);
            writer.Flush();
            writer.Reset();
        }
        return text.WrittenSpan.ToArray();
    }

    public void Write(Stream output, IReadOnlyList<byte[]> records)
    {
        output.Write("["u8);
        for (var i = 0; i < records.Count; i++)
        {
            output.Write(i == 0 ? "\n"u8 : ",\n"u8);
            output.Write(records[i]);
        }
        output.Write("\n]\n"u8);
    }

    private static void Write(Utf8JsonWriter writer, BrokenClock broken)
    {
        var clock = broken.Clock;
        writer.WriteStartObject();
        writer.WriteString("custodyRecordNumber", broken.CustodyRecordNumber);
        writer.WriteString("source", broken.Source);
        writer.WriteString("clock", broken.ClockWord);
        writer.WriteNumber("sequence", clock.Sequence);
        writer.WriteString("authority", broken.AuthorityWord);
        writer.WriteString("citation", clock.Basis.Citation);
        WriteInstant(writer, "startedAt", clock.StartedAt);
        WriteInstant(writer, "dueAt", clock.DueAt);
        WriteInstant(writer, "metAt", clock.MetAt);
        writer.WriteString("state", broken.StateWord);
        if (broken.LateSeconds is { } late) writer.WriteNumber("lateSeconds", late);
        else writer.WriteNull("lateSeconds");
        writer.WriteEndObject();
    }

    private static void WriteInstant(Utf8JsonWriter writer, string name, Instant? instant)
    {
        if (instant is { } known) writer.WriteString(name, Rfc3339.Text(known));
        else writer.WriteNull(name);
    }
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Simulator;

/// <summary>One invented entry of a custody record, as a records system would send it.</summary>
/// <param name="Id">Unique within the source.</param>
/// <param name="Source">The suite that sends it.</param>
/// <param name="Type">The event type, <c>custody.visit</c> and so on.</param>
/// <param name="Subject">The custody record number.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Data">What happened; an object whose members are already named as on the wire.</param>
public sealed record InventedEvent(string Id, string Source, string Type, string Subject, Instant Time, object Data)
{
    private static readonly OffsetDateTimePattern Rfc3339 = OffsetDateTimePattern.Rfc3339;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions PlainData = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>When it was keyed, if the records system says so.</summary>
    public Instant? Recorded { get; init; }

    /// <summary>Who keyed it, if the records system says so.</summary>
    public string? RecordedBy { get; init; }

    /// <summary>An instant as the suite's wall clock shows it, with its offset.</summary>
    public static string Local(Instant at) => Rfc3339.Format(at.InZone(London).ToOffsetDateTime());

    /// <summary>The zone of every suite.</summary>
    public static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];

    /// <summary>Whether a child would be asleep.</summary>
    public static bool IsNight(Instant at) => at.InZone(London).Hour is >= 23 or < 6;

    /// <summary>The event as CloudEvents JSON.</summary>
    public byte[] ToJson()
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(bytes, Plain)) WriteTo(writer);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Writes the event as CloudEvents JSON.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("specversion", "1.0");
        writer.WriteString("id", Id);
        writer.WriteString("source", Source);
        writer.WriteString("type", Type);
        writer.WriteString("subject", Subject);
        writer.WriteString("time", Local(Time));
        if (Recorded is { } recorded) writer.WriteString("recordedtime", Local(recorded));
        if (RecordedBy is { } by) writer.WriteString("recordedby", by);
        writer.WritePropertyName("data");
        JsonSerializer.Serialize(writer, Data, Data.GetType(), PlainData);
        writer.WriteEndObject();
    }
}

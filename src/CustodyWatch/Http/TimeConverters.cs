using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Http;

/// <summary>An instant as RFC 3339: any offset is read, Z is written.</summary>
public sealed class InstantConverter : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Rfc3339.Parse(reader.GetString()) ?? throw new JsonException("This is not an RFC 3339 instant with an offset.");

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Rfc3339.Text(value));
}

/// <summary>A length of time as ISO 8601, in hours, minutes and seconds: <c>PT9H30M</c>.</summary>
public sealed class DurationConverter : JsonConverter<Duration>
{
    public override Duration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Pace.Custody.Reading.Rfc3339.TryDuration(reader.GetString() ?? "", out var duration)
            ? duration
            : throw new JsonException("This is not an ISO 8601 duration in weeks or less.");

    public override void Write(Utf8JsonWriter writer, Duration value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Text(value));

    public static string Text(Duration value) => PeriodPattern.Roundtrip.Format(new PeriodBuilder
    {
        Hours = (long)value.TotalMilliseconds / 3_600_000,
        Minutes = (long)value.TotalMilliseconds / 60_000 % 60,
        Seconds = (long)value.TotalMilliseconds / 1000 % 60,
        Milliseconds = (long)value.TotalMilliseconds % 1000,
    }.Build()) is var text && text is "P" or "P0D" ? "PT0S" : text;
}

/// <summary>A date as yyyy-MM-dd.</summary>
public sealed class LocalDateConverter : JsonConverter<LocalDate>
{
    public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LocalDatePattern.Iso.Parse(reader.GetString() ?? "") is { Success: true } parsed
            ? parsed.Value
            : throw new JsonException("This is not a date, yyyy-MM-dd.");

    public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) =>
        writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
}

/// <summary>A local time as HH:mm.</summary>
public sealed class LocalTimeConverter : JsonConverter<LocalTime>
{
    private static readonly LocalTimePattern Pattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public override LocalTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Pattern.Parse(reader.GetString() ?? "") is { Success: true } parsed
            ? parsed.Value
            : throw new JsonException("This is not a local time, HH:mm.");

    public override void Write(Utf8JsonWriter writer, LocalTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Pattern.Format(value));
}

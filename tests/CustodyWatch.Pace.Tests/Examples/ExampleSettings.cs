using System.Text.Json;
using System.Text.Json.Serialization;
using CustodyWatch.Pace.Settings;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Pace.Tests.Examples;

/// <summary>The dated LOCAL numbers of a file; a number it does not name keeps its default.</summary>
internal static class ExampleSettings
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new LocalTimes() } };

    public static LocalSettings Read(JsonElement root) => root.TryGetProperty("settings", out var settings)
        ? new LocalSettings(settings.EnumerateArray().Select(change =>
            (ExampleFile.At(change.GetProperty("from")), change.Deserialize<LocalNumbers>(Options)!)))
        : LocalSettings.Default;

    private sealed class LocalTimes : JsonConverter<LocalTime>
    {
        private static readonly LocalTimePattern Minutes = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

        public override LocalTime Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            Minutes.Parse(reader.GetString()!).Value;

        public override void Write(Utf8JsonWriter writer, LocalTime value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Minutes.Format(value));
    }
}

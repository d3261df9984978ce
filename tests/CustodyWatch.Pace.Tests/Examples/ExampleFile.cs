using System.Text;
using System.Text.Json;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Custody.Reading;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Pace.Tests.Examples;

/// <summary>The files beside the tests: where they are, and how one is read.</summary>
public static class ExampleFile
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Examples");

    /// <summary>Every file, as a path below the folder of examples.</summary>
    public static IEnumerable<string> All => Directory.EnumerateFiles(Root, "*.json", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    public static Example Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, file)));
        var root = json.RootElement;
        return new Example(
            root.GetProperty("name").GetString()!,
            root.GetProperty("story").GetString()!,
            [.. root.GetProperty("events").EnumerateArray().Select(Event)],
            root.GetProperty("events").EnumerateArray().ToDictionary(e => Text(e, "id"), e => e.GetProperty("data").GetRawText()),
            ExampleSettings.Read(root),
            [.. root.GetProperty("expect").EnumerateArray().Select(Expected)]);
    }

    public static IReadOnlyCollection<string> CustodyRecordNumbers(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, file)));
        return [.. json.RootElement.GetProperty("events").EnumerateArray().Select(e => Text(e, "subject")).Distinct()];
    }

    private static CustodyEvent Event(JsonElement json)
    {
        var id = Text(json, "id");
        var kind = EventKinds.Parse(Text(json, "type")) ?? throw new InvalidDataException($"{id}: no such type of event");
        var problems = new Problems();
        var fact = FactReader.Read(kind, JsonSerializer.SerializeToUtf8Bytes(json.GetProperty("data")), problems);
        if (fact is null)
            throw new InvalidDataException($"{id}: {string.Join("; ", problems.Errors.Select(e => $"{e.Key} {string.Join(' ', e.Value)}"))}");
        return new CustodyEvent(Text(json, "source"), id, kind, At(json.GetProperty("time")), fact);
    }

    private static Expectation Expected(JsonElement json) => new(
        At(json.GetProperty("at")),
        Word<ClockName>(json.GetProperty("clock")),
        json.TryGetProperty("sequence", out var sequence) ? sequence.GetInt32() : null,
        json.TryGetProperty("absent", out var absent) && absent.GetBoolean(),
        json.TryGetProperty("state", out var state) ? Word<ClockState>(state) : null)
    {
        DueAt = Said(json, "dueAt"),
        WarnAt = Said(json, "warnAt"),
        MetAt = Said(json, "metAt"),
        ExplanationContains = json.TryGetProperty("explanationContains", out var words)
            ? [.. words.EnumerateArray().Select(word => word.GetString()!)]
            : [],
    };

    private static Said<Instant?> Said(JsonElement json, string member) => json.TryGetProperty(member, out var value)
        ? new(true, value.ValueKind == JsonValueKind.Null ? null : At(value))
        : default;

    private static T Word<T>(JsonElement word)
        where T : struct, Enum => Vocabulary<T>.Parse(Encoding.UTF8.GetBytes(word.GetString()!))
            ?? throw new InvalidDataException($"{word} is no {typeof(T).Name}");

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;

    internal static Instant At(JsonElement text) => OffsetDateTimePattern.ExtendedIso.Parse(text.GetString()!).Value.ToInstant();
}

using System.Text.Json.Nodes;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Custody.Reading;

namespace CustodyWatch.Pace.Tests.Shapes;

/// <summary>Data for every kind of event, with every field the contract gives it, and the paths of those it requires of this data.</summary>
internal static class EveryEvent
{
    private static readonly JsonObject File =
        JsonNode.Parse(System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Shapes", "every-event.json")))!.AsObject();

    public static IEnumerable<EventKind> Kinds => File.Select(member => Kind(member.Key));

    public static JsonObject Data(EventKind kind) => Entry(kind)["data"]!.DeepClone().AsObject();

    /// <summary>An officer always has a number and a rank, and an adult a kind.</summary>
    public static IReadOnlyList<string> Required(EventKind kind) =>
    [
        .. Entry(kind)["required"]!.AsArray().Select(path => (string)path!),
        .. Paths(Data(kind)).Where(path => path == "adult.kind" || path.EndsWith(".id", StringComparison.Ordinal) || path.EndsWith(".rank", StringComparison.Ordinal)),
    ];

    /// <summary>The path of every field of an object, those of objects in it after it; of a list of objects, those of its first.</summary>
    public static IEnumerable<string> Paths(JsonObject of, string under = "")
    {
        foreach (var (name, value) in of)
        {
            yield return under + name;
            if (Inner(value) is { } inner)
                foreach (var path in Paths(inner, $"{under}{name}."))
                    yield return path;
        }
    }

    /// <summary>The object that holds the last field of a path.</summary>
    public static (JsonObject Holder, string Field) Find(JsonObject data, string path)
    {
        var names = path.Split('.');
        foreach (var name in names[..^1]) data = Inner(data[name])!;
        return (data, names[^1]);
    }

    /// <summary>Reads an event as it comes without a space in it and as it comes with many, which must be the same.</summary>
    public static (Fact? Fact, Dictionary<string, string[]> Errors) Read(EventKind kind, JsonObject data)
    {
        var (spaced, plain) = (ReadText(kind, data.ToJsonString(new() { WriteIndented = true })), ReadText(kind, data.ToJsonString()));
        Assert.Equal(plain.Errors, spaced.Errors);
        Assert.Equal(Packed(plain.Fact), Packed(spaced.Fact));
        return plain;
    }

    public static (Fact? Fact, Dictionary<string, string[]> Errors) ReadText(EventKind kind, string json)
    {
        var problems = new Problems();
        var fact = FactReader.Read(kind, System.Text.Encoding.UTF8.GetBytes(json), problems);
        Assert.Equal(fact is null, problems.Any);
        return (fact, problems.Errors.ToDictionary());
    }

    /// <summary>A path as a problem names it: from <c>data</c>, and with the place in a list.</summary>
    public static string AsNamed(string path) => "data." + path.Replace("offences.", "offences[0].", StringComparison.Ordinal);

    public static EventKind Kind(string word) => EventKinds.Parse("custody." + word) ?? throw new InvalidDataException(word);

    private static string? Packed(Fact? fact) => fact?.ToString().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);

    private static JsonObject Entry(EventKind kind) => File[kind.TypeName()["custody.".Length..]]!.AsObject();

    private static JsonObject? Inner(JsonNode? value) => value is JsonArray { Count: > 0 } list ? list[0] as JsonObject : value as JsonObject;
}

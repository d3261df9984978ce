using System.Text.Json;
using System.Text.Json.Serialization;
using CustodyWatch.Http;
using NodaTime;

namespace CustodyWatch.Log.Proof;

/// <summary>Where the chain stood on a day, kept outside the database: whoever rewrites the chain cannot rewrite this.</summary>
/// <param name="Day">The day in London.</param>
/// <param name="At">When it was noted.</param>
/// <param name="Position">The last link then.</param>
/// <param name="Hash">Its hash.</param>
public sealed record ChainAnchor(
    [property: JsonRequired] LocalDate Day, [property: JsonRequired] Instant At, [property: JsonRequired] long Position, [property: JsonRequired] string Hash)
{
    public string ToLine() => JsonSerializer.Serialize(this, Json.Options);

    /// <summary>The anchors of a file, a line each, in the order noted.</summary>
    public static async Task<IReadOnlyList<ChainAnchor>> ReadFile(string path, CancellationToken cancel) => (await ReadLines(path, cancel)).Anchors;

    /// <summary>The same, with the numbers of the lines that are whole and yet no anchor: nobody here wrote those.</summary>
    public static async Task<(IReadOnlyList<ChainAnchor> Anchors, IReadOnlyList<int> None)> ReadLines(string path, CancellationToken cancel)
    {
        if (!File.Exists(path)) return ([], []);
        var (anchors, none, number) = (new List<ChainAnchor>(), new List<int>(), 0);
        await foreach (var line in File.ReadLinesAsync(path, cancel))
        {
            number++;
            if (Read(line) is { } anchor) anchors.Add(anchor);
            else if (IsWhole(line)) none.Add(number);
        }
        return (anchors, none);
    }

    // A line cut short by a crash is no anchor; the day's is then noted again.
    private static ChainAnchor? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<ChainAnchor>(line, Json.Options) is { Hash: not null, Position: >= 0 } anchor ? anchor : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsWhole(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

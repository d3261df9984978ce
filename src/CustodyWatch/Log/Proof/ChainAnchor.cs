using System.Text.Json;
using CustodyWatch.Http;
using NodaTime;

namespace CustodyWatch.Log.Proof;

/// <summary>Where the chain stood on a day, kept outside the database: whoever rewrites the chain cannot rewrite this.</summary>
/// <param name="Day">The day in London.</param>
/// <param name="At">When it was noted.</param>
/// <param name="Position">The last link then.</param>
/// <param name="Hash">Its hash.</param>
public sealed record ChainAnchor(LocalDate Day, Instant At, long Position, string Hash)
{
    public string ToLine() => JsonSerializer.Serialize(this, Json.Options);

    /// <summary>The anchors of a file, a line each, in the order noted.</summary>
    public static async Task<IReadOnlyList<ChainAnchor>> ReadFile(string path, CancellationToken cancel)
    {
        if (!File.Exists(path)) return [];
        var anchors = new List<ChainAnchor>();
        await foreach (var line in File.ReadLinesAsync(path, cancel))
            if (Read(line) is { } anchor)
                anchors.Add(anchor);
        return anchors;
    }

    // A line cut short by a crash is no anchor; the day's is then noted again.
    private static ChainAnchor? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<ChainAnchor>(line, Json.Options) is { Hash: not null } anchor ? anchor : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

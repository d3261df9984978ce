using System.Data.Common;
using Dapper;

namespace CustodyWatch.Log;

/// <summary>How many alerts of a child wait for somebody.</summary>
public sealed record OpenAlerts
{
    public string DetentionId { get; init; } = "";
    public long Count { get; init; }

    private const string CountOpen = """
        SELECT detention_id, COUNT(*) AS count FROM alerts WHERE state = 'open' AND detention_id IN @ids GROUP BY detention_id
        """;

    public static async Task<IReadOnlyDictionary<string, long>> Of(
        DbConnection connection, DbTransaction transaction, IEnumerable<string> detentions)
    {
        var counts = new Dictionary<string, long>();
        foreach (var ids in detentions.Chunk(500))
            foreach (var row in await connection.QueryAsync<OpenAlerts>(CountOpen, new { ids }, transaction))
                counts[row.DetentionId] = row.Count;
        return counts;
    }
}

using System.Data.Common;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Projections;

/// <summary>How many alerts of a child wait for somebody.</summary>
public sealed record OpenAlerts
{
    public string DetentionId { get; init; } = "";
    public long Count { get; init; }

    private const string CountOpen = """
        SELECT detention_id, COUNT(*) AS count FROM alerts WHERE state = 'open' AND detention_id IN @ids GROUP BY detention_id
        """;

    /// <summary>Asks for those of the children who are held.</summary>
    public static Func<IReadOnlyDictionary<string, long>> AskHeld(Reads reads, Scope scope, Instant now)
    {
        var (held, values) = Standing.HeldIn(scope, now);
        var counts = reads.Of<OpenAlerts>(
            $"SELECT detention_id, COUNT(*) AS count FROM alerts WHERE state = 'open' AND detention_id IN (SELECT d.id {held}) GROUP BY detention_id", values);
        return () => counts.Rows.ToDictionary(row => row.DetentionId, row => row.Count);
    }

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

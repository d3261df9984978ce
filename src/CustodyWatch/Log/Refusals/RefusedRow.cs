using System.Data.Common;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Refusals;

/// <summary>What was refused of one record, with what became of it.</summary>
public sealed record RefusedRow
{
    public string Id { get; init; } = "";
    public Instant Received { get; init; }
    public string? Source { get; init; }
    public string PostedBy { get; init; } = "";

    /// <summary>As it was sent; null of what does not say itself to be about this record and no other.</summary>
    public SealedContent? Content { get; init; }

    public Sealed Problem { get; init; } = "";
    public string State { get; init; } = "";
    public Instant? Decided { get; init; }
    public string? DecidedBy { get; init; }
    public Sealed? Reason { get; init; }

    private const string Select = """
        SELECT id, received, source, posted_by, content, problem, state, decided, decided_by, reason FROM quarantine WHERE force = @Force ORDER BY id
        """;

    private const string SelectContents = "SELECT id, content FROM quarantine WHERE force = @Force ORDER BY id";

    /// <summary>Whatever names the record by any of its values, however badly it was made; of what is another's too, without its words.</summary>
    public static async Task<IReadOnlyList<RefusedRow>> Of(DbConnection connection, DbTransaction transaction, DetentionRow detention)
    {
        var named = new List<RefusedRow>();
        // One at a time: all that was ever refused may be more than there is room for.
        await foreach (var row in connection.QueryUnbufferedAsync<RefusedRow>(Select, new { detention.Force }, transaction))
            if (row.Content is { } sent && RefusedContent.Names(sent.Bytes, detention.CustodyRecordNumber, detention.Id))
                named.Add(IsAbout(sent, detention) ? row : row with { Content = null, Problem = "", Reason = null });
        return named;
    }

    /// <summary>Those that are about the record and no other, by their ids, whatever else of them can be read; none of which what was sent cannot be.</summary>
    public static async Task<IReadOnlyList<string>> IdsOf(DbConnection connection, DbTransaction transaction, DetentionRow detention)
    {
        var ids = new List<string>();
        await foreach (var row in connection.QueryUnbufferedAsync<Sent>(SelectContents, new { detention.Force }, transaction))
            if (row.IsAbout(detention)) ids.Add(row.Id);
        return ids;
    }

    private static bool IsAbout(SealedContent content, DetentionRow detention) =>
        RefusedContent.Subject(content.Bytes, detention.Force) is { } subject && (subject == detention.CustodyRecordNumber || subject == detention.Id);

    private sealed record Sent
    {
        public string Id { get; init; } = "";

        /// <summary>As it lies there, whatever it is.</summary>
        public object? Content { get; init; }

        public bool IsAbout(DetentionRow detention)
        {
            try
            {
                return Content is byte[] stored && RefusedRow.IsAbout(SealedContent.Stored(stored), detention);
            }
            catch (Exception exception) when (Unreadable.Is(exception))
            {
                return false;
            }
        }
    }
}

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
    public SealedContent Content { get; init; } = SealedContent.Empty;
    public Sealed Problem { get; init; } = "";
    public string State { get; init; } = "";
    public Instant? Decided { get; init; }
    public string? DecidedBy { get; init; }
    public Sealed? Reason { get; init; }

    private const string Select = """
        SELECT id, received, source, posted_by, content, problem, state, decided, decided_by, reason FROM quarantine WHERE force = @Force ORDER BY id
        """;

    private const string SelectContents = "SELECT id, content FROM quarantine WHERE force = @Force ORDER BY id";

    /// <summary>What was refused belongs to the record that any of its values names, however badly it was made.</summary>
    public static async Task<IReadOnlyList<RefusedRow>> Of(DbConnection connection, DbTransaction transaction, DetentionRow detention) =>
        [.. (await connection.QueryAsync<RefusedRow>(Select, new { detention.Force }, transaction)).Where(row => row.Names(detention))];

    /// <summary>The same by their ids, whatever else of them can be read; none of which what was sent cannot be.</summary>
    public static async Task<IReadOnlyList<string>> IdsOf(DbConnection connection, DbTransaction transaction, DetentionRow detention) =>
        [.. (await connection.QueryAsync<Sent>(SelectContents, new { detention.Force }, transaction)).Where(row => row.Names(detention)).Select(row => row.Id)];

    /// <summary>Whether it says itself that it is about another record, and names this one by the way.</summary>
    public bool IsOfAnother(DetentionRow detention) =>
        RefusedContent.Subjects(Content.Bytes) is [var subject, ..] && !IsNameOf(detention, subject);

    private bool Names(DetentionRow detention) => Names(Content, detention);

    private static bool Names(SealedContent content, DetentionRow detention) => RefusedContent.Texts(content.Bytes).Any(text => IsNameOf(detention, text));

    private static bool IsNameOf(DetentionRow detention, string text) => text.Trim() == detention.CustodyRecordNumber || text == detention.Id;

    private sealed record Sent
    {
        public string Id { get; init; } = "";

        /// <summary>As it lies there, whatever it is.</summary>
        public object? Content { get; init; }

        public bool Names(DetentionRow detention)
        {
            try
            {
                return Content is byte[] stored && RefusedRow.Names(SealedContent.Stored(stored), detention);
            }
            catch (Exception exception) when (Unreadable.Is(exception))
            {
                return false;
            }
        }
    }
}

using System.Data.Common;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>A record opened to the inspectorate until an instant.</summary>
public sealed record InspectionRow
{
    public string Id { get; init; } = "";
    public string DetentionId { get; init; } = "";
    public Instant OpenedAt { get; init; }
    public string OpenedBy { get; init; } = "";
    public Instant Until { get; init; }
    public Sealed Reason { get; init; } = "";

    private const string InsertRow = """
        INSERT INTO inspections (id, detention_id, opened_at, opened_by, until, reason)
        VALUES (@Id, @DetentionId, @OpenedAt, @OpenedBy, @Until, @Reason)
        """;

    private const string CountOpen = "SELECT COUNT(*) FROM inspections WHERE detention_id = @detentionId AND until > @now";

    public Task Insert(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(InsertRow, this, transaction);

    public static async Task<bool> IsOpen(DbConnection connection, string detentionId, Instant now) =>
        await connection.ExecuteScalarAsync<long>(CountOpen, new { detentionId, now }) > 0;
}

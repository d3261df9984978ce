using System.Data.Common;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Keeping;

/// <summary>What was decided about a record at a review, sealed in the chain. The latest stands.</summary>
public sealed record RetentionDecisionRow : ISealedRow
{
    public const string Keep = "keep", Dispose = "dispose";

    public long Position { get; init; }
    public string Id { get; init; } = "";
    public string DetentionId { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public string Decision { get; init; } = "";

    /// <summary>By which rule it may be disposed of, or why it is kept.</summary>
    public Sealed Reason { get; init; } = "";

    public Instant? ReviewAt { get; init; }

    /// <summary>How many events the record held when this was decided.</summary>
    public long Version { get; init; }

    public Instant DecidedAt { get; init; }
    public string DecidedBy { get; init; } = "";
    public string DecidedRole { get; init; } = "";

    private const string Own =
        "position, id, detention_id, force, suite, decision, reason, review_at, version, decided_at, decided_by, decided_role";

    private const string InsertRow = $"""
        INSERT INTO retention_decisions ({Own})
        VALUES (@Position, @Id, @DetentionId, @Force, @Suite, @Decision, @Reason, @ReviewAt, @Version, @DecidedAt, @DecidedBy, @DecidedRole)
        """;

    /// <summary>Among decisions named <c>r</c>, the one that stands about its record.</summary>
    public const string Stands =
        "NOT EXISTS (SELECT 1 FROM retention_decisions later WHERE later.detention_id = r.detention_id AND later.position > r.position)";

    private const string SelectOf = $"SELECT {Own} FROM retention_decisions WHERE detention_id IN @ids ORDER BY position";
    internal const string SelectStretch = $"SELECT {Own} FROM retention_decisions WHERE position > @after AND position <= @upTo";
    internal const string SelectSealedOf = $"SELECT {Own} FROM retention_decisions WHERE detention_id = @id";

    public async Task Insert(DbConnection connection, DbTransaction transaction, Chain chain) => await connection.ExecuteAsync(
        InsertRow, this with { Position = await chain.Add(Chain.Retention, SealedHash()) }, transaction);

    /// <summary>Every decision about some records, the oldest first.</summary>
    public static async Task<IReadOnlyList<RetentionDecisionRow>> Of(
        DbConnection connection, IEnumerable<string> ids, DbTransaction? transaction = null) =>
        (await connection.QueryAsync<RetentionDecisionRow>(SelectOf, new { ids }, transaction)).AsList();

    public byte[] SealedHash() => Chain.Hash(
        Id, DetentionId, Force, Suite, Decision, Reason, ReviewAt, Version, DecidedAt, DecidedBy, DecidedRole);
}

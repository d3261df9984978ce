using System.Data.Common;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Keeping;

/// <summary>Why a record is held back from disposal.</summary>
public enum HoldKind { Litigation, Complaint, Other }

/// <summary>That a record may not be disposed of, sealed in the chain.</summary>
public sealed record HoldRow : ISealedRow
{
    public long Position { get; init; }
    public string Id { get; init; } = "";
    public string DetentionId { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public string Kind { get; init; } = "";
    public Sealed Reason { get; init; } = "";
    public Instant FromAt { get; init; }

    /// <summary>Null for one that ends only when it is lifted.</summary>
    public Instant? UntilAt { get; init; }

    public string SetBy { get; init; } = "";
    public string SetRole { get; init; } = "";

    public Instant? LiftedAt { get; init; }
    public string? LiftedBy { get; init; }
    public Sealed? LiftReason { get; init; }

    private const string Own = "position, id, detention_id, force, suite, kind, reason, from_at, until_at, set_by, set_role";

    private const string InsertRow = $"""
        INSERT INTO holds ({Own})
        VALUES (@Position, @Id, @DetentionId, @Force, @Suite, @Kind, @Reason, @FromAt, @UntilAt, @SetBy, @SetRole)
        """;

    private const string WithLift = """
        h.position, h.id, h.detention_id, h.force, h.suite, h.kind, h.reason, h.from_at, h.until_at, h.set_by, h.set_role,
            l.at AS lifted_at, l.lifted_by, l.reason AS lift_reason
        FROM holds h
        LEFT JOIN hold_lifts l ON l.hold_id = h.id
        """;

    /// <summary>Among holds named <c>h</c> with their lifts <c>l</c>, those that hold at <c>@now</c>.</summary>
    private const string InForce = "l.at IS NULL AND (h.until_at IS NULL OR h.until_at > @now)";

    /// <summary>The condition that a detention, named <c>x</c>, is held at <c>@now</c>.</summary>
    public const string Holds = $"""
        EXISTS (SELECT 1 FROM holds h LEFT JOIN hold_lifts l ON l.hold_id = h.id WHERE h.detention_id = x.id AND {InForce})
        """;

    private const string SelectOne = $"SELECT {WithLift} WHERE h.id = @id";
    private const string SelectOf = $"SELECT {WithLift} WHERE h.detention_id IN @ids ORDER BY h.position";
    internal const string SelectStretch = $"SELECT {Own} FROM holds WHERE position > @after AND position <= @upTo";
    internal const string SelectSealedOf = $"SELECT {Own} FROM holds WHERE detention_id = @id";

    public bool IsInForce(Instant now) => LiftedAt is null && !(UntilAt <= now);

    public async Task Insert(DbConnection connection, DbTransaction transaction, Chain chain) => await connection.ExecuteAsync(
        InsertRow, this with { Position = await chain.Add(Chain.Hold, SealedHash()) }, transaction);

    public static Task<HoldRow?> Find(DbConnection connection, string id, DbTransaction transaction) =>
        connection.QuerySingleOrDefaultAsync<HoldRow>(SelectOne, new { id }, transaction);

    /// <summary>Every hold there is or was of some records, the oldest first.</summary>
    public static async Task<IReadOnlyList<HoldRow>> Of(DbConnection connection, IEnumerable<string> ids, DbTransaction? transaction = null) =>
        (await connection.QueryAsync<HoldRow>(SelectOf, new { ids }, transaction)).AsList();

    public byte[] SealedHash() => Chain.Hash(Id, DetentionId, Force, Suite, Kind, Reason, FromAt, UntilAt, SetBy, SetRole);
}

/// <summary>That a hold ended before its time, and why.</summary>
public sealed record HoldLiftRow : ISealedRow
{
    public long Position { get; init; }
    public string HoldId { get; init; } = "";
    public Instant At { get; init; }
    public string LiftedBy { get; init; } = "";
    public Sealed Reason { get; init; } = "";

    private const string InsertRow =
        "INSERT INTO hold_lifts (position, hold_id, at, lifted_by, reason) VALUES (@Position, @HoldId, @At, @LiftedBy, @Reason)";

    internal const string SelectStretch =
        "SELECT position, hold_id, at, lifted_by, reason FROM hold_lifts WHERE position > @after AND position <= @upTo";

    internal const string SelectSealedOf = """
        SELECT l.position, l.hold_id, l.at, l.lifted_by, l.reason FROM hold_lifts l JOIN holds h ON h.id = l.hold_id WHERE h.detention_id = @id
        """;

    public async Task Insert(DbConnection connection, DbTransaction transaction, Chain chain) => await connection.ExecuteAsync(
        InsertRow, this with { Position = await chain.Add(Chain.HoldLift, SealedHash()) }, transaction);

    public byte[] SealedHash() => Chain.Hash(HoldId, At, LiftedBy, Reason);
}

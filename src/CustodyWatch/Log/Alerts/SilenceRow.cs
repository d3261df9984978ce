using System.Data.Common;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Alerts;

/// <summary>What somebody has silenced for a while, sealed in the chain.</summary>
public sealed record SilenceRow : ISealedRow
{
    public long Position { get; init; }
    public string Id { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";

    /// <summary>Null for every child of the suite.</summary>
    public string? DetentionId { get; init; }

    public string? CustodyRecordNumber { get; init; }
    public string Clock { get; init; } = "";

    /// <summary>Null for each cycle.</summary>
    public int? ClockSequence { get; init; }

    public Instant FromAt { get; init; }
    public Instant UntilAt { get; init; }
    public Sealed Reason { get; init; } = "";
    public string SetBy { get; init; } = "";
    public string SetRole { get; init; } = "";

    /// <summary>When it was lifted before its time, by whom and why; null when it was not.</summary>
    public Instant? LiftedAt { get; init; }

    public string? LiftedBy { get; init; }
    public Sealed? LiftReason { get; init; }

    private const string Own = """
        position, id, force, suite, detention_id, custody_record_number, clock, clock_sequence, from_at, until_at, reason, set_by, set_role
        """;

    private const string InsertRow = $"""
        INSERT INTO silences ({Own})
        VALUES (@Position, @Id, @Force, @Suite, @DetentionId, @CustodyRecordNumber, @Clock, @ClockSequence, @FromAt, @UntilAt, @Reason,
            @SetBy, @SetRole)
        """;

    /// <summary>To stand after SELECT and before a condition; a silence is <c>d</c>, so that the scope of detentions is its scope too.</summary>
    public const string WithLift = """
        d.position, d.id, d.force, d.suite, d.detention_id, d.custody_record_number, d.clock, d.clock_sequence, d.from_at, d.until_at,
            d.reason, d.set_by, d.set_role, l.at AS lifted_at, l.lifted_by, l.reason AS lift_reason
        FROM silences d
        LEFT JOIN silence_lifts l ON l.silence_id = d.id
        """;

    private const string SelectOne = $"SELECT {WithLift} WHERE d.id = @id";

    private static string InForceIn(string? suite) => $"""
        SELECT {WithLift}
        WHERE d.force = @force{(suite is null ? "" : " AND d.suite = @suite")} AND d.until_at > @now AND l.at IS NULL
        ORDER BY d.until_at
        """;

    internal const string SelectStretch = $"SELECT {Own} FROM silences WHERE position > @after AND position <= @upTo";
    internal const string SelectSealedOf = $"SELECT {Own} FROM silences WHERE detention_id = @id";

    public bool IsInForce(Instant now) => LiftedAt is null && UntilAt > now;

    public bool Covers(string? detentionId, string suite, string clock, int sequence) =>
        Suite == suite && Clock == clock && (DetentionId is null || DetentionId == detentionId) && (ClockSequence is null || ClockSequence == sequence);

    public async Task Insert(DbConnection connection, DbTransaction transaction, Chain chain) => await connection.ExecuteAsync(
        InsertRow, this with { Position = await chain.Add(Chain.Silence, SealedHash()) }, transaction);

    public static Task<SilenceRow?> Find(DbConnection connection, string id, DbTransaction? transaction = null) =>
        connection.QuerySingleOrDefaultAsync<SilenceRow>(SelectOne, new { id }, transaction);

    public static async Task<IReadOnlyList<SilenceRow>> InForce(
        DbConnection connection, string force, string? suite, Instant now, DbTransaction? transaction = null) =>
        (await connection.QueryAsync<SilenceRow>(InForceIn(suite), new { force, suite, now }, transaction)).AsList();

    /// <summary>The same, with what else is read.</summary>
    internal static Asked<SilenceRow> AskInForce(Reads reads, string force, string? suite, Instant now, Func<bool> needless) =>
        reads.Of<SilenceRow>(InForceIn(suite), new { force, suite, now }, needless);

    public byte[] SealedHash() => Chain.Hash(
        Id, Force, Suite, DetentionId, CustodyRecordNumber, Clock, (long?)ClockSequence, FromAt, UntilAt, Reason, SetBy, SetRole);
}

/// <summary>That a silence ended before its time, and why.</summary>
public sealed record SilenceLiftRow : ISealedRow
{
    public long Position { get; init; }
    public string SilenceId { get; init; } = "";
    public Instant At { get; init; }
    public string LiftedBy { get; init; } = "";
    public Sealed Reason { get; init; } = "";

    private const string InsertRow =
        "INSERT INTO silence_lifts (position, silence_id, at, lifted_by, reason) VALUES (@Position, @SilenceId, @At, @LiftedBy, @Reason)";

    internal const string SelectStretch =
        "SELECT position, silence_id, at, lifted_by, reason FROM silence_lifts WHERE position > @after AND position <= @upTo";

    internal const string SelectSealedOf = """
        SELECT l.position, l.silence_id, l.at, l.lifted_by, l.reason FROM silence_lifts l JOIN silences s ON s.id = l.silence_id WHERE s.detention_id = @id
        """;

    public async Task Insert(DbConnection connection, DbTransaction transaction, Chain chain) => await connection.ExecuteAsync(
        InsertRow, this with { Position = await chain.Add(Chain.SilenceLift, SealedHash()) }, transaction);

    public byte[] SealedHash() => Chain.Hash(SilenceId, At, LiftedBy, Reason);
}

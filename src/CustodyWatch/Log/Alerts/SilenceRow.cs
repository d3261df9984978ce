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

    /// <summary>Where one child is concerned, the suite that holds the child now; what is sealed is the one that held them then.</summary>
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

    private const string Told = """
        d.position, d.id, d.force, d.suite, d.detention_id, d.custody_record_number, d.clock, d.clock_sequence, d.from_at, d.until_at,
            d.reason, d.set_by, d.set_role, l.at AS lifted_at, l.lifted_by, l.reason AS lift_reason
        """;

    private const string Lift = "LEFT JOIN silence_lifts l ON l.silence_id = d.id";

    /// <summary>
    /// To stand after SELECT and before a condition; a silence is <c>d</c>, so that the scope of detentions is its scope too. One of a child
    /// goes with the child from suite to suite.
    /// </summary>
    public const string WithLift = $"""
        {Told}
        FROM (SELECT s.position, s.id, s.force, COALESCE(c.suite, s.suite) AS suite, s.detention_id, s.custody_record_number, s.clock,
                s.clock_sequence, s.from_at, s.until_at, s.reason, s.set_by, s.set_role
            FROM silences s LEFT JOIN detentions c ON c.id = s.detention_id) d
        {Lift}
        """;

    private const string SelectOne = $"SELECT {WithLift} WHERE d.id = @id";
    private const string NotOver = "d.until_at > @now AND l.at IS NULL";

    private const string SelectInForce = $"SELECT {WithLift} WHERE d.force = @force AND {NotOver} ORDER BY d.until_at";

    private const string OfWholeSuite = $"""
        SELECT {Told} FROM silences d {Lift}
        WHERE d.detention_id IS NULL AND d.force = @force AND d.suite = @suite AND {NotOver}
        """;

    private const string SelectInForceInSuite = $"""
        {OfWholeSuite}
        UNION ALL
        SELECT {WithLift}
        WHERE d.detention_id IN (SELECT a.detention_id FROM alerts a WHERE a.force = @force AND a.suite = @suite AND a.{AlertRow.Standing}) AND {NotOver}
        ORDER BY until_at
        """;

    private const string SelectInForceOfChild = $"""
        {OfWholeSuite}
        UNION ALL
        SELECT {WithLift} WHERE d.detention_id = @id AND {NotOver}
        ORDER BY until_at
        """;

    internal const string SelectStretch = $"SELECT {Own} FROM silences WHERE position > @after AND position <= @upTo";
    internal const string SelectSealedOf = $"SELECT {Own} FROM silences WHERE detention_id = @id";

    public bool IsInForce(Instant now) => LiftedAt is null && UntilAt > now;

    public bool Covers(string? detentionId, string suite, string clock, int sequence) =>
        (DetentionId is null ? Suite == suite : DetentionId == detentionId) && Clock == clock && (ClockSequence is null || ClockSequence == sequence);

    public async Task Insert(DbConnection connection, DbTransaction transaction, Chain chain) => await connection.ExecuteAsync(
        InsertRow, this with { Position = await chain.Add(Chain.Silence, SealedHash()) }, transaction);

    public static Task<SilenceRow?> Find(DbConnection connection, string id, DbTransaction? transaction = null) =>
        connection.QuerySingleOrDefaultAsync<SilenceRow>(SelectOne, new { id }, transaction);

    /// <summary>What is silenced of a child, or of every child of the suite that holds them.</summary>
    public static async Task<IReadOnlyList<SilenceRow>> InForce(
        DbConnection connection, string force, string suite, string id, Instant now, DbTransaction transaction) =>
        (await connection.QueryAsync<SilenceRow>(SelectInForceOfChild, new { force, suite, id, now }, transaction)).AsList();

    /// <summary>What is silenced of what stands in a suite, or in the whole force.</summary>
    internal static Asked<SilenceRow> AskInForce(Reads reads, string force, string? suite, Instant now, Func<bool> needless) =>
        reads.Of<SilenceRow>(suite is null ? SelectInForce : SelectInForceInSuite, new { force, suite, now }, needless);

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

using System.Data.Common;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Projections;

/// <summary>
/// When a child's duties and alerts have next to be looked at. What is then to be decided is worked out from the log, so that a
/// timer can be early, late or doubled and nothing is decided early, lost or twice.
/// </summary>
public sealed record TimerRow
{
    public string DetentionId { get; init; } = "";
    public long Version { get; init; }
    public Instant? FiresAt { get; init; }

    private const string Hasten = """
        UPDATE timers SET version = version + 1, fires_at = CASE WHEN fires_at < @at THEN fires_at ELSE @at END
        WHERE detention_id = @detentionId
        """;

    private const string Begin = """
        INSERT INTO timers (detention_id, version, fires_at)
        SELECT @detentionId, 1, @at WHERE NOT EXISTS (SELECT 1 FROM timers WHERE detention_id = @detentionId)
        """;

    private const string Claim = """
        UPDATE timers SET version = version + 1, fires_at = @next WHERE detention_id = @DetentionId AND version = @Version
        """;

    private const string SelectOne = "SELECT detention_id, version, fires_at FROM timers WHERE detention_id = @detentionId";
    private const string Due = "SELECT detention_id, version, fires_at FROM timers WHERE fires_at <= @now ORDER BY fires_at";
    private const string Later = "SELECT detention_id, version, fires_at FROM timers WHERE fires_at > @now ORDER BY fires_at";
    private const string Soonest = "SELECT fires_at FROM timers WHERE fires_at > @looked ORDER BY fires_at";

    /// <summary>
    /// In the transaction that changes a child's record or alerts: look at the child again at this instant, or sooner if that was
    /// the plan already.
    /// </summary>
    public static void LookAt(Writes writes, string detentionId, Instant at)
    {
        writes.Add(Hasten, new { detentionId, at });
        writes.Add(Begin, new { detentionId, at });
    }

    /// <inheritdoc cref="LookAt(Writes, string, Instant)"/>
    public static Task LookAt(DbConnection connection, DbTransaction transaction, string detentionId, Instant at) =>
        connection.ExecuteAsync($"{Hasten};\n{Begin}", new { detentionId, at }, transaction);

    public static Task<TimerRow?> Find(DbConnection connection, DbTransaction transaction, string detentionId) =>
        connection.QuerySingleOrDefaultAsync<TimerRow>(SelectOne, new { detentionId }, transaction);

    /// <summary>Whether this timer is ours to act on: nobody else has, and nothing has changed since it was read.</summary>
    public async Task<bool> IsClaimed(DbConnection connection, DbTransaction transaction, Instant? next) =>
        await connection.ExecuteAsync(Claim, new { DetentionId, Version, next }, transaction) == 1;

    public static async Task<IReadOnlyList<TimerRow>> DueAt(
        DbConnection connection, DbTransaction transaction, Dialect dialect, Instant now, int take) =>
        (await connection.QueryAsync<TimerRow>($"{Due} {dialect.First}", new { now, take }, transaction)).AsList();

    /// <summary>Those that are not due yet, the soonest first.</summary>
    public static async Task<IReadOnlyList<TimerRow>> After(
        DbConnection connection, DbTransaction transaction, Dialect dialect, Instant now, int take) =>
        (await connection.QueryAsync<TimerRow>($"{Later} {dialect.First}", new { now, take }, transaction)).AsList();

    public static Task<Instant?> SoonestAfter(DbConnection connection, Dialect dialect, Instant looked) =>
        connection.QueryFirstOrDefaultAsync<Instant?>($"{Soonest} {dialect.First}", new { looked, take = 1 });
}

using System.Data.Common;
using CustodyWatch.Log;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Timers;

/// <summary>One thing that happened to an alert, sealed in the chain.</summary>
public sealed record AlertEntryRow
{
    public long Position { get; init; }
    public string AlertId { get; init; } = "";
    public Instant At { get; init; }
    public string State { get; init; } = "";
    public string Reason { get; init; } = "";
    public string? UserId { get; init; }
    public Sealed? Note { get; init; }
    public Instant? DueAt { get; init; }
    public string Text { get; init; } = "";

    private const string InsertRow = """
        INSERT INTO alert_entries (position, alert_id, at, state, reason, user_id, note, due_at, text)
        VALUES (@Position, @AlertId, @At, @State, @Reason, @UserId, @Note, @DueAt, @Text)
        """;

    private const string SelectStretch = """
        SELECT e.position, e.alert_id, e.at, e.state, e.reason, e.user_id, e.note, e.due_at, e.text, a.subject, a.clock,
            a.clock_sequence, a.step, a.severity, a.audience
        FROM alert_entries e
        JOIN alerts a ON a.id = e.alert_id
        WHERE e.position > @after AND e.position <= @upTo
        """;

    public Task Insert(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(InsertRow, this, transaction);

    /// <summary>What the chain seals, with what the alert is and about whom.</summary>
    public byte[] ContentHash(AlertRow alert) => Chain.Hash(
        AlertId, alert.Subject, alert.Clock, (long)alert.ClockSequence, alert.Step, alert.Severity, alert.Audience, At, State, Reason,
        UserId, Note, DueAt, Text);

    /// <summary>What each entry of a stretch of the chain hashes to as it is stored now.</summary>
    public static async Task<Dictionary<long, byte[]>> ContentHashes(DbConnection connection, long after, long upTo)
    {
        var entries = await connection.QueryAsync<AlertEntryRow, AlertRow, (long Position, byte[] Hash)>(
            SelectStretch, (entry, alert) => (entry.Position, entry.ContentHash(alert)), new { after, upTo }, splitOn: "subject");
        return entries.ToDictionary(entry => entry.Position, entry => entry.Hash);
    }
}

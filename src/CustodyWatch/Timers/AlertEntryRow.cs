using System.Data.Common;
using CustodyWatch.Log;
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
    public string? Note { get; init; }
    public Instant? DueAt { get; init; }
    public string Text { get; init; } = "";

    private const string InsertRow = """
        INSERT INTO alert_entries (position, alert_id, at, state, reason, user_id, note, due_at, text)
        VALUES (@Position, @AlertId, @At, @State, @Reason, @UserId, @Note, @DueAt, @Text)
        """;

    public Task Insert(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(InsertRow, this, transaction);

    /// <summary>What the chain seals, with what the alert is and about whom.</summary>
    public byte[] ContentHash(AlertRow alert) => Chain.Hash(
        AlertId, alert.Subject, alert.Clock, (long)alert.ClockSequence, alert.Step, alert.Severity, alert.Audience, At, State, Reason,
        UserId, Note, DueAt, Text);
}

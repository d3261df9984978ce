using System.Data.Common;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Refusals;

/// <summary>What an administrator decided about a quarantined event, and why; remembered with the event and in the access log.</summary>
public sealed record QuarantineDecision(string Id, string State, Instant Decided, string DecidedBy, string Reason, AccessRow Look)
{
    private const string Update = """
        UPDATE quarantine SET state = @State, decided = @Decided, decided_by = @DecidedBy, reason = @Reason
        WHERE id = @Id AND state = 'held'
        """;

    /// <summary>Whether it was still there to decide about.</summary>
    public async Task<bool> Save(DbConnection connection, DbTransaction transaction)
    {
        if (await connection.ExecuteAsync(Update, new { Id, State, Decided, DecidedBy, Reason = (Sealed)Reason }, transaction) == 0) return false;
        await connection.ExecuteAsync(AccessRow.InsertRow, Look, transaction);
        return true;
    }
}

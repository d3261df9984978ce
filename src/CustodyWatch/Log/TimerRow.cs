using System.Data.Common;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>An instant at which something about a detention has to be decided.</summary>
public sealed record TimerRow
{
    /// <summary>The step that only works the clocks out again: a cycle begins, or an entry dated ahead takes effect.</summary>
    public const string Refold = "refold";

    public string DetentionId { get; init; } = "";
    public string Clock { get; init; } = "";
    public int Sequence { get; init; }
    public string Step { get; init; } = "";
    public Instant FiresAt { get; init; }

    private const string DeleteUnclaimed = "DELETE FROM timers WHERE detention_id = @detentionId AND claimed IS NULL";
    private const string DeleteClaimed =
        "DELETE FROM timers WHERE detention_id = @DetentionId AND clock = @Clock AND sequence = @Sequence AND step = @Step";

    private const string InsertRow = """
        INSERT INTO timers (detention_id, clock, sequence, step, fires_at, claimed)
        VALUES (@DetentionId, @Clock, @Sequence, @Step, @FiresAt, NULL)
        """;

    /// <summary>Puts a detention's timers in place of those still waiting.</summary>
    public static async Task Replace(
        DbConnection connection, DbTransaction transaction, string detentionId, IReadOnlyList<TimerRow> timers)
    {
        await connection.ExecuteAsync(DeleteUnclaimed, new { detentionId }, transaction);
        foreach (var timer in timers)
        {
            await connection.ExecuteAsync(DeleteClaimed, timer, transaction);
            await connection.ExecuteAsync(InsertRow, timer, transaction);
        }
    }
}

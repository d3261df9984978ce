using System.Diagnostics;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage;
using Dapper;

namespace CustodyWatch.Log.Projections;

/// <summary>
/// Makes what oversight goes by anew after an upgrade that works it out otherwise: from the log, the newest record first, one
/// record in a transaction and then a rest as long as that took, so that no entry and no timer waits for it. Nodes that do it at
/// the same time share the work, and it goes on after a restart.
/// </summary>
public sealed partial class Renewal(Database database, CustodyLog custody, ILogger<Renewal> log)
{
    private const int Stretch = 100;

    private const string SelectOld = """
        SELECT r.detention_id FROM records r
        WHERE r.detention_id < @before AND NOT EXISTS (SELECT 1 FROM figures f WHERE f.detention_id = r.detention_id AND f.version = @current)
            AND NOT EXISTS (SELECT 1 FROM disposals d WHERE d.detention_id = r.detention_id)
        ORDER BY r.detention_id DESC
        """;

    // Behind every id.
    private const string Last = "~";

    private int _done;

    /// <summary>There are figures of an older version.</summary>
    public bool IsWanted { get; private set; }

    /// <summary>How many this node has made anew.</summary>
    public int Done => _done;

    /// <summary>Looks whether anything is of an older version.</summary>
    public async Task<bool> Look(CancellationToken cancel) => IsWanted = (await Old(Last, take: 1, cancel)).Count > 0;

    /// <summary>Sees to it that what was disposed of is in the figures of this version, before anybody reads them.</summary>
    public async Task Begin(CancellationToken cancel)
    {
        await using (var connection = await database.Open(cancel))
            if (await TotalsRow.HoldDisposed(connection)) return;
        await database.Write(
            async (connection, transaction) =>
            {
                await Chain.KeepOthersOut(connection, transaction);
                await TotalsRow.BringDisposed(connection, transaction, database.Dialect);
            },
            cancel);
    }

    /// <summary>Makes anew whatever is of another version.</summary>
    public async Task Run(CancellationToken cancel)
    {
        IsWanted = true;
        await Begin(cancel);
        var (before, failed) = (Last, 0);
        while (await Old(before, Stretch, cancel) is { Count: > 0 } some)
        {
            foreach (var id in some)
                if (!await IsMade(id, cancel)) failed++;
            before = some[^1];
        }
        if (failed > 0) return;
        await database.Write(TotalsRow.ClearOthers, cancel);
        IsWanted = false;
        Finished(log, _done);
    }

    private async Task<List<string>> Old(string before, int take, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return (await connection.QueryAsync<string>(
            $"{SelectOld} {database.Dialect.First}", new { before, current = FiguresRow.Current, take })).AsList();
    }

    private async Task<bool> IsMade(string id, CancellationToken cancel)
    {
        try
        {
            var began = Stopwatch.GetTimestamp();
            if (await Make(id, cancel)) _done++;
            await Task.Delay(Stopwatch.GetElapsedTime(began), cancel);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One record that cannot be read must not keep the others old.
            NotMade(log, id, exception);
            return false;
        }
    }

    private Task<bool> Make(string id, CancellationToken cancel) => database.Write(
        async (connection, transaction) =>
        {
            await Chain.KeepOthersOut(connection, transaction);
            if (await FiguresRow.IsMade(connection, transaction, id)) return false;
            await Projection.Replace(connection, transaction, database.Dialect, await Record.OfId(connection, id, transaction), custody.Now(), onlyOversight: true);
            await QuestionRow.Rework(connection, transaction, database.Dialect, id);
            return true;
        },
        cancel);

    [LoggerMessage(Level = LogLevel.Information, Message = "Figures of an older version were made anew for {Done} records.")]
    private static partial void Finished(ILogger log, int done);

    [LoggerMessage(Level = LogLevel.Error, Message = "The figures of detention {DetentionId} could not be made anew; they stay as an older version made them until the next start.")]
    private static partial void NotMade(ILogger log, string detentionId, Exception exception);
}

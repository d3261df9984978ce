using CustodyWatch.Log.Proof;
using CustodyWatch.Storage;
using Dapper;

namespace CustodyWatch.Log.Projections;

/// <summary>
/// Works every projection out again, a stretch of records at a time, so that a running service is never held up for long. A record that
/// cannot be worked out stays as it was, and keeps none of the others.
/// </summary>
public sealed class Rebuilding(Database database, CustodyLog log)
{
    private const int Stretch = 100;
    // Of a record that was disposed of there is nothing to work out.
    private const string SelectIds = """
        SELECT detention_id FROM records r
        WHERE r.detention_id > @after AND NOT EXISTS (SELECT 1 FROM disposals d WHERE d.detention_id = r.detention_id)
        ORDER BY r.detention_id
        """;

    private const string DeleteClocks = "DELETE FROM clocks WHERE detention_id IN @ids";
    private const string DeleteRequests = "DELETE FROM place_requests WHERE detention_id IN @ids";
    private const string DeleteElsewhere = "DELETE FROM certificates_elsewhere WHERE detention_id IN @ids";
    private const string DeleteRetracted = "DELETE FROM certificates_retracted WHERE detention_id IN @ids";
    private const string DeleteVoid = "DELETE FROM certificates_void WHERE detention_id IN @ids";
    private const string DeleteNotices = "DELETE FROM early_notices WHERE detention_id IN @ids";
    private const string DeleteRetention = "DELETE FROM retention WHERE detention_id IN @ids";
    private const string CountDisposed = "SELECT COUNT(*) FROM disposals";
    private const string DeleteDetentions = "DELETE FROM detentions WHERE id IN @ids";

    private readonly Dictionary<string, string> _left = [];

    /// <summary>The records that were left as they were, and why.</summary>
    public IReadOnlyDictionary<string, string> Left => _left;

    /// <summary>How many records were worked out again.</summary>
    public async Task<int> Run(CancellationToken cancel)
    {
        var (count, after) = (0, "");
        _left.Clear();
        await database.Write(
            async (connection, transaction) =>
            {
                await Chain.KeepOthersOut(connection, transaction);
                await FiguresRow.Uncount(connection, transaction, database.Dialect);
            },
            cancel);
        while (await RunStretch(after, cancel) is { Count: > 0 } done)
            (count, after) = (count + done.Count, done[^1]);
        return count - _left.Count;
    }

    /// <summary>Of how many records nothing is left but their part of the monthly totals.</summary>
    public async Task<long> Disposed(CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await connection.ExecuteScalarAsync<long>(CountDisposed);
    }

    private async Task<List<string>> RunStretch(string after, CancellationToken cancel)
    {
        while (true)
        {
            string? at = null;
            try
            {
                return await RunStretch(after, id => at = id, cancel);
            }
            catch (Exception exception) when (at is not null && Unreadable.Is(exception))
            {
                _left[at] = Unreadable.InWords(exception);
            }
        }
    }

    /// <param name="after">The record before the stretch.</param>
    /// <param name="at">Told of each record before it is worked out, and of null once all of them are.</param>
    /// <param name="cancel">Gives up.</param>
    private Task<List<string>> RunStretch(string after, Action<string?> at, CancellationToken cancel) => database.Write(
        async (connection, transaction) =>
        {
            await Chain.KeepOthersOut(connection, transaction);
            var all = (await connection.QueryAsync<string>(
                $"{SelectIds} {database.Dialect.First}", new { after, take = Stretch }, transaction)).AsList();
            var ids = all.FindAll(id => !_left.ContainsKey(id));
            await connection.ExecuteAsync(DeleteClocks, new { ids }, transaction);
            await connection.ExecuteAsync(DeleteRequests, new { ids }, transaction);
            await connection.ExecuteAsync(DeleteElsewhere, new { ids }, transaction);
            await connection.ExecuteAsync(DeleteRetracted, new { ids }, transaction);
            await connection.ExecuteAsync(DeleteVoid, new { ids }, transaction);
            await connection.ExecuteAsync(DeleteNotices, new { ids }, transaction);
            await connection.ExecuteAsync(DeleteRetention, new { ids }, transaction);
            await connection.ExecuteAsync(DeleteDetentions, new { ids }, transaction);
            var totals = new TotalsChanges();
            foreach (var id in ids)
            {
                at(id);
                await Projection.Replace(connection, transaction, database.Dialect, await Record.OfId(connection, id, transaction), log.Now(), totals);
                await QuestionRow.Rework(connection, transaction, database.Dialect, id);
                await TimerRow.LookAt(connection, transaction, id, log.Now());
            }
            at(null);
            await totals.Put(connection, transaction, database.Dialect);
            return all;
        },
        cancel);
}

using System.Data.Common;
using CustodyWatch.Log;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Log.Proof;
using CustodyWatch.Log.Reference;
using CustodyWatch.Log.Refusals;
using CustodyWatch.Pace;
using CustodyWatch.Pace.Retention;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Retention.Disposal;

/// <summary>
/// Takes away what refused events said: of one about a record that has been disposed of and no other, at once; of one that names no record
/// that is kept, when its own time is over. One that is about a record goes with it. That it was refused, when and why, stays.
/// </summary>
internal sealed class RefusedDisposal(Database database, Instant now)
{
    private const int Stretch = 200, AtOnce = 500;

    private const string SelectStretch = "SELECT id FROM quarantine WHERE id > @after AND (emptied IS NULL OR reason IS NOT NULL) ORDER BY id";

    private const string SelectOne = $"SELECT {QuarantineRow.Columns} FROM quarantine WHERE id = @id";

    private const string SelectNamed = """
        SELECT custody_record_number FROM records WHERE force = @force AND custody_record_number IN @texts
        UNION ALL
        SELECT custody_record_number FROM records WHERE detention_id IN @texts AND force = @force
        """;

    private const string Empty = """
        UPDATE quarantine SET source = @Source, content = @Content, problem = @Problem, reason = @Reason, emptied = @Emptied
        WHERE id = @Id AND state = @State
        """;

    private readonly Dictionary<string, LocalNumbers> _numbers = [];

    /// <summary>Those that were left alone because they cannot be read, and what of them cannot, by their ids.</summary>
    public IReadOnlyDictionary<string, string> Left => _left;

    private readonly SortedDictionary<string, string> _left = new(StringComparer.Ordinal);

    /// <param name="dryRun">Only counts them.</param>
    /// <returns>How many there were.</returns>
    public async Task<long> Run(bool dryRun, CancellationToken cancel)
    {
        var (count, after) = (0L, "");
        while (true)
        {
            var (read, over, last) = await database.Write((connection, transaction) => Some(connection, transaction, after, dryRun), cancel);
            (count, after) = (count + over, last);
            if (read < Stretch) return count;
        }
    }

    private async Task<(int Read, int Over, string Last)> Some(DbConnection connection, DbTransaction transaction, string after, bool dryRun)
    {
        await Chain.KeepOthersOut(connection, transaction);
        var ids = (await connection.QueryAsync<string>($"{SelectStretch} {database.Dialect.First}", new { after, take = Stretch }, transaction)).AsList();
        var over = 0;
        foreach (var id in ids)
        {
            if (await Over(connection, transaction, id) is not (var row, var why)) continue;
            over++;
            if (dryRun || await connection.ExecuteAsync(Empty, row.Without(now), transaction) == 0) continue;
            var subject = "quarantine/" + row.Id;
            await connection.ExecuteAsync(Erasure.ForgetReasons, new { subject }, transaction);
            await connection.ExecuteAsync(AccessRow.InsertRow, AccessLog.OfCommand(AccessAction.Erasure, subject, row.Force, why, now), transaction);
        }
        return (ids.Count, over, ids.Count == 0 ? after : ids[^1]);
    }

    private async Task<(QuarantineRow Row, string Why)?> Over(DbConnection connection, DbTransaction transaction, string id)
    {
        try
        {
            var row = await connection.QuerySingleAsync<QuarantineRow>(SelectOne, new { id }, transaction);
            return await WhyOver(connection, transaction, row) is { } why ? (row, why) : null;
        }
        catch (Exception exception) when (Unreadable.Is(exception))
        {
            _left[id] = Unreadable.InWords(exception);
            return null;
        }
    }

    private async Task<string?> WhyOver(DbConnection connection, DbTransaction transaction, QuarantineRow row)
    {
        if (RefusedContent.Subject(row.Content.Bytes, row.Force) is { } subject
            && (await Named(connection, transaction, row.Force, [subject, DisposalRow.Mask(row.Force, subject)])).Any(DisposalRow.IsMask)) return "its record has been disposed of";
        if (!await IsOver(connection, transaction, row)) return null;
        return (await Named(connection, transaction, row.Force, RefusedContent.Texts(row.Content.Bytes))).All(DisposalRow.IsMask) ? "it names no record, and its own time is over" : null;
    }

    private async Task<bool> IsOver(DbConnection connection, DbTransaction transaction, QuarantineRow row)
    {
        if (!_numbers.TryGetValue(row.Force, out var numbers))
            _numbers[row.Force] = numbers = (await LocalNumbersRow.Of(connection, row.Force, transaction)).At(now);
        return LondonTime.DateAt(now) >= KeepingRule.RefusedUntil(
            LondonTime.DateAt(row.Received), row.Decided is { } decided ? LondonTime.DateAt(decided) : null, numbers);
    }

    // Of a record that has been disposed of it is the mask of its number.
    private static async Task<IReadOnlyList<string>> Named(DbConnection connection, DbTransaction transaction, string force, IEnumerable<string> texts)
    {
        var named = new List<string>();
        foreach (var some in texts.Where(text => text.Length > 0 && text.Length <= DisposalRow.LongestMask).Distinct().Chunk(AtOnce))
            named.AddRange(await connection.QueryAsync<string>(SelectNamed, new { force, texts = some }, transaction));
        return named;
    }
}

using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using Dapper;

namespace CustodyWatch.Benchmarks;

/// <summary>
/// Fills a database with copies of the one detention in it, one every ten minutes back in time, each kept by another of sixty
/// people than the one before: rows and indexes as large as after years, in seconds.
/// </summary>
internal static class PastDetentions
{
    private const string Detention = "'past-' || n.i", Number = "'P-' || n.i", Earlier = " - n.i * 600000";

    public static async Task Copy(Database database, int copies)
    {
        await Write(database, copies);
        // So many rows written at once lie in the write-ahead log, as those of years would not.
        await using var connection = await database.Open(CancellationToken.None);
        await connection.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)", commandTimeout: 600);
    }

    private static Task Write(Database database, int copies) => database.Write(
        async (connection, transaction) =>
        {
            var events = await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM events", transaction: transaction);
            var position = $"position + n.i * {events}";
            await Multiply("records", ("detention_id", Detention), ("custody_record_number", Number));
            await Multiply("chain", ("position", position));
            await Multiply("events", ("position", position), ("detention_id", Detention), ("event_id", "event_id || '-' || n.i"), ("occurred", "occurred" + Earlier));
            await Multiply("detentions", ("id", Detention), ("custody_record_number", Number), ("arrived_at", "arrived_at" + Earlier), ("ended_at", "ended_at" + Earlier));
            await Multiply("clocks", ("detention_id", Detention));
            await Multiply("timers", ("detention_id", Detention), ("fires_at", "NULL"));
            await Multiply("figures", ("detention_id", Detention), ("arrived_at", "arrived_at" + Earlier), ("ended_at", "ended_at" + Earlier));
            await Multiply(
                "entry_marks", ("position", position), ("detention_id", Detention), ("occurred", "occurred" + Earlier),
                ("mark", $"CASE WHEN kind = '{EntryMark.Hand}' THEN mark || '-' || n.i % 60 ELSE mark END"));
            await connection.ExecuteAsync($"UPDATE chain_head SET position = position + {copies * events}", transaction: transaction);

            async Task Multiply(string table, params (string Column, string Value)[] other)
            {
                var columns = (await connection.QueryAsync<string>($"SELECT name FROM pragma_table_info('{table}')", transaction: transaction)).ToArray();
                var values = columns.Select(column => other.FirstOrDefault(one => one.Column == column).Value ?? column);
                await connection.ExecuteAsync(
                    $"""
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {copies})
                    INSERT INTO {table} ({string.Join(", ", columns)})
                    SELECT {string.Join(", ", values)} FROM n CROSS JOIN (SELECT * FROM {table}) AS template
                    """,
                    transaction: transaction, commandTimeout: 600);
            }
        },
        CancellationToken.None);
}

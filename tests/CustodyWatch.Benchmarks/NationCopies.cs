using System.Data.Common;
using System.Globalization;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Benchmarks;

/// <summary>
/// Copies of detentions that have ended, moved back in time: their figures, nights and questions, and the marks that those questions
/// are about. The indexes are put away meanwhile and made again at the end, which is far less work than keeping them.
/// </summary>
internal sealed class NationCopies(Database database, Duration apart)
{
    private static readonly string[] Tables = ["records", "detentions", "questions", "entry_marks", "figures", "nights"];
    private static readonly string[] Times = ["arrived_at", "authorised_at", "charged_at", "bail_refused_at", "ended_at", "review_open_due_at", "no_reply_from", "overnight_from"];

    private const string SelectLatest = $"SELECT {FiguresRow.Columns} FROM figures d WHERE d.counted = 1";
    private const string SelectCopied = "SELECT COUNT(*) FROM records WHERE detention_id LIKE '00-%'";
    private const string SelectIndexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND sql NOT LIKE 'CREATE UNIQUE%' AND tbl_name IN @Tables";

    // Who was with a child, and every visit, is half of all marks, and few questions are about them.
    private const string SelectAskedAbout = $"""
        SELECT DISTINCT detention_id FROM questions
        WHERE kind IN ('{QuestionRow.TwoPlaces}', '{QuestionRow.RoundNumbers}', '{QuestionRow.ImpossibleCheck}')
        """;

    private static readonly string OnlyAskedAbout = $"AND (kind NOT IN ('{EntryMark.Hand}', '{EntryMark.Check}') OR c.asked = 1)";

    /// <summary>Makes as many as it takes until there are so many in all, if there are none yet; says how many.</summary>
    public async Task<int> Make(int detentions)
    {
        List<FiguresRow> latest;
        HashSet<string> asked;
        (string Name, string Sql)[] indexes;
        Dictionary<string, long> ends = [];
        await using (var connection = await database.Open(CancellationToken.None))
        {
            if (await connection.ExecuteScalarAsync<int>(SelectCopied) > 0) return 0;
            latest = (await FiguresRow.Read(connection, SelectLatest, new { })).AsList();
            asked = [.. await connection.QueryAsync<string>(SelectAskedAbout)];
            indexes = [.. await connection.QueryAsync<(string, string)>(SelectIndexes, new { Tables })];
            foreach (var table in Tables) ends[table] = await connection.ExecuteScalarAsync<long>($"SELECT MAX(rowid) FROM {table}");
        }
        var copies = Math.Max(0, (detentions - 1) / latest.Count);
        if (copies == 0) return 0;
        var span = Duration.FromDays(Math.Ceiling((apart * latest.Count).TotalDays));
        await Each(["UPDATE timers SET fires_at = NULL", .. indexes.Select(index => $"DROP INDEX {index.Name}")]);
        for (var copy = 1; copy <= copies; copy++)
        {
            var back = span * copy;
            var rows = latest.ConvertAll(row => row with { Figures = Earlier(row.Figures!, back) }).ConvertAll(row => row with { Month = FiguresRow.MonthOf(row.Figures!.ArrivedAt) });
            var prefix = string.Create(CultureInfo.InvariantCulture, $"00-{copy:000}-");
            await database.Write((connection, transaction) => Copy(connection, transaction, rows, asked, ends, back, prefix), CancellationToken.None);
        }
        await Each([.. indexes.Select(index => index.Sql)]);
        return latest.Count * copies;
    }

    private async Task Copy(
        DbConnection connection, DbTransaction transaction, List<FiguresRow> rows, HashSet<string> asked, Dictionary<string, long> ends, Duration back, string prefix)
    {
        await connection.ExecuteAsync("CREATE TEMP TABLE copied (copy_of TEXT NOT NULL PRIMARY KEY, new_month TEXT NOT NULL, asked INTEGER NOT NULL)", transaction: transaction);
        await connection.ExecuteAsync(
            "INSERT INTO copied (copy_of, new_month, asked) VALUES (@DetentionId, @Month, @Asked)",
            rows.Select(row => new { row.DetentionId, row.Month, Asked = asked.Contains(row.DetentionId) }), transaction);
        var moved = (long)back.TotalMilliseconds;
        await Multiply("records", "detention_id", ("custody_record_number", "@prefix || custody_record_number"));
        await Multiply("detentions", "id", ("custody_record_number", "@prefix || custody_record_number"), ("arrived_at", "arrived_at - @moved"), ("ended_at", "ended_at - @moved"));
        await Multiply("questions", "detention_id", ("arrived_at", "arrived_at - @moved"));
        var on = await connection.ExecuteScalarAsync<long>("SELECT MAX(position) FROM entry_marks", transaction: transaction);
        await Multiply("entry_marks", "detention_id", ("position", $"position + {on}"), ("occurred", "occurred - @moved"));
        // A place in the order of lots that nothing can be told from: a long stride along the range of such places.
        await Multiply(
            "figures", "detention_id",
            [("month", "c.new_month"), ("sample_key", "sample_key % 9000000000000000000 + @moved * 40503"), .. Times.Select(time => (time, time + " - @moved"))]);
        await Multiply("nights", "detention_id", ("night", $"date(night, '-{(int)back.TotalDays} days')"));
        await connection.ExecuteAsync("DROP TABLE copied", transaction: transaction);
        var totals = new TotalsChanges();
        foreach (var row in rows) totals.Add(row, Instant.MaxValue, sign: 1);
        await totals.Put(connection, transaction, database.Dialect);

        async Task Multiply(string table, string key, params (string Column, string Value)[] other)
        {
            var columns = (await connection.QueryAsync<string>($"SELECT name FROM pragma_table_info('{table}')", transaction: transaction)).ToArray();
            var values = columns.Select(column => column == key ? "@prefix || t." + key : other.FirstOrDefault(one => one.Column == column).Value ?? "t." + column);
            await connection.ExecuteAsync(
                $"""
                INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)}
                FROM {table} t CROSS JOIN copied c ON c.copy_of = t.{key} WHERE t.rowid <= @end {(table == "entry_marks" ? OnlyAskedAbout : "")}
                """,
                new { prefix, moved, end = ends[table] }, transaction, commandTimeout: 600);
        }
    }

    private async Task Each(IEnumerable<string> statements)
    {
        foreach (var statement in statements)
            await database.Write((connection, transaction) => connection.ExecuteAsync(statement, transaction: transaction, commandTimeout: 1800), CancellationToken.None);
    }

    private static DetentionFigures Earlier(DetentionFigures one, Duration back) => one with
    {
        ArrivedAt = one.ArrivedAt - back,
        AuthorisedAt = one.AuthorisedAt - back,
        ChargedAt = one.ChargedAt - back,
        BailRefusedAt = one.BailRefusedAt - back,
        EndedAt = one.EndedAt - back,
        ReviewOpenDueAt = one.ReviewOpenDueAt - back,
        NoReplyFrom = one.NoReplyFrom - back,
        OvernightFrom = one.OvernightFrom - back,
    };
}

using System.Data.Common;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Tests.Retention;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CustodyWatch.Tests.Log;

/// <summary>Somebody who writes what no column is for: SQLite keeps any value in any column.</summary>
public sealed class UnreadableTests
{
    private static readonly object[] Wrong = ["x", long.MaxValue, 1234.5, new byte[] { 0, 255 }];

    private static readonly string[] OfDisposals = ["disposed_links", "disposed_certificates"];

    [Fact]
    public async Task A_value_of_the_wrong_type_in_any_column_is_named_by_its_place_and_blinds_nobody()
    {
        Assert.SkipWhen(TestDatabase.Server is not null, "SQL Server holds each column to its type.");
        await using var suite = await Disposed();
        await using var connection = await Opened(suite);
        var (disposal, disposed) = await connection.QuerySingleAsync<(long, long)>(
            "SELECT d.position, MIN(l.position) FROM disposals d JOIN disposed_links l ON l.disposal = d.position GROUP BY d.position");
        List<string> wrong = [], unnoticed = [];

        foreach (var table in new[] { "chain" }.Concat(Chained.Tables.Select(one => one.Table)).Concat(OfDisposals))
        {
            // Of an alert that was passed on, the first entry is the first that seals where it stands.
            var row = await connection.QuerySingleAsync<long>($"SELECT {(table == "alert_entries" ? "MIN" : "MAX")}(rowid) FROM {table}");
            foreach (var column in await Columns(connection, table))
                foreach (var value in Wrong)
                {
                    // Whatever is altered of what a disposal left is sealed in its own link, and without one nothing is lawfully gone.
                    var place = (table, column) switch
                    {
                        ("disposed_certificates", _) or (_, "identity_hash") => disposal,
                        ("disposals", "position") => disposed,
                        _ => row,
                    };
                    await With(connection, table, column, row, value, async () =>
                    {
                        var finding = await Walk(suite);
                        if (finding.Intact) unnoticed.Add($"{table}.{column}");
                        else if (finding.FirstBroken!.Position != place) wrong.Add($"{table}.{column} = {value}: {finding.FirstBroken}, not {place}");
                    });
                }
        }

        Assert.Equal("", string.Join("\n", wrong));
        // It is worked out from no link, and sealed in none.
        Assert.Equal(["events.by_feed"], unnoticed.Distinct());
        Assert.True((await Walk(suite)).Intact);
    }

    [Theory]
    [InlineData("alert_entries", "whole-alert")]
    [InlineData("events", "event")]
    [InlineData("records", "")]
    [InlineData("disposed_links", "")]
    [InlineData("chain", "")]
    [InlineData("chain_head", "")]
    public async Task A_table_that_is_gone_is_named(string table, string kind)
    {
        Assert.SkipWhen(TestDatabase.Server is not null, "SQL Server lets nobody drop a table that others refer to.");
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T11:00:00Z"));
        await using var connection = await Opened(suite);
        await connection.ExecuteAsync($"DROP TABLE {table}");

        var finding = (await suite.As("admin-01").Read("/chain/verify")).Body!;

        Assert.Equal(
            ("false", "0", kind, $"The table {table} is gone."),
            (finding["intact"]!.ToString(), finding["firstBroken"]!["position"]!.ToString(), finding["firstBroken"]!["kind"]!.ToString(), finding["firstBroken"]!["reason"]!.ToString()));
        Assert.Equal(1, await VerifyCommand.Run([.. await TestDatabase.ArgumentsOf(suite.Folder), "--disposed"]));
    }

    [Theory]
    [InlineData("alerts")]
    [InlineData("records")]
    [InlineData("chain_head")]
    [InlineData("certificates_retracted")]
    public async Task Nor_does_one_in_what_stands_beside_the_chain(string table)
    {
        Assert.SkipWhen(TestDatabase.Server is not null, "SQL Server holds each column to its type.");
        await using var suite = await Disposed();
        await using var connection = await Opened(suite);
        if (table == "certificates_retracted")
            await connection.ExecuteAsync("INSERT INTO certificates_retracted (certificate_id, detention_id) SELECT id, detention_id FROM certificates");
        var row = await connection.QuerySingleAsync<long>($"SELECT MAX(rowid) FROM {table}");

        foreach (var column in await Columns(connection, table))
            foreach (var value in Wrong)
                await With(connection, table, column, row, value, async () => Assert.NotNull(await Walk(suite)));
    }

    [Theory]
    [InlineData("events SET recorded = 'x'", "What the link stands for cannot be read.")]
    [InlineData("events SET occurred = 9223372036854775807", "What the link stands for cannot be read.")]
    [InlineData("events SET content = 'text'", "What the link stands for cannot be read.")]
    [InlineData("chain SET hash = 'text'", "What the link stands for cannot be read.")]
    [InlineData("alerts SET state = x'00'", "What the link stands for cannot be read.")]
    public async Task The_service_and_the_command_say_so(string meddling, string reason)
    {
        Assert.SkipWhen(TestDatabase.Server is not null, "SQL Server holds each column to its type.");
        await using var suite = await Disposed();
        await using var connection = await Opened(suite);
        var table = meddling.Split(' ')[0];
        var (column, kind) = table == "alerts" ? ("sequence", "whole-alert") : ("position", "event");
        var place = await connection.QuerySingleAsync<long>(
            table == "alerts" ? "SELECT MAX(sequence) FROM alerts" : "SELECT MAX(position) FROM events");
        await connection.ExecuteAsync($"UPDATE {meddling} WHERE {column} = @place", new { place });

        var finding = await suite.As("admin-01").Read("/chain/verify");

        var broken = finding.Body!["firstBroken"]!;
        Assert.Equal((place, kind, reason), (broken["position"]!.GetValue<long>(), broken["kind"]!.ToString(), broken["reason"]!.ToString()));
        Assert.Equal(1, await VerifyCommand.Run(["--disposed", .. await TestDatabase.ArgumentsOf(suite.Folder)]));
    }

    [Fact]
    public async Task An_anchor_is_held_against_a_chain_of_which_a_link_cannot_be_read()
    {
        Assert.SkipWhen(TestDatabase.Server is not null, "SQL Server holds each column to its type.");
        await using var suite = await Disposed();
        await suite.Services.GetRequiredService<DailyAnchor>().Note(default);
        await using var connection = await Opened(suite);
        var last = await connection.QuerySingleAsync<long>("SELECT position FROM chain_head");
        await connection.ExecuteAsync("UPDATE chain SET hash = 'text' WHERE position = @last", new { last });

        var finding = await suite.Services.GetRequiredService<ChainCheck>().Walk(default);

        Assert.Equal((last, false), (finding.FirstBroken!.Position, finding.Intact));
    }

    [Fact]
    public async Task A_disposal_that_was_taken_away_is_said_to_be_gone_with_what_it_took()
    {
        await using var suite = await Disposed();
        await using var connection = await Opened(suite);
        var (link, disposal) = await connection.QueryFirstAsync<(long, long)>("SELECT position, disposal FROM disposed_links ORDER BY position");
        if (TestDatabase.Server is not null) await connection.ExecuteAsync("ALTER TABLE disposed_links NOCHECK CONSTRAINT ALL; ALTER TABLE disposed_certificates NOCHECK CONSTRAINT ALL");
        await connection.ExecuteAsync("DELETE FROM disposals");

        var finding = await Walk(suite);

        Assert.Equal(
            (link, $"What the link stands for is gone, and the disposal at {disposal} that is said to have taken it is not there."),
            (finding.FirstBroken!.Position, finding.FirstBroken.Reason));
    }

    // Everything of a record that stands, after one that was disposed of with a certificate.
    private static async Task<CustodySuite> Disposed()
    {
        var suite = await CustodySuite.Open("2012-06-10T14:30:00Z", null, Alerting.Untimed);
        var (gone, _) = await OldRecord.Everything(suite);
        suite.Clock.Reset(Instant.FromUtc(2026, 6, 10, 12, 0));
        await suite.As("supt-01").Dispose(gone);
        Assert.Equal(0, await suite.Dispose());
        suite.Clock.Reset(Instant.FromUtc(2012, 6, 10, 14, 30));
        await OldRecord.Everything(suite, "CR-12-STANDS");
        return suite;
    }

    private static async Task<DbConnection> Opened(CustodySuite suite)
    {
        var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        if (TestDatabase.Server is null) await connection.ExecuteAsync("PRAGMA foreign_keys = OFF");
        return connection;
    }

    private static async Task<ChainFinding> Walk(CustodySuite suite) =>
        await new ChainCheck(suite.Services.GetRequiredService<Database>()).Walk(TestContext.Current.CancellationToken);

    // Nothing is looked at where the table does not take it.
    private static async Task With(DbConnection connection, string table, string column, long row, object value, Func<Task> look)
    {
        var before = await connection.ExecuteScalarAsync<object?>($"SELECT {column} FROM {table} WHERE rowid = @row", new { row });
        try
        {
            await connection.ExecuteAsync($"UPDATE {table} SET {column} = @value WHERE rowid = @row", new { value, row });
        }
        catch (SqliteException)
        {
            return;
        }
        var isThere = await connection.ExecuteScalarAsync<bool>($"SELECT COUNT(*) FROM {table} WHERE rowid = @row", new { row });
        await look();
        await connection.ExecuteAsync($"UPDATE {table} SET {column} = @before WHERE rowid = @now", new { before, now = isThere ? row : value });
    }

    private static async Task<IReadOnlyList<string>> Columns(DbConnection connection, string table)
    {
        await using var reader = await connection.ExecuteReaderAsync($"SELECT * FROM {table} WHERE 1 = 0");
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }
}

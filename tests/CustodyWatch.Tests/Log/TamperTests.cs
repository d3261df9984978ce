using System.Data.Common;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage.Sealing;
using CustodyWatch.Tests.Certificates;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Tests.Retention;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static CustodyWatch.Tests.Log.Tampering;

namespace CustodyWatch.Tests.Log;

/// <summary>Somebody with the database in hand, who leaves every link as it is.</summary>
public sealed class TamperTests
{
    // What has to be another in a copy of a row, so that the table takes it.
    private static readonly Dictionary<string, string> Unique = new()
    {
        ["events"] = "event_id",
        ["certificates"] = "id, number, supersedes",
        ["countersignatures"] = "certificate_id",
        ["silences"] = "id",
        ["silence_lifts"] = "silence_id",
        ["holds"] = "id",
        ["hold_lifts"] = "hold_id",
        ["retention_decisions"] = "id",
        ["disposals"] = "detention_id",
        ["alert_entries"] = "",
    };

    [Fact]
    public async Task A_row_that_no_link_stands_for_is_named_wherever_it_was_put()
    {
        Assert.Equal(Chained.Tables.Select(one => one.Table).Order(StringComparer.Ordinal), Unique.Keys.Order(StringComparer.Ordinal));
        await using var suite = await Open("2026-06-10T12:00:00Z");
        var gone = await OldRecord.Ended(suite, "CR-12-GONE");
        await suite.As("supt-01").Dispose(gone);
        await suite.Dispose();
        suite.Clock.Reset(Instant.FromUtc(2012, 6, 10, 14, 30));
        await OldRecord.Everything(suite);
        await using var connection = await Opened(suite);
        await Intact(suite);

        foreach (var (table, unique) in Unique)
        {
            var others = await connection.QuerySingleAsync<long>(
                $"SELECT MIN(position) FROM chain WHERE kind NOT IN (SELECT c.kind FROM chain c JOIN {table} t ON t.position = c.position)");
            foreach (var position in new[] { -7, 0, others, 9_000_000 })
            {
                await Unbind(connection, table);
                await Copy(connection, table, position, unique.Split(", "));

                var broken = await Broken(suite);

                Assert.Equal((position, $"A row was added to {table} at {position}: no link of the chain stands for it."), broken);
                await connection.ExecuteAsync($"DELETE FROM {table} WHERE position = @position", new { position });
            }
        }
        await Intact(suite);
    }

    [Theory]
    [InlineData("INSERT INTO disposed_certificates (number, disposal, code_hash, content_hash, status) SELECT '99-000077', @at, hash, hash, 'current' FROM chain WHERE position = 1", "disposed_certificates")]
    [InlineData("INSERT INTO disposed_links (position, disposal) VALUES (2, @at)", "disposed_links")]
    [InlineData("INSERT INTO chain (position, kind, content_hash, previous_hash, hash) SELECT @at, kind, content_hash, previous_hash, hash FROM chain WHERE position = 1", "chain")]
    public async Task What_no_disposal_left_and_a_link_that_is_none_are_named_too(string meddling, string table)
    {
        await using var suite = await Open();
        await suite.As("feed-01").Taken([.. OldRecord.Told()]);
        await using var connection = await Opened(suite);
        await Unbind(connection, table);
        foreach (var position in table == "chain" ? new[] { -7L, 9_000_000 } : [-7, 1, 9_000_000])
        {
            await connection.ExecuteAsync(meddling, new { at = position });

            Assert.Equal((position, $"A row was added to {table} at {position}: no link of the chain stands for it."), await Broken(suite));
            await connection.ExecuteAsync($"DELETE FROM {table} WHERE {(table == "chain" ? "position" : "disposal")} = @position", new { position });
        }
    }

    [Fact]
    public async Task A_link_of_a_kind_that_nobody_knows_is_refused()
    {
        await using var suite = await Open();
        await suite.As("feed-01").Taken([.. OldRecord.Told()]);
        await using var connection = await Opened(suite);
        var last = await connection.QuerySingleAsync<ChainLink>("SELECT position, hash FROM chain_head");
        await connection.ExecuteAsync(
            """
            INSERT INTO chain (position, kind, content_hash, previous_hash, hash) VALUES (@Position, @Kind, @ContentHash, @PreviousHash, @Hash);
            UPDATE chain_head SET position = @Position, hash = @Hash
            """,
            Chain.Next(last.Position, last.Hash, "rumour", last.Hash));

        Assert.Equal((last.Position + 1, "No link is of the kind \"rumour\" in this version."), await Broken(suite));
    }

    [Fact]
    public async Task A_second_row_at_the_place_of_a_true_one_is_named_where_the_table_was_made_to_take_it()
    {
        Assert.SkipWhen(TestDatabase.Server is not null, "How a table is made anew is told for the embedded database only.");
        await using var suite = await Open();
        await suite.As("feed-01").Taken([.. OldRecord.Told()]);
        await using var connection = await Opened(suite);
        await Assert.ThrowsAnyAsync<DbException>(() => Copy(connection, "events", 1, ["event_id"]));
        await connection.ExecuteAsync("CREATE TABLE copy AS SELECT * FROM events; DROP TABLE events; ALTER TABLE copy RENAME TO events");
        await Copy(connection, "events", 1, ["event_id"]);

        Assert.Equal((1, "More than one row of events is at the place of the link."), await Broken(suite));
    }

    [Fact]
    public async Task A_certificate_marked_as_retracted_by_nobody_is_named_and_rebuild_puts_it_right()
    {
        await using var suite = await Open("2026-06-10T18:40:00Z");
        var (id, signed) = await suite.Signed();
        await using var connection = await Opened(suite);
        await connection.ExecuteAsync("INSERT INTO certificates_retracted (certificate_id, detention_id) SELECT id, detention_id FROM certificates");

        Assert.Equal(
            $"A row was added to certificates_retracted for certificate {signed.Text("id")}: no entry of the record retracts it.", (await Broken(suite)).Reason);
        Assert.Equal(0, await RebuildCommand.Run(await TestDatabase.ArgumentsOf(suite.Folder)));

        await Intact(suite);
        var entry = (await suite.As("sgt-01").Entries(id)).Single(one => one["type"]!.ToString() == "custody.certificate-issued")["eventId"]!.ToString();
        await suite.As("sgt-01").Taken(Told.Retracted(entry, "2026-06-10T18:35:00Z"));
        Assert.Equal(1, await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM certificates_retracted"));
        await Intact(suite);
    }

    [Fact]
    public async Task A_certificate_that_was_retracted_stands_for_no_court_where_the_row_that_says_so_was_taken_away()
    {
        await using var suite = await Open("2026-06-10T18:40:00Z");
        var (id, signed) = await suite.Signed();
        var entry = (await suite.As("sgt-01").Entries(id)).Single(one => one["type"]!.ToString() == "custody.certificate-issued")["eventId"]!.ToString();
        await suite.As("sgt-01").Taken(Told.Retracted(entry, "2026-06-10T18:35:00Z"));
        await using var connection = await Opened(suite);
        Assert.Equal(1, await connection.ExecuteAsync("DELETE FROM certificates_retracted"));

        Assert.Contains("\"superseded\"", await suite.Verify(signed), StringComparison.Ordinal);
        using var pack = await suite.As("sgt-01").GetAsync($"/detentions/{id}/court-pack.zip");
        Assert.Equal("court-pack-no-certificate.zip", pack.Content.Headers.ContentDisposition!.FileName);
    }

    [Fact]
    public async Task All_that_is_ever_done_to_a_database_leaves_it_intact()
    {
        using var folder = new Storage.Folder();
        await using var suite = await Open(folder: folder.Path);
        var (id, _) = await OldRecord.Everything(suite);
        await suite.As("feed-01").Taken(Told.Arrived("2012-06-10T15:00:00Z", record: "CR-12-OTHER"));
        Assert.Equal(0, await ResealCommand.Run(["--new-key", .. await TestDatabase.ArgumentsOf(folder.Path)]));
        await Intact(suite);
        await suite.LookAt("2026-06-10T12:00:00Z");
        await Intact(suite);
        await suite.As("supt-01").Dispose(id);
        Assert.Equal(0, await suite.Dispose());
        await Intact(suite);
        await suite.Services.GetRequiredService<Rebuilding>().Run(default);
        await Intact(suite);
        Assert.Equal(0, await VerifyCommand.Run(["--disposed", .. await TestDatabase.ArgumentsOf(folder.Path)]));
    }

    private static async Task Copy(DbConnection connection, string table, long position, string[] unique)
    {
        var columns = await Columns(connection, table);
        var values = columns.Select(column => column == "position" ? "@position" : !unique.Contains(column) ? column : column == "supersedes" ? "NULL" : "'forged'");
        await connection.ExecuteAsync(
            $"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM {table} WHERE position = (SELECT MIN(position) FROM {table})",
            new { position });
    }
}

using System.Data.Common;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CustodyWatch.Tests.Storage;

/// <summary>A disk that cannot be written for a while: what was opened then is not what is written with afterwards.</summary>
public sealed class ReadOnlyDiskTests
{
    private const string Insert = "INSERT INTO presence (force, suite, seen_at) VALUES ('99', 'CENTRAL', 0)";

    [Fact]
    public async Task Once_the_disk_can_be_written_again_the_first_entry_is_taken() =>
        await Taken(async database => { await using var reading = await Reading(database); });

    // SQLite opens a file it has a spare handle of by that handle, which may still write; the log beside it is opened anew, to be read only.
    [Fact]
    public async Task Also_where_only_the_log_beside_the_file_was_opened_to_be_read()
    {
        DbConnection? held = null;
        await Taken(
            database => Task.CompletedTask,
            async database =>
            {
                held = await Reading(database);
                await using (await Reading(database)) { }
                database.Dialect.OpenAnew();
            });
        await held!.DisposeAsync();
    }

    private static async Task Taken(Func<Database, Task> meanwhile, Func<Database, Task>? before = null)
    {
        await using var folder = new LastingFolder();
        await EmptyDatabase.CopyTo(folder.Path);
        var file = Path.Combine(folder.Path, "custodywatch.db");
        using var database = new Database(SqliteDialect.Of(file), new KeyRing(Path.Combine(folder.Path, "keys"), new()));
        if (before is not null) await before(database);
        Assert.SkipUnless(await Protect("+i", file), "Files cannot be protected from being written here: it takes Linux and root.");
        try
        {
            await meanwhile(database);
            await Assert.ThrowsAsync<SqliteException>(Write);
        }
        finally
        {
            await Protect("-i", file);
        }

        await Write();

        await using var after = await database.Open(default);
        Assert.Equal(1, await after.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM presence"));

        Task Write() => database.Write(async (connection, transaction) => { await connection.ExecuteAsync(Insert, transaction: transaction); }, default);
    }

    private static async Task<DbConnection> Reading(Database database)
    {
        var reading = await database.Open(default);
        Assert.Equal(0, await reading.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM presence"));
        return reading;
    }

    private static async Task<bool> Protect(string flag, string file)
    {
        if (!Repository.HasTool("chattr")) return false;
        return (await OtherProgram.Run("chattr", [flag, .. Directory.GetFiles(Path.GetDirectoryName(file)!, "custodywatch.db*")])).Exit == 0;
    }
}

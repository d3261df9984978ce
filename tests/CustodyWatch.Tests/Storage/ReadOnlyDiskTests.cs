using System.Diagnostics;
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
    public async Task Once_the_disk_can_be_written_again_the_first_entry_is_taken()
    {
        await using var folder = new LastingFolder();
        await EmptyDatabase.CopyTo(folder.Path);
        var file = Path.Combine(folder.Path, "custodywatch.db");
        using var database = new Database(SqliteDialect.Of(file), new KeyRing(Path.Combine(folder.Path, "keys"), new()));
        Assert.SkipUnless(await Protect("+i", file), "Files cannot be protected from being written here: it takes Linux and root.");
        try
        {
            await using (var reading = await database.Open(default)) Assert.Equal(0, await reading.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM presence"));
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

    private static async Task<bool> Protect(string flag, string file)
    {
        if (!Repository.HasTool("chattr")) return false;
        using var process = Process.Start(new ProcessStartInfo("chattr", [flag, file]) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}

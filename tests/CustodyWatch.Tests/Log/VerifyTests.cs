using CustodyWatch.Features.Certificates;
using CustodyWatch.Features.Retention.Disposal;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage.Sealing;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Tests.Storage;

namespace CustodyWatch.Tests.Log;

/// <summary>Commands that look at records, where there are none and where nothing can be written.</summary>
public sealed class VerifyTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_there_is_no_database_none_is_made_and_found_sound(bool empty)
    {
        using var folder = new Folder();
        var file = Path.Combine(folder.Path, "records", "custodywatch.db");
        if (empty)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, []);
        }
        string[] settings = ["--CustodyWatch:DataDirectory", Path.GetDirectoryName(file)!];

        foreach (var command in new Func<Task<int>>[]
        {
            () => VerifyCommand.Run(settings), () => RebuildCommand.Run(settings), () => ResealCommand.Run(settings),
            () => DisposeCommand.Run(settings), () => CertificateCommand.Run(["99-000001", "--pdf", "-", .. settings]),
        })
            Assert.Contains(file, (await Assert.ThrowsAsync<CannotStartException>(command)).Message, StringComparison.Ordinal);

        Assert.Equal(empty, File.Exists(file));
        Assert.Equal(empty, Directory.Exists(Path.GetDirectoryName(file)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("entries")]
    public async Task A_copy_that_cannot_be_written_is_walked_where_it_lies_when_that_is_all_of_it(string latest)
    {
        using var folder = new Folder();
        await using (var suite = await CustodySuite.Open("2026-06-10T18:04:00Z", folder.Path, Alerting.Untimed, embedded: true))
            await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var file = Path.Combine(folder.Path, "custodywatch.db");
        await File.WriteAllTextAsync(file + "-wal", latest);
        Assert.SkipUnless(await Protect("+i", folder.Path), "Files cannot be protected from being written here: it takes Linux and root.");
        try
        {
            if (latest.Length == 0) Assert.Equal(0, await VerifyCommand.Run(folder.Settings));
            else Assert.Contains($"{file}-wal", (await Assert.ThrowsAsync<CannotStartException>(() => VerifyCommand.Run(folder.Settings))).Message, StringComparison.Ordinal);
            Assert.False(File.Exists(file + "-shm"));
        }
        finally
        {
            await Protect("-i", folder.Path);
        }
    }

    private static async Task<bool> Protect(string flag, string folder)
    {
        if (!Repository.HasTool("chattr")) return false;
        return (await OtherProgram.Run("chattr", ["-R", flag, folder])).Exit == 0;
    }
}

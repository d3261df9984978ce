using CustodyWatch.Tests.Harness;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Tests.Operations;

public sealed class BackupTests
{
    private static readonly InstantPattern Stamp = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    [Fact]
    public async Task Each_backup_of_two_days_is_kept_and_before_that_one_of_each_day_for_five_weeks()
    {
        foreach (var tool in new[] { "bash", "sqlite3" })
            Assert.SkipUnless(Repository.HasTool(tool), $"{tool} is not installed; ops/test installs what it can.");
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", embedded: true);
        var folder = Directory.CreateDirectory(Path.Combine(suite.Folder, "backups")).FullName;
        var now = Instant.FromDateTimeUtc(File.GetLastWriteTimeUtc(folder));
        foreach (var hour in Enumerable.Range(1, 24 * 50)) await File.WriteAllTextAsync(Made(hour), "");

        var ended = await Backup(suite.Folder, folder);
        Assert.True(ended.Exit == 0, ended.Output + ended.Error);
        Assert.Contains("not in this backup", ended.Error, StringComparison.Ordinal);

        Assert.All(Enumerable.Range(1, 47), hour => Assert.True(File.Exists(Made(hour)), $"{hour} hours ago"));
        Assert.All(Enumerable.Range(3, 30), day => Assert.Single(Enumerable.Range(0, 24), hour => File.Exists(Of(day, hour))));
        Assert.DoesNotContain(Enumerable.Range(24 * 35 + 1, 24 * 14), hour => File.Exists(Made(hour)));

        string Made(int hoursAgo) => Path.Combine(folder, $"custodywatch-{Stamp.Format(now - Duration.FromHours(hoursAgo))}.db");

        // Of a day so long ago, the one that was made in its hour.
        string Of(int daysAgo, int hour) => Made(24 * daysAgo + now.InUtc().Hour - hour);
    }

    [Fact]
    public async Task A_database_in_which_nothing_is_sealed_yet_is_backed_up_without_keys_and_one_whose_keys_are_not_there_is_told()
    {
        foreach (var tool in new[] { "bash", "sqlite3" })
            Assert.SkipUnless(Repository.HasTool(tool), $"{tool} is not installed; ops/test installs what it can.");
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", embedded: true);
        var (folder, keys, before) = (Path.Combine(suite.Folder, "backups"), Path.Combine(suite.Folder, "copies"), Path.Combine(suite.Folder, "before"));
        Assert.Equal(0, (await Backup(suite.Folder, folder, keys)).Exit);
        Assert.NotEmpty(Directory.GetFiles(keys, "key-*.xml"));
        Directory.CreateDirectory(before);
        var database = Path.Combine(before, "custodywatch.db");
        File.Copy(Directory.GetFiles(folder, "*.db").Single(), database);

        Assert.Equal(1, (await Backup(before, Path.Combine(before, "backups"), Path.Combine(before, "copies"))).Exit);
        await OtherProgram.Run("sqlite3", [database, "DROP TABLE data_keys"]);
        var ended = await Backup(before, Path.Combine(before, "backups"), Path.Combine(before, "copies"));

        Assert.Equal(0, ended.Exit);
        Assert.Contains("nothing in this backup is sealed yet", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_damaged_or_no_database_of_this_service_is_neither_backed_up_nor_put_in_place()
    {
        foreach (var tool in new[] { "bash", "sqlite3" })
            Assert.SkipUnless(Repository.HasTool(tool), $"{tool} is not installed; ops/test installs what it can.");
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", embedded: true);
        foreach (var child in Enumerable.Range(1, 20)) await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T11:00:00Z", record: $"CR-26-{child:00000}"));
        var folder = Path.Combine(suite.Folder, "backups");
        Assert.Equal(0, (await Backup(suite.Folder, folder)).Exit);
        var (damaged, place) = (Path.Combine(suite.Folder, "damaged.db"), Directory.CreateDirectory(Path.Combine(suite.Folder, "place")).FullName);
        File.Copy(Directory.GetFiles(folder, "*.db").Single(), damaged);
        await OtherProgram.Run("sqlite3", [damaged, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'clocks'"]);

        var refused = await Restore(damaged, place);
        Assert.Equal((65, 0), (refused.Exit, Directory.GetFileSystemEntries(place).Length));
        Assert.Contains("Nothing was changed", refused.Error, StringComparison.Ordinal);

        refused = await Restore(Directory.GetFiles(folder, "*.db").Single(), place, Directory.CreateDirectory(Path.Combine(suite.Folder, "no-keys")).FullName);
        Assert.Equal((66, 0), (refused.Exit, Directory.GetFileSystemEntries(place).Length));
        Assert.Contains("there is no key", refused.Error, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(place, "custodywatch.db"), "");
        Assert.Equal(65, (await Backup(place, Path.Combine(place, "backups"))).Exit);
        Assert.Empty(Directory.GetFiles(Path.Combine(place, "backups")));
    }

    private static Task<OtherProgram.Ended> Backup(params string[] folders) => Script("backup", folders);

    private static Task<OtherProgram.Ended> Restore(params string[] arguments) => Script("restore", arguments);

    private static Task<OtherProgram.Ended> Script(string name, string[] arguments) => OtherProgram.Run(
        "bash", [Path.Combine(Repository.Folder, "ops", name), .. arguments], new Dictionary<string, string?> { ["PROGRAM"] = $"dotnet {OtherProgram.Dll}" });
}

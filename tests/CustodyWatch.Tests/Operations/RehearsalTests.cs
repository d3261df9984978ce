using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Operations;

public sealed class RehearsalTests
{
    [Fact]
    public async Task The_machine_is_lost_and_the_backup_holds_everything()
    {
        foreach (var tool in new[] { "bash", "sqlite3", "curl" })
            Assert.SkipUnless(Repository.HasTool(tool), $"{tool} is not installed; ops/test installs what it can.");
        var ended = await OtherProgram.Run("bash", [Path.Combine(Repository.Folder, "ops", "rehearse-restore")],
            new Dictionary<string, string?> { ["PROGRAM_DLL"] = OtherProgram.Dll }, patience: TimeSpan.FromMinutes(15));

        Assert.True(ended.Exit == 0, ended.Output + ended.Error);
        Assert.Contains("Rehearsed", ended.Output, StringComparison.Ordinal);
    }
}

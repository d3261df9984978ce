using System.Diagnostics;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Operations;

public sealed class RehearsalTests
{
    [Fact]
    public async Task The_machine_is_lost_and_the_backup_holds_everything()
    {
        foreach (var tool in new[] { "bash", "sqlite3", "curl" })
            Assert.SkipUnless(Repository.HasTool(tool), $"{tool} is not installed; ops/test installs what it can.");
        using var script = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Repository.Folder, "ops", "rehearse-restore")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PROGRAM_DLL"] = Path.Combine(AppContext.BaseDirectory, "CustodyWatch.dll") },
        })!;
        var said = await Task.WhenAll(script.StandardOutput.ReadToEndAsync(), script.StandardError.ReadToEndAsync());
        await script.WaitForExitAsync();

        Assert.True(script.ExitCode == 0, string.Join('\n', said));
        Assert.Contains("Rehearsed", said[0], StringComparison.Ordinal);
    }
}

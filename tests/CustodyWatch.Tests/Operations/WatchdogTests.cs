using System.Globalization;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Operations;

/// <summary>What ends a node that stands still, with a systemd that only writes down what it is told.</summary>
public sealed class WatchdogTests : IDisposable
{
    private const string Up = "active", Nobody = "1";

    private readonly string _folder = Directory.CreateTempSubdirectory("custodywatch-watchdog-").FullName;

    [Fact]
    public async Task A_service_that_answered_and_no_longer_does_is_ended_and_one_that_has_yet_to_answer_is_left()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It is a machine with systemd that has it.");
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var port = suite.Address.Port.ToString(CultureInfo.InvariantCulture);

        Assert.Equal(0, await EndedAfterLooking(Up, start: 1, Nobody));
        Assert.Equal(0, await EndedAfterLooking(Up, start: 1, port));
        Assert.Equal(0, await EndedAfterLooking("deactivating", start: 1, Nobody));
        Assert.Equal(1, await EndedAfterLooking(Up, start: 1, Nobody));
        Assert.Equal(1, await EndedAfterLooking(Up, start: 2, Nobody));
    }

    private async Task<int> EndedAfterLooking(string state, int start, string port)
    {
        await File.WriteAllTextAsync(In("state"), $"ActiveState={state}\nInvocationID={start}\n");
        await File.WriteAllTextAsync(In("systemctl"), $"#!/bin/sh\nif [ \"$1\" = show ]; then cat {In("state")}; else echo \"$@\" >> {In("told")}; fi\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(In("systemctl"), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        var ended = await OtherProgram.Run("bash", [Path.Combine(Repository.Folder, "ops", "watchdog"), port],
            new Dictionary<string, string?> { ["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}", ["RUNTIME_DIRECTORY"] = _folder });
        Assert.True(ended.Exit == 0, ended.Error);
        return File.Exists(In("told")) ? (await File.ReadAllLinesAsync(In("told"))).Length : 0;
    }

    private string In(string file) => Path.Combine(_folder, file);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

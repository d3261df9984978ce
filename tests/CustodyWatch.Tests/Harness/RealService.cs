using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace CustodyWatch.Tests.Harness;

/// <summary>The service as a process of its own, to be killed without warning and started again on the same files.</summary>
public sealed partial class RealService : IAsyncDisposable
{
    // On a machine that many programs want at once a process takes long to begin.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3), OneTry = TimeSpan.FromSeconds(10);
    private const int LinesKept = 40;
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = [];
    private readonly TaskCompletionSource<Uri> _listening = new();

    private RealService(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; private set; } = null!;

    /// <param name="folder">The data directory; services of one folder are nodes on one database.</param>
    /// <param name="settings">Anything else, by the name of its setting.</param>
    public static async Task<RealService> Start(string folder, IReadOnlyDictionary<string, string>? settings = null)
    {
        var start = new ProcessStartInfo("dotnet", [OtherProgram.Dll, "serve"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["CUSTODYWATCH__DATADIRECTORY"] = folder;
        foreach (var (name, value) in (await TestDatabase.SettingsOf(folder)).Concat(settings ?? new Dictionary<string, string>()))
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        var service = new RealService(Process.Start(start)!);
        try
        {
            service.Address = await service.Listens();
            await service.BecomeReady();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    public HttpClient As(string persona)
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Demo", persona);
        return client;
    }

    /// <summary>As when the power fails: no warning, no goodbye.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, waits until it has, and says with what code it ended.</summary>
    public async Task<int> Stop()
    {
        await Signal("TERM");
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>It stands still: nothing is closed, nothing answers.</summary>
    public Task Freeze() => Signal("STOP");

    public Task Thaw() => Signal("CONT");

    /// <summary>Whether its calls to the kernel can be hindered here.</summary>
    public static bool MayBeHindered => Repository.HasTool("strace");

    /// <summary>For some time each of its waits for the disk takes that much longer.</summary>
    public Task SlowDisk(TimeSpan longer, TimeSpan time) =>
        Hinder("fsync,fdatasync", string.Create(CultureInfo.InvariantCulture, $"delay_exit={longer.TotalMicroseconds:0}"), time);

    /// <summary>For some time nothing it writes to the disk is taken, and no wait for the disk ends well.</summary>
    public Task FailingDisk(TimeSpan time) => Hinder("pwrite64,fsync,fdatasync", "error=EIO", time);

    private async Task Hinder(string calls, string how, TimeSpan time)
    {
        using var hindering = Process.Start("strace", ["-f", "-qq", "-o", "/dev/null", "-e", $"trace={calls}", "-e", $"inject={calls}:{how}", "-p", Written(_process)]);
        await Task.Delay(time);
        if (hindering.HasExited) throw new InvalidOperationException("It could not be hindered.");
        await Signal("TERM", hindering);
        await hindering.WaitForExitAsync();
    }

    private static string Written(Process process) => process.Id.ToString(CultureInfo.InvariantCulture);

    private Task Signal(string signal) => Signal(signal, _process);

    private static async Task Signal(string signal, Process process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Written(process)]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await Kill();
        _process.Dispose();
    }

    /// <summary>Waits until it says that it is ready.</summary>
    public async Task BecomeReady()
    {
        using var client = new HttpClient { BaseAddress = Address, Timeout = OneTry };
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience && !_process.HasExited)
        {
            try
            {
                if ((await client.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK) return;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet, or too busy.
            }
            await Task.Delay(50);
        }
        throw Failed("The service did not become ready.");
    }

    private async Task<Uri> Listens()
    {
        if (await Task.WhenAny(_listening.Task, _process.WaitForExitAsync(), Task.Delay(Patience)) != _listening.Task) throw Failed("The service does not listen.");
        return await _listening.Task;
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        _said.Enqueue(line);
        if (_said.Count > LinesKept) _said.TryDequeue(out _);
        if (Listening().Match(line) is { Success: true } said) _listening.TrySetResult(new Uri(said.Groups[1].Value));
    }

    private InvalidOperationException Failed(string why) => new(string.Join('\n', [why, .. _said]));

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}

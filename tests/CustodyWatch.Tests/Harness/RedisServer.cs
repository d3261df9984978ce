using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CustodyWatch.Tests.Harness;

/// <summary>A Redis of the test's own, on a free loopback port, that keeps nothing.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly Process _process;

    private RedisServer(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public Dictionary<string, string> Settings => new() { ["CustodyWatch:Redis"] = $"127.0.0.1:{Port}" };

    public static bool IsInstalled => Repository.HasTool("redis-server");

    public static async Task<RedisServer> Start(int? port = null)
    {
        Assert.SkipUnless(IsInstalled, "Redis is not installed: apt-get install redis-server. ops/test does.");
        var number = port ?? FreePort();
        var start = new ProcessStartInfo("redis-server",
            ["--port", number.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath()])
        {
            RedirectStandardOutput = true,
        };
        var server = new RedisServer(Process.Start(start)!, number);
        server._process.OutputDataReceived += (_, _) => { };
        server._process.BeginOutputReadLine();
        await Eventually.True(server.Answers);
        return server;
    }

    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await Kill();
        _process.Dispose();
    }

    private bool Answers()
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

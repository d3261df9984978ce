using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CustodyWatch.BrowserTests;

/// <summary>The real service as a process of its own, with a port and a folder of its own.</summary>
public sealed class Station : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("custodywatch-").FullName;
    private readonly int _port = FreePort();
    private readonly HttpClient _http = new();
    private Process? _process;

    /// <summary>What the browser of each persona who has signed in once keeps, so that nobody has to choose a persona again.</summary>
    public System.Collections.Concurrent.ConcurrentDictionary<string, string> SignedIn { get; } = new();

    public string Url => $"http://127.0.0.1:{_port}";

    public static async Task<Station> Open()
    {
        var station = new Station();
        await station.Start();
        return station;
    }

    public async Task Start()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "CustodyWatch.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, "serve", "--urls", Url])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["CUSTODYWATCH__DataDirectory"] = Path.Combine(_folder, "data"),
            },
        })!;
        // Read away, or a full pipe stops the service.
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var waiting = Stopwatch.StartNew();
        while (!await IsReady())
        {
            Assert.False(_process.HasExited, "The service stopped as soon as it was started.");
            Assert.True(waiting.Elapsed < Patience, "The service was not ready in time.");
            await Task.Delay(100);
        }
    }

    public async Task Stop()
    {
        if (_process is null) return;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Sends events as the suite's records system would; every one must be taken.</summary>
    public async Task Feed(params JsonObject[] events)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Url}/api/v1/events")
        {
            Content = new StringContent(new JsonArray(events).ToJsonString(), Encoding.UTF8, "application/cloudevents-batch+json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Demo", "feed-01") },
        };
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        foreach (var result in JsonDocument.Parse(text).RootElement.GetProperty("results").EnumerateArray())
            Assert.True(result.GetProperty("status").GetString() == "accepted", text);
    }

    /// <summary>Sends one event that the service must refuse and keep.</summary>
    public async Task FeedRefused(JsonObject told)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Url}/api/v1/events")
        {
            Content = new StringContent(told.ToJsonString(), Encoding.UTF8, "application/cloudevents+json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Demo", "feed-01") },
        };
        using var answer = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    /// <summary>The id of the detention of a custody record number.</summary>
    public async Task<string> DetentionOf(string number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Url}/api/v1/detentions?status=all")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Demo", "sgt-01") },
        };
        using var answer = await _http.SendAsync(request);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("items").EnumerateArray()
            .First(item => item.GetProperty("custodyRecordNumber").GetString() == number).GetProperty("id").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> IsReady()
    {
        try
        {
            using var answer = await _http.GetAsync($"{Url}/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
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

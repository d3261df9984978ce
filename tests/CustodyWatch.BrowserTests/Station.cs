using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using Microsoft.AspNetCore.Builder;

namespace CustodyWatch.BrowserTests;

/// <summary>The real service, with a port and a folder of its own; as a process of its own where a test kills it.</summary>
public sealed class Station : IAsyncDisposable
{
    // On a machine that many programs want at once a process takes long to begin.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly string _folder = Directory.CreateTempSubdirectory("custodywatch-").FullName;
    private readonly HttpClient _http = new();
    private Process? _process;
    private WebApplication? _app;
    private int _port;

    /// <summary>What the browser of each persona who has signed in once keeps, so that nobody has to choose a persona again.</summary>
    public System.Collections.Concurrent.ConcurrentDictionary<string, string> SignedIn { get; } = new();

    public string Url => $"http://127.0.0.1:{_port}";

    public static async Task<Station> Open()
    {
        var station = new Station();
        await EmptyDatabase.CopyTo(station.Data);
        (station._app, _) = await Program.Service(
            ["--environment", "Development", "--CustodyWatch:DataDirectory", station.Data, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None"]);
        await station._app!.StartAsync();
        station._port = new Uri(station._app.Urls.First()).Port;
        return station;
    }

    /// <summary>One that is started as a force starts it, and can be killed.</summary>
    public static async Task<Station> OpenApart()
    {
        var station = new Station { _port = FreePort() };
        await station.Start();
        return station;
    }

    private string Data => Path.Combine(_folder, "data");

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
                ["CUSTODYWATCH__DataDirectory"] = Data,
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
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
            _app = null;
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }
        if (_process is null) return;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Sends events as the suite's records system would; every one must be taken.</summary>
    public Task Feed(params JsonObject[] events) => _http.Feed(Url, events);

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

    /// <summary>Makes its database unreadable, so that pages fail.</summary>
    public async Task Break()
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Data, "custodywatch.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "ALTER TABLE detentions RENAME TO gone";
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Lets nobody write to its database until what is returned is disposed of.</summary>
    public async Task<IAsyncDisposable> Hold()
    {
        var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Data, "custodywatch.db")}");
        await connection.OpenAsync();
        await connection.BeginTransactionAsync(System.Data.IsolationLevel.Serializable);
        return connection;
    }

    /// <summary>Waits until the alerts about a child are raised, which the service does by itself a moment after it was told of them.</summary>
    public Task UntilAlerted(string number) => Eventually.Finds(
        () => Read("sgt-01", "alerts?state=open&limit=500"),
        alerts => alerts.GetProperty("items").EnumerateArray().Any(alert => alert.GetProperty("custodyRecordNumber").GetString() == number));

    /// <summary>The id of the detention of a custody record number.</summary>
    public async Task<string> DetentionOf(string number) =>
        (await Read("sgt-01", "detentions?status=all&limit=500")).GetProperty("items").EnumerateArray()
            .First(item => item.GetProperty("custodyRecordNumber").GetString() == number).GetProperty("id").GetString()!;

    /// <summary>What the service tells a persona.</summary>
    public Task<JsonElement> Read(string persona, string path) => Ask(HttpMethod.Get, persona, path, null);

    /// <summary>Does as a persona what the service must allow.</summary>
    public Task<JsonElement> Post(string persona, string path, object body) => Ask(HttpMethod.Post, persona, path, JsonContent.Create(body));

    private async Task<JsonElement> Ask(HttpMethod method, string persona, string path, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, $"{Url}/api/v1/{path}") { Content = body, Headers = { Authorization = new AuthenticationHeaderValue("Demo", persona) } };
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{persona} {path}: {text}");
        return JsonDocument.Parse(text).RootElement;
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

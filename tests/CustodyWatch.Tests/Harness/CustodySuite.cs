using System.Net.Http.Headers;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using NodaTime.Testing;
using NodaTime.Text;

namespace CustodyWatch.Tests.Harness;

/// <summary>
/// The whole service for one test: its own database, a real listener on a loopback port, and a clock that the test moves.
/// </summary>
public sealed class CustodySuite : IAsyncDisposable
{
    private readonly bool _ownsFolder;
    private readonly List<HttpClient> _clients = [];
    private readonly WebApplication _app;

    private CustodySuite(WebApplication app, FakeClock clock, string folder, bool ownsFolder)
    {
        (_app, Clock, Folder, _ownsFolder) = (app, clock, folder, ownsFolder);
        Address = new Uri(app.Urls.First());
    }

    public FakeClock Clock { get; }

    /// <summary>The data directory.</summary>
    public string Folder { get; }

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="now">The instant at which the clock stands, e.g. <c>2026-06-10T12:00:00Z</c>.</param>
    /// <param name="folder">An existing data directory, kept afterwards; without it a new one is made and removed.</param>
    /// <param name="adjust">Anything a test must put otherwise.</param>
    /// <param name="settings">Other settings, by name.</param>
    /// <param name="embedded">On the embedded database, whatever the tests run on.</param>
    public static async Task<CustodySuite> Open(
        string now, string? folder = null, Action<WebApplicationBuilder>? adjust = null, bool embedded = false,
        IReadOnlyDictionary<string, string>? settings = null)
    {
        var clock = new FakeClock(InstantPattern.General.Parse(now).GetValueOrThrow());
        var path = folder ?? Directory.CreateTempSubdirectory("custodywatch-").FullName;
        if (folder is null && (embedded || TestDatabase.Server is null)) await EmptyDatabase.CopyTo(path);
        string[] args =
        [
            "--environment", "Development", "--CustodyWatch:DataDirectory", path, "--Logging:LogLevel:Default", "Warning",
            .. (embedded ? [] : await TestDatabase.SettingsOf(path)).Concat(settings ?? new Dictionary<string, string>()).SelectMany(setting => new[] { "--" + setting.Key, setting.Value }),
        ];
        var ready = false;
        var (app, refusal) = await Program.Service(args, builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.AddSingleton<IClock>(clock);
            Unhurried(builder);
            if (Statements.File is not null && TestDatabase.Server is null)
                builder.Services.AddSingleton<Dialect>(new ListeningDialect(
                    $"Data Source={Path.Combine(path, "custodywatch.db")};Default Timeout=10", sql => { if (ready) Statements.Note(sql); }));
            adjust?.Invoke(builder);
        });
        if (app is null) throw new InvalidOperationException(refusal);
        ready = true;
        // It notes when the service started: before the test moves the clock.
        app.Services.GetRequiredService<SuiteWatch>();
        await app.StartAsync();
        return new CustodySuite(app, clock, path, folder is null);
    }

    /// <summary>Lets the service come to its end, however long a busy machine takes over what it has begun.</summary>
    internal static void Unhurried(WebApplicationBuilder builder) =>
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(3));

    /// <summary>One that looks at its timers when the test does and never by itself.</summary>
    public static Task<CustodySuite> OpenUntimed(string now) => Open(now, adjust: Alerting.Untimed);

    /// <summary>A client of the API as one of the demo personas; nobody signed in when there is no name.</summary>
    public HttpClient As(string? persona = null)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (persona is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Demo", persona);
        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (_ownsFolder) await TestDatabase.Remove(Folder);
    }
}

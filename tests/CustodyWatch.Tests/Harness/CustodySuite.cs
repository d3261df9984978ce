using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;
using NodaTime.Text;

namespace CustodyWatch.Tests.Harness;

/// <summary>
/// The whole service for one test: its own database file, a real listener on a loopback port, and a clock that the test moves.
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
    public static async Task<CustodySuite> Open(
        string now, string? folder = null, Action<WebApplicationBuilder>? adjust = null)
    {
        var clock = new FakeClock(InstantPattern.General.Parse(now).GetValueOrThrow());
        var path = folder ?? Directory.CreateTempSubdirectory("custodywatch-").FullName;
        string[] args = ["--environment", "Development", "--CustodyWatch:DataDirectory", path, "--Logging:LogLevel:Default", "Warning"];
        var (app, refusal) = await Program.Service(args, builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.AddSingleton<IClock>(clock);
            adjust?.Invoke(builder);
        });
        if (app is null) throw new InvalidOperationException(refusal);
        await app.StartAsync();
        return new CustodySuite(app, clock, path, folder is null);
    }

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
        if (_ownsFolder) Directory.Delete(Folder, recursive: true);
    }
}

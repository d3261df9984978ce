using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;
using NodaTime.Testing;

namespace CustodyWatch.BrowserTests;

/// <summary>The service with a clock that a test moves, so that a case of last summer is played at its own times.</summary>
internal sealed class PlayedStation : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("custodywatch-").FullName;
    private readonly Dictionary<string, IPage> _screens = [];
    private readonly HttpClient _http = new();
    private readonly IBrowser _browser;
    private WebApplication? _app;

    private PlayedStation(IBrowser browser, Instant now) => (_browser, Clock) = (browser, new(now));

    public FakeClock Clock { get; }

    private string Url => _app!.Urls.First();

    public static async Task<PlayedStation> Open(IBrowser browser, Instant now, params string[] settings)
    {
        var station = new PlayedStation(browser, now);
        await EmptyDatabase.CopyTo(station._folder);
        (station._app, _) = await Program.Service(
            ["--environment", "Development", "--CustodyWatch:DataDirectory", station._folder, "--Logging:LogLevel:Default", "None", .. settings],
            builder =>
            {
                builder.WebHost.UseUrls("http://127.0.0.1:0");
                builder.Services.AddSingleton<NodaTime.IClock>(station.Clock);
            });
        await station._app!.StartAsync();
        return station;
    }

    /// <summary>A persona's own screen, at a page. A session that has ended meanwhile is begun again.</summary>
    public async Task<IPage> At(string persona, string path)
    {
        if (!_screens.TryGetValue(persona, out var page))
        {
            var width = persona.StartsWith("desk", StringComparison.Ordinal) ? 390 : 1280;
            var context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 844 }, Locale = "en-GB" });
            page = _screens[persona] = await context.NewPageAsync();
            page.SetDefaultTimeout(60_000);
        }
        await page.GotoAsync(Url + path);
        if (page.Url.Contains("/sign-in", StringComparison.Ordinal))
        {
            await page.ClickAsync($"button[value={persona}]");
            await page.GotoAsync(Url + path);
        }
        return page;
    }

    /// <summary>Sends events as the suite's records system would; every one must be taken.</summary>
    public Task Feed(params JsonObject[] events) => _http.Feed(Url, events);

    /// <summary>The screen of somebody who has not signed in.</summary>
    public async Task<IPage> Anybody(string path)
    {
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(Url + path);
        return page;
    }

    /// <summary>Sends what is owed to other systems now.</summary>
    public async Task Send()
    {
        using var scope = _app!.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<Outbox>().Run(Lane.ToSystems, CancellationToken.None);
    }

    /// <summary>The id of the detention of a custody record number.</summary>
    public async Task<string> DetentionOf(string number) =>
        (await Read("detentions?status=all&limit=500")).GetProperty("items").EnumerateArray()
            .First(item => item.GetProperty("custodyRecordNumber").GetString() == number).GetProperty("id").GetString()!;

    public async Task<JsonElement> Read(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Url}/api/v1/{path}") { Headers = { Authorization = new AuthenticationHeaderValue("Demo", "sgt-01") } };
        using var answer = await _http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var screen in _screens.Values) await screen.Context.CloseAsync();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
        _http.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}

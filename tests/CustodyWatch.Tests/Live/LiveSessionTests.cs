using System.Net;
using System.Security.Claims;
using CustodyWatch.Live;
using CustodyWatch.Tests.Harness;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CustodyWatch.Tests.Live;

public sealed class LiveSessionTests
{
    private readonly TimeAhead _time = new();

    [Fact]
    public async Task A_desk_that_only_listens_through_a_quiet_night_is_in_use_until_thirteen_hours_are_over()
    {
        await using var suite = await Open();
        using var desk = new DeskBrowser(suite);
        await desk.SignIn("desk-01");
        await using var screen = await Listen(suite.Address, options => options.Cookies = desk.Cookies);

        for (var minutes = 40; minutes < 13 * 60; minutes += 40)
        {
            _time.By = TimeSpan.FromMinutes(minutes);
            await Tell(suite.Services);
        }
        _time.By = TimeSpan.FromMinutes(13 * 60 - 1);
        Assert.Equal(HttpStatusCode.OK, await desk.Ask(HttpMethod.Get, "/api/v1/alerts"));
        Assert.Equal("desk-01", Assert.Single(suite.Services.GetRequiredService<Presence>().People).UserId);

        _time.By = TimeSpan.FromMinutes(13 * 60 + 1);
        await Tell(suite.Services);

        await screen.Closed;
        await Eventually.True(() => suite.Services.GetRequiredService<Presence>().People.Count == 0);
        Assert.Equal(HttpStatusCode.Unauthorized, await desk.Ask(HttpMethod.Get, "/api/v1/alerts"));
    }

    [Fact]
    public async Task A_page_whose_session_has_run_out_does_not_pass_for_somebody_who_watches()
    {
        await using var suite = await Open();
        using var desk = new DeskBrowser(suite);
        await desk.SignIn("desk-01");
        await using var screen = await Listen(suite.Address, options => options.Cookies = desk.Cookies);

        _time.By = TimeSpan.FromMinutes(61);
        await Tell(suite.Services);

        await screen.Closed;
        await Eventually.True(() => suite.Services.GetRequiredService<Presence>().People.Count == 0);
    }

    [Fact]
    public async Task A_screen_that_came_with_a_token_hears_nothing_more_when_it_has_run_out()
    {
        await using var provider = await ProviderOfIdentity.Start();
        provider.Sitting = [new Claim("sub", "4417"), new Claim("groups", "GG-Custody-Sergeants"), new Claim("custody_suite", "99/CENTRAL")];
        await using var suite = await SecureSuite.Open(provider, _time);
        var token = await provider.Token();
        await using var screen = await Listen(suite.Address, options =>
        {
            options.AccessTokenProvider = () => Task.FromResult<string?>(token);
            options.Headers["Authorization"] = "Bearer " + token;
            options.HttpMessageHandlerFactory = _ => suite.Handler(new());
            options.WebSocketConfiguration = socket => socket.RemoteCertificateValidationCallback = (_, shown, _, _) => suite.IsOurs(shown);
        });
        await Tell(suite.Services);
        Assert.Equal(HubConnectionState.Connected, screen.Connection.State);

        _time.By = TimeSpan.FromHours(2);
        await Tell(suite.Services);

        await screen.Closed;
    }

    // Screens are told when the test says so and never between: what began before the time was moved on would end after it.
    private async Task<CustodySuite> Open()
    {
        var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", adjust: builder => builder.Services.AddSingleton<TimeProvider>(_time));
        await Teller(suite.Services).StopAsync(default);
        return suite;
    }

    private static Task Tell(IServiceProvider services) => Teller(services).Tell(default);

    private static StillLive Teller(IServiceProvider services) => services.GetServices<IHostedService>().OfType<StillLive>().Single();

    private static async Task<Listener> Listen(Uri address, Action<HttpConnectionOptions> whoever)
    {
        var listener = new Listener(new HubConnectionBuilder().WithUrl(new Uri(address, CustodyHub.Path), whoever).Build());
        await listener.Connection.StartAsync();
        await listener.Connection.CameIn();
        return listener;
    }

    private sealed class Listener : IAsyncDisposable
    {
        private readonly TaskCompletionSource _closed = new();

        public Listener(HubConnection connection)
        {
            Connection = connection;
            Connection.Closed += _ => Task.FromResult(_closed.TrySetResult());
        }

        public HubConnection Connection { get; }

        public Task Closed => _closed.Task.WaitAsync(TimeSpan.FromSeconds(60));

        public ValueTask DisposeAsync() => Connection.DisposeAsync();
    }
}

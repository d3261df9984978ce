using System.Net.Sockets;
using System.Text;
using CustodyWatch.Tests.Harness;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustodyWatch.Tests.Access;

/// <summary>How many may be connected to a node at once.</summary>
public sealed class ConnectionLimitTests
{
    [Fact]
    public async Task Whoever_comes_when_as_many_are_connected_as_may_be_is_turned_away_and_the_others_are_answered()
    {
        await using var suite = await Limited("Connections", 2);
        using var first = await Connect(suite);
        using var second = await Connect(suite);
        Assert.StartsWith("HTTP/1.1 200", await Ask(first), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await Ask(second), StringComparison.Ordinal);

        using var third = await Connect(suite);

        Assert.Equal("", await Ask(third));
        Assert.StartsWith("HTTP/1.1 200", await Ask(first), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_live_screen_more_than_may_be_is_told_all_the_same()
    {
        await using var suite = await Limited("LiveConnections", 1);
        await using var first = await Screen.Open(suite, "sgt-01");
        await using var second = await Screen.Open(suite, "sgt-01");
        await using var insisting = new HubConnectionBuilder().WithUrl(
            new Uri(suite.Address, "/hubs/custody"), HttpTransportType.WebSockets, options => options.Headers["Authorization"] = "Demo sgt-01").Build();
        await Assert.ThrowsAnyAsync<Exception>(() => insisting.StartAsync(TestContext.Current.CancellationToken));

        var detention = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T11:59:00Z"));

        foreach (var screen in new[] { first, second })
            await Eventually.True(() => screen.Of("detentionChanged").Any(said => said.GetProperty("id").GetString() == detention));
        Assert.Equal(HubConnectionState.Connected, second.Connection.State);
    }

    [Fact]
    public async Task The_screens_of_a_force_and_every_sender_are_well_inside()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");

        var limits = suite.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.True(limits.MaxConcurrentUpgradedConnections >= 2 * 2_000 && limits.MaxConcurrentConnections >= (6 * 2_000) + (2 * 64));
    }

    private static Task<CustodySuite> Limited(string limit, int most) =>
        CustodySuite.Open("2026-06-10T12:00:00Z", settings: new Dictionary<string, string> { [$"CustodyWatch:Limits:{limit}"] = $"{most}" });

    private static async Task<TcpClient> Connect(CustodySuite suite)
    {
        var client = new TcpClient();
        await client.ConnectAsync(suite.Address.Host, suite.Address.Port, TestContext.Current.CancellationToken);
        return client;
    }

    // What is answered; nothing where the connection is closed.
    private static async Task<string> Ask(TcpClient client)
    {
        try
        {
            await client.GetStream().WriteAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            var answer = new byte[4096];
            return Encoding.ASCII.GetString(answer, 0, await client.GetStream().ReadAsync(answer, TestContext.Current.CancellationToken));
        }
        catch (IOException)
        {
            return "";
        }
    }
}

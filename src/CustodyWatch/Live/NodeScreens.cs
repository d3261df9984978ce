using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace CustodyWatch.Live;

/// <summary>
/// Joins nodes by Redis, and lets a screen come and go while Redis is gone: it is known here before the others are told of it.
/// </summary>
public sealed class NodeScreens(
    ILogger<RedisHubLifetimeManager<CustodyHub>> log,
    IOptions<RedisOptions> redis,
    IHubProtocolResolver protocols,
    IOptions<HubOptions> hubs,
    IOptions<HubOptions<CustodyHub>> hub) : RedisHubLifetimeManager<CustodyHub>(log, redis, protocols, hubs, hub)
{
    public override Task OnConnectedAsync(HubConnectionContext connection) => Patiently(base.OnConnectedAsync(connection));

    public override Task OnDisconnectedAsync(HubConnectionContext connection) => Patiently(base.OnDisconnectedAsync(connection));

    private static async Task Patiently(Task telling)
    {
        try
        {
            await telling;
        }
        catch (Exception exception) when (exception is RedisException or RedisTimeoutException)
        {
            // ToScreens says so in the log, and joins the screens again when Redis is back.
        }
    }
}

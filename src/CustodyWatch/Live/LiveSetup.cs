using System.Text.Json;
using CustodyWatch.Access;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace CustodyWatch.Live;

public static class LiveSetup
{
    private const int SoonMilliseconds = 1000;

    public static IHostApplicationBuilder AddLive(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Presence>();
        builder.Services.AddSingleton<ToScreens>();
        builder.Services.AddSingleton<Seen>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Seen>());
        builder.Services.AddSingleton<LiveSessions>();
        builder.Services.AddHostedService<StillLive>();
        builder.Services.AddHostedService<TellScreens>();
        var signalR = builder.Services.AddSignalR()
            .AddJsonProtocol(json => json.PayloadSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase)
            .AddMessagePackProtocol();
        builder.Services.AddSettings<LiveOptions>("CustodyWatch");
        if (Setting.Said(builder.Configuration["CustodyWatch:Redis"]) is not null) signalR.JoinNodes();
        return builder;
    }

    private static void JoinNodes(this ISignalRServerBuilder signalR)
    {
        signalR.AddStackExchangeRedis();
        signalR.Services.AddOptions<RedisOptions>().Configure<IOptions<LiveOptions>>((options, live) =>
        {
            options.Configuration = ConfigurationOptions.Parse(live.Value.Redis!);
            // A node starts, and keeps its screens, whether Redis is there or not.
            options.Configuration.AbortOnConnectFail = false;
            options.Configuration.BacklogPolicy = BacklogPolicy.FailFast;
            // Whoever tells looks at the timers next: a Redis that does not answer may not make the next child wait.
            options.Configuration.ConnectTimeout = SoonMilliseconds;
            options.Configuration.ConnectRetry = 0;
            options.Configuration.AsyncTimeout = SoonMilliseconds;
            options.Configuration.SyncTimeout = SoonMilliseconds;
            options.Configuration.ChannelPrefix = RedisChannel.Literal("custodywatch");
        });
        signalR.Services.AddSingleton<HubLifetimeManager<CustodyHub>, NodeScreens>();
    }

    public static void MapLive(this IEndpointRouteBuilder app) =>
        app.MapHub<CustodyHub>(CustodyHub.Path).RequireAuthorization(Policies.Live);
}

using System.Text.Json;
using CustodyWatch.Access;

namespace CustodyWatch.Live;

public static class LiveSetup
{
    public static IHostApplicationBuilder AddLive(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Presence>();
        builder.Services.AddHostedService<StillLive>();
        builder.Services.AddHostedService<TellScreens>();
        builder.Services.AddSignalR()
            .AddJsonProtocol(json => json.PayloadSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase)
            .AddMessagePackProtocol();
        return builder;
    }

    public static void MapLive(this IEndpointRouteBuilder app) =>
        app.MapHub<CustodyHub>(CustodyHub.Path).RequireAuthorization(Policies.Live);
}

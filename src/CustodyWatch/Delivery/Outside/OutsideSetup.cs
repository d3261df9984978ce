using CustodyWatch.Http;

namespace CustodyWatch.Delivery.Outside;

public static class OutsideSetup
{
    public static IHostApplicationBuilder AddOutside(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<OutsideOptions>("CustodyWatch:Delivery");
        builder.Services.AddSingleton<Routing>();
        builder.Services.AddSingleton<Unanswering>();
        builder.Services.AddTransient<Outbox>();
        builder.Services.AddSingleton<Postman>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Postman>());
        builder.Services.AddHttpClient<GovUkNotify>().Bounded();
        builder.Services.AddHttpClient<Webhooks>().Bounded();
        return builder;
    }
}

namespace CustodyWatch.Delivery;

public static class DeliverySetup
{
    public static IHostApplicationBuilder AddDelivery(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LiveDelivery>();
        builder.Services.AddHealthChecks()
            .AddCheck<DeliveryBacklog>("deliveries", tags: ["ready"])
            .AddCheck<MessageBacklog>("texts and emails", tags: ["heartbeat"])
            .AddCheck<WebhookBacklog>("webhooks", tags: ["heartbeat"]);
        return builder;
    }
}

namespace CustodyWatch.Features.Alerts;

public static class AlertsSetup
{
    public static IHostApplicationBuilder AddAlerts(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Acknowledging>();
        return builder;
    }
}

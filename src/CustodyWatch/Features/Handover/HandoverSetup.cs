namespace CustodyWatch.Features.Handover;

public static class HandoverSetup
{
    public static IHostApplicationBuilder AddHandover(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Handovers>();
        builder.Services.AddSingleton<Pages.HandoverReading>();
        return builder;
    }
}

using CustodyWatch.Http;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Proof;
using CustodyWatch.Log.Reference;
using CustodyWatch.Measuring;
using CustodyWatch.Storage.Sealing;

namespace CustodyWatch.Log;

public static class LogSetup
{
    public static IHostApplicationBuilder AddLog(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Measures>();
        builder.Services.AddSingleton<Committed>();
        builder.Services.AddSingleton<CustodyLog>();
        builder.Services.AddSingleton<AccessLog>();
        builder.Services.AddSingleton<RecordDoor>();
        builder.Services.AddSingleton<ChainCheck>();
        builder.Services.AddSettings<AnchorOptions>("CustodyWatch:Anchors");
        builder.Services.AddSingleton<DailyAnchor>();
        builder.Services.AddHttpClient(nameof(DailyAnchor)).Bounded();
        builder.Services.AddSingleton<Rebuilding>();
        builder.Services.AddSingleton<Renewal>();
        builder.Services.AddSingleton<Authorities>();
        return builder;
    }

    /// <summary>What a running service does with the log by itself.</summary>
    public static void KeepLog(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHostedService(services => services.GetRequiredService<DailyAnchor>());
        builder.Services.AddHostedService<RenewalAtStart>();
        builder.Services.AddHostedService<KeyRenewal>();
    }
}

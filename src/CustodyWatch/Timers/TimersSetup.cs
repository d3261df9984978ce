using CustodyWatch.Http;
using Hangfire;
using Hangfire.InMemory;

namespace CustodyWatch.Timers;

public static class TimersSetup
{
    public static WebApplicationBuilder AddTimers(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<TimerOptions>("CustodyWatch:Alerts");
        services.AddSingleton<SuiteWatch>();
        services.AddSingleton<FireDueTimers>();
        services.AddSingleton<Wake>();
        services.AddSingleton<TimersMoving>();
        services.AddHealthChecks().AddCheck<TimersMoving>("timers", tags: ["ready"]);
        // Nothing that has to be remembered is in Hangfire, so its jobs may be forgotten when the service stops.
        services.AddSingleton<JobStorage>(
            _ => new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromMinutes(2) }));
        services.AddSingleton<IBackgroundJobClientV2>(provider => new BackgroundJobClient(provider.GetRequiredService<JobStorage>()));
        services.AddSingleton<IRecurringJobManager>(provider => new RecurringJobManager(provider.GetRequiredService<JobStorage>()));
        services.AddTransient<TimerJob>();
        services.AddTransient<AuditTimers>();
        services.AddTransient<AuditJob>();
        services.AddSettings<HeartbeatOptions>("CustodyWatch:Heartbeat");
        services.AddHttpClient<Heartbeat>().Bounded();
        services.AddSingleton<Rounds>();
        services.AddHostedService<JobServer>();
        services.AddHostedService(provider => provider.GetRequiredService<Rounds>());
        services.AddHostedService<SharedSweep>();
        services.AddHostedService<WakeOnCommit>();
        return builder;
    }
}

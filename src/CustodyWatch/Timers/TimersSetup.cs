using CustodyWatch.Delivery;
using Hangfire;
using Hangfire.InMemory;

namespace CustodyWatch.Timers;

public static class TimersSetup
{
    private const string EveryFiveSeconds = "*/5 * * * * *";

    public static WebApplicationBuilder AddTimers(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<TimerOptions>().BindConfiguration("CustodyWatch:Alerts").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<LiveDelivery>();
        services.AddSingleton<SuiteWatch>();
        services.AddSingleton<FireDueTimers>();
        services.AddSingleton<Wake>();
        services.AddSingleton<TimersMoving>();
        services.AddHealthChecks().AddCheck<TimersMoving>("timers", tags: ["ready"]);
        // Nothing that has to be remembered is in Hangfire, so its jobs may be forgotten when the service stops.
        services.AddSingleton<JobStorage>(new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromMinutes(2) }));
        services.AddHangfire(hangfire => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings());
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = 4;
            server.SchedulePollingInterval = TimeSpan.FromMilliseconds(250);
            server.StopTimeout = TimeSpan.FromSeconds(5);
        });
        services.AddHostedService<WakeOnCommit>();
        return builder;
    }

    /// <summary>Looks at the timers every five seconds, whatever else wakes them.</summary>
    public static void UseTimers(this WebApplication app) => app.Services.GetRequiredService<IRecurringJobManager>()
        .AddOrUpdate<TimerJob>("timers", job => job.Run(CancellationToken.None), EveryFiveSeconds);
}

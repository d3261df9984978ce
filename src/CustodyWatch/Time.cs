using NodaTime;

namespace CustodyWatch;

/// <summary>The one place the machine's clock is read.</summary>
public static class Time
{
    public static IHostApplicationBuilder AddTime(this IHostApplicationBuilder builder)
    {
#pragma warning disable RS0030 // the edge at which IClock is injected
        builder.Services.AddSingleton<IClock>(SystemClock.Instance);
#pragma warning restore RS0030
        return builder;
    }
}

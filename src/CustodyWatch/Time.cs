using CustodyWatch.Demo;
using CustodyWatch.Http;
using NodaTime;

namespace CustodyWatch;

/// <summary>The one place the machine's clock is read.</summary>
public static class Time
{
#pragma warning disable RS0030 // the edge at which IClock is injected
    public static IClock OfTheMachine => SystemClock.Instance;
#pragma warning restore RS0030

    public static IHostApplicationBuilder AddTime(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(OfTheMachine);
        return builder;
    }

    /// <summary>The instant it is, to the millisecond, as every time is kept.</summary>
    public static Instant Now(this IClock clock) => Rfc3339.Cut(clock.GetCurrentInstant());

    /// <summary>How long a stretch of the clock's time takes on the wall; shorter only where a demonstration runs faster than life.</summary>
    public static TimeSpan WallTime(this IClock clock, Duration duration) =>
        (clock is DemoClock demo ? duration / demo.Speed : duration).ToTimeSpan();
}

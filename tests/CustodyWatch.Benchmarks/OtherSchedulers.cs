using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Globalization;
using Hangfire;
using Hangfire.InMemory;
using NodaTime;
using Quartz;
using Quartz.Impl;

namespace CustodyWatch.Benchmarks;

/// <summary>What else could wake a service at an instant: the delayed jobs of Hangfire as it comes, and Quartz.NET.</summary>
public static class OtherSchedulers
{
    private static readonly ConcurrentBag<double> ByHangfire = [], ByQuartz = [];

    /// <summary>How late each job of Hangfire began, in milliseconds.</summary>
    internal static async Task<IReadOnlyCollection<double>> Hangfire(IReadOnlyList<Instant> due, TimeSpan wait)
    {
        using var storage = new InMemoryStorage();
        using var server = new BackgroundJobServer(new BackgroundJobServerOptions(), storage);
        var jobs = new BackgroundJobClient(storage);
        foreach (var at in due) jobs.Schedule(() => Note(at.ToUnixTimeMilliseconds()), at.ToDateTimeOffset());
        await Task.Delay(wait);
        return ByHangfire;
    }

    /// <summary>How late each job of Quartz.NET began, in milliseconds.</summary>
    internal static async Task<IReadOnlyCollection<double>> Quartz(IReadOnlyList<Instant> due, TimeSpan wait)
    {
        var scheduler = await new StdSchedulerFactory(new NameValueCollection()).GetScheduler();
        await scheduler.Start();
        foreach (var at in due)
            await scheduler.ScheduleJob(
                JobBuilder.Create<Noting>().UsingJobData("due", at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)).Build(),
                TriggerBuilder.Create().StartAt(at.ToDateTimeOffset()).Build());
        await Task.Delay(wait);
        await scheduler.Shutdown();
        return ByQuartz;
    }

    /// <summary>A job of Hangfire.</summary>
    public static void Note(long due) => ByHangfire.Add(Late(due));

    private static double Late(long due) => (Time.OfTheMachine.GetCurrentInstant() - Instant.FromUnixTimeMilliseconds(due)).TotalMilliseconds;

    private sealed class Noting : IJob
    {
        public Task Execute(IJobExecutionContext context)
        {
            ByQuartz.Add(Late(long.Parse(context.MergedJobDataMap.GetString("due")!, CultureInfo.InvariantCulture)));
            return Task.CompletedTask;
        }
    }
}

using Cronos;

namespace CustodyWatch.Timers;

/// <summary>How seldom a cron expression that begins with seconds comes round.</summary>
internal static class Schedule
{
    private static readonly DateTime AnyHour = DateTime.UnixEpoch;

    /// <summary>The longest wait from one coming to the next; null where it is no such expression, or leaves out an hour or a day.</summary>
    public static TimeSpan? LongestWait(string cron)
    {
        if (cron.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is not [_, _, "*", "*" or "?", "*", "*" or "?"]
            || !CronExpression.TryParse(cron, CronFormat.IncludeSeconds, out var schedule)) return null;
        // One hour is as any other.
        DateTime[] comings = [.. schedule.GetOccurrences(AnyHour, AnyHour.AddHours(1))];
        return comings.Skip(1).Append(comings[0].AddHours(1)).Zip(comings, (next, one) => next - one).Max();
    }
}

using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Tests.Simulation;

/// <summary>Makes a night on which something goes wrong smaller, as long as something still does: the fewest children, crashes and faults.</summary>
internal static class Shrinking
{
    public static async Task<Ran> Of(Ran failed, Func<SqliteDialect, Task>? meddle = null, int most = 60)
    {
        for (var tried = 0; tried < most;)
        {
            Ran? smaller = null;
            foreach (var night in Smaller(failed.Night))
            {
                if (++tried > most) break;
                if (await SimulatedNight.Of(night, meddle) is { Failed: true } still)
                {
                    smaller = still;
                    break;
                }
            }
            if (smaller is null) break;
            failed = smaller;
        }
        return failed;
    }

    // The boldest first.
    private static IEnumerable<Scenario> Smaller(Scenario night)
    {
        if (night.Crashes.Count > 0) yield return night with { Crashes = [] };
        foreach (var children in Fewer(night.Children)) yield return night with { Children = children };
        foreach (var crashes in Fewer(night.Crashes)) yield return night with { Crashes = crashes };
        if (night.Leaps.Count > 0) yield return night with { Leaps = [] };
        if (night.FeedLoses > 0) yield return night with { FeedLoses = 0 };
        if (night.FeedLate > 0) yield return night with { FeedLate = 0 };
        if (night.FeedTwice > 0) yield return night with { FeedTwice = 0 };
        if (night.FeedStops is not null) yield return night with { FeedStops = null };
        if (night.FeedEvery > Duration.Zero) yield return night with { FeedEvery = Duration.Zero };
        if (night.OutsideFails > 0) yield return night with { OutsideFails = 0 };
        if (night.Acknowledged > 0) yield return night with { Acknowledged = 0 };
        if (night.HasScreen) yield return night with { HasScreen = false };
        if (night.Lasts > Duration.FromMinutes(30)) yield return night with { Lasts = night.Lasts / 2 };
        foreach (var (number, crash) in night.Crashes.Index())
            if (crash.Down > Duration.Zero)
                yield return night with { Crashes = [.. night.Crashes.Select((one, at) => at == number ? one with { Down = Duration.Zero } : one)] };
    }

    // Halves first, then all but one.
    private static IEnumerable<IReadOnlyList<T>> Fewer<T>(IReadOnlyList<T> things)
    {
        if (things.Count > 3)
        {
            yield return [.. things.Take(things.Count / 2)];
            yield return [.. things.Skip(things.Count / 2)];
        }
        for (var left = 0; left < things.Count; left++) yield return [.. things.Where((_, at) => at != left)];
    }
}

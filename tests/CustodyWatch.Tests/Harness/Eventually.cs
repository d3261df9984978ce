using System.Diagnostics;

namespace CustodyWatch.Tests.Harness;

/// <summary>Waits for something that another thread does.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task True(Func<bool> condition)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < Patience, "It did not happen.");
            await Task.Delay(10);
        }
    }

    /// <summary>Asks again until the answer will do.</summary>
    public static async Task<T> Finds<T>(Func<Task<T>> ask, Predicate<T> enough)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var found = await ask();
            if (enough(found)) return found;
            Assert.True(waited.Elapsed < Patience, "It did not happen.");
            await Task.Delay(50);
        }
    }
}

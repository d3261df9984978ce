using System.Diagnostics;

namespace CustodyWatch.Tests.Harness;

/// <summary>Waits for something that another thread does.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task True(Func<bool> condition)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < Patience, "It did not happen.");
            await Task.Delay(10);
        }
    }
}

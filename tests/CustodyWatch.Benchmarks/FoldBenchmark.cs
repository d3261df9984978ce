using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Custody.Reading;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Simulator;
using NodaTime;

namespace CustodyWatch.Benchmarks;

/// <summary>How long it takes to turn one detention of 120 events into its clocks, and what that allocates.</summary>
internal static class FoldBenchmark
{
    private const int Events = 120, Rounds = 9, Folds = 2000;

    public static int Run()
    {
        var events = Detention();
        var at = events.Max(entry => entry.Occurred) + Duration.FromMinutes(1);
        Fold(events, at, Folds);
        var (best, allocated) = (double.MaxValue, 0L);
        for (var round = 0; round < Rounds; round++)
        {
            var (began, before) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            Fold(events, at, Folds);
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalMicroseconds / Folds);
            allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / Folds;
        }
        var clocks = PaceRules.Clocks(events, LocalSettings.Default, at).History.Count;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{events.Count} events into {clocks} clocks: {best:0.0} microseconds (best of {Rounds} rounds of {Folds}), {allocated / 1024.0:0.0} kB allocated"));
        return 0;
    }

    private static void Fold(List<CustodyEvent> events, Instant at, int times)
    {
        for (var i = 0; i < times; i++) PaceRules.Clocks(events, LocalSettings.Default, at);
    }

    /// <summary>The first invented detention of exactly 120 events.</summary>
    private static List<CustodyEvent> Detention()
    {
        for (var seed = 1; ; seed++)
        {
            var invented = Simulator.Detention.Invent(seed, InventedSuite.Central, "CR-1", Instant.FromUtc(2026, 6, 10, 14, 0));
            if (invented.Count == Events) return [.. invented.Select(Read)];
        }
    }

    private static CustodyEvent Read(InventedEvent invented)
    {
        var kind = EventKinds.Parse(invented.Type)!.Value;
        var fact = FactReader.Read(kind, JsonSerializer.SerializeToUtf8Bytes(invented.Data, invented.Data.GetType()), new Problems())!;
        return new CustodyEvent(invented.Source, invented.Id, kind, invented.Time, fact);
    }
}

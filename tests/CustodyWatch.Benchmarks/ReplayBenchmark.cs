using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CustodyWatch.Features.Replay;
using CustodyWatch.Features.Replay.Reading;
using CustodyWatch.Features.Replay.Reporting;

namespace CustodyWatch.Benchmarks;

/// <summary>
/// Replays a national year and, in the same run on the same cores, merely tokenises the same file with Utf8JsonReader. The
/// figure is the ratio; wall time and processor time are both given, since a busy machine bends the first.
/// </summary>
internal static class ReplayBenchmark
{
    public static int Run(string file, int rounds)
    {
        for (var round = 1; round <= rounds; round++)
        {
            var tokenised = Timed(() => Tokenise(file));
            var replayed = Timed(() => Replay(file));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                round {round}: tokenise {tokenised.Wall:0.00} s ({tokenised.Processor:0.00} s of processor), replay {replayed.Wall:0.00} s ({replayed.Processor:0.00} s)
                  ratio {replayed.Wall / tokenised.Wall:0.00} by the wall clock, {replayed.Processor / tokenised.Processor:0.00} by processor time
                """));
        }
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"peak memory {process.PeakWorkingSet64 >> 20:N0} MB");
        return 0;
    }

    private static (double Wall, double Processor) Timed(Action action)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var (watch, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        action();
        process.Refresh();
        return (watch.Elapsed.TotalSeconds, (process.TotalProcessorTime - before).TotalSeconds);
    }

    private static void Tokenise(string file)
    {
        var blocks = new LineBlocks([file], Stream.Null);
        Task.WaitAll([.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() =>
        {
            var block = new Block();
            while (blocks.Next(block))
            {
                var reader = new Utf8JsonReader(block.Text, new JsonReaderOptions { AllowMultipleValues = true });
                while (reader.Read()) { }
            }
        }))]);
    }

    private static void Replay(string file)
    {
        var run = new ReplayRun(new ReplayArguments([file], null, null, new CsvReport()), Stream.Null);
        new CsvReport().Write(Stream.Null, run.Work());
    }
}

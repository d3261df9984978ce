using CustodyWatch.Simulator;
using NodaTime;

namespace CustodyWatch.Benchmarks;

internal static class Start
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["replay", .. var rest]:
                var year = rest is [var given, ..] ? given : Path.Combine(Path.GetTempPath(), "custodywatch-year.ndjson");
                if (!File.Exists(year)) WriteYear(year, NationalYear.Detentions);
                return ReplayBenchmark.Run(year, rest is [_, var rounds] ? int.Parse(rounds, null) : 3);
            case ["fold"]:
                return FoldBenchmark.Run();
            case ["append", .. var past]:
                return await AppendBenchmark.Run(past is [var most] ? int.Parse(most, null) : 100_000);
            case ["due", .. var held]:
                return await DueBenchmark.Run(held is [var inCustody] ? int.Parse(inCustody, null) : 2_000);
            case ["screens", .. var screens]:
                return await ScreensBenchmark.Run(screens is [var live] ? int.Parse(live, null) : 2_000);
            case ["restart", .. var overdue]:
                return await RestartBenchmark.Run(overdue is [var late] ? int.Parse(late, null) : 500);
            case ["intake"]:
                return await IntakeBenchmark.Run();
            case ["board"]:
                return await BoardBenchmark.Run();
            case ["oversight", var entered, var all, .. var rest]:
                return await OversightBenchmark.Run(int.Parse(entered, null), int.Parse(all, null), rest is [var folder] ? folder : null);
            case ["nation", { } many, { } into, .. var rest]:
                return await OversightBenchmark.Enter(int.Parse(many, null), into, rest is [var minutes] ? int.Parse(minutes, null) : 60);
            case ["rebuilt", var kept]:
                return await OversightBenchmark.Compare(kept);
            case ["ledger"]:
                return await LedgerBenchmark.Run();
            case ["certificate"]:
                return CertificateBenchmark.Run();
            case ["export"]:
                return await ExportBenchmark.Run();
            case ["verify", .. var events]:
                return await VerifyBenchmark.Run(events is [var links] ? int.Parse(links, null) : 1_000_000);
            case ["year", var file, .. var rest]:
                WriteYear(file, rest is [var count] ? int.Parse(count, null) : NationalYear.Detentions);
                return 0;
            default:
                Console.Error.WriteLine("replay [FILE [ROUNDS]] | fold | append [PAST] | due [CHILDREN] | restart [CHILDREN] | screens [SCREENS] | intake | board | certificate | export | ledger | verify [EVENTS] | oversight ENTERED ALL [FOLDER] | nation ENTERED FOLDER [MINUTES] | rebuilt FOLDER | year FILE [DETENTIONS]");
                return 1;
        }
    }

    private static void WriteYear(string file, int detentions)
    {
        using var output = File.Create(file, 1 << 20);
        Console.WriteLine($"{file}: {NationalYear.Write(output, 1, detentions, Instant.FromUtc(2025, 4, 1, 0, 0)):N0} events");
    }
}

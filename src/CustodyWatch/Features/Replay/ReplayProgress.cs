using Spectre.Console;

namespace CustodyWatch.Features.Replay;

/// <summary>Shows on the terminal how far a replay has come.</summary>
internal static class ReplayProgress
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    public static IReadOnlyList<byte[]> Watch(ReplayRun run, IReadOnlyList<string> files)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                var reading = context.AddTask("Reading", maxValue: Math.Max(1, Size(files)));
                var working = context.AddTask("Working out the clocks", autoStart: false);
                var work = Task.Run(run.Work);
                while (!work.Wait(Every)) Show(run, reading, working);
                return work.Result;
            });
    }

    private static void Show(ReplayRun run, ProgressTask reading, ProgressTask working)
    {
        reading.Value = Math.Min(run.BytesRead, reading.MaxValue);
        if (run.Records == 0) return;
        reading.Value = reading.MaxValue;
        if (!working.IsStarted) working.StartTask();
        working.MaxValue = run.Records;
        working.Value = run.RecordsWorked;
    }

    /// <summary>Bytes on disk; a packed file holds more than that, and what is not a file is not known.</summary>
    private static long Size(IEnumerable<string> files) => files.Where(file => file != "-").Sum(file => new FileInfo(file).Length);
}

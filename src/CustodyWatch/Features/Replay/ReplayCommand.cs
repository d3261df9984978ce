using System.Globalization;
using System.Runtime;

namespace CustodyWatch.Features.Replay;

/// <summary>
/// <c>replay</c>: reads files of custody events and writes every clock that was broken or met late, with no server and no
/// database. Ends with 0, or 2 when a line was bad; with 64 when it was asked for wrongly, 66 when a file cannot be read and 73 when
/// the report cannot be written.
/// </summary>
internal static class ReplayCommand
{
    private const int Done = 0, SomeLinesBad = 2, WronglyAsked = 64, CannotRead = 66, CannotWrite = 73;

    public static int Run(string[] args)
    {
        GCSettings.LatencyMode = GCLatencyMode.Batch;
        using var input = StandardInputIsClosed() ? null : Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        return Run(args, input, output, Console.Error, showProgress: !Console.IsErrorRedirected);
    }

    // What a program opens goes under the first number that is free, and is not handed down to others as its standard input was.
    private static bool StandardInputIsClosed()
    {
        const int NotHandedDown = 0x80000;
        if (!OperatingSystem.IsLinux()) return false;
        const string Flags = "flags:";
        var said = File.Exists("/proc/self/fdinfo/0") ? File.ReadLines("/proc/self/fdinfo/0").FirstOrDefault(line => line.StartsWith(Flags, StringComparison.Ordinal)) : null;
        return said is null ? Directory.Exists("/proc/self/fdinfo") : (Convert.ToInt32(said[Flags.Length..].Trim(), 8) & NotHandedDown) != 0;
    }

    public static int Run(string[] args, Stream? input, Stream output, TextWriter messages, bool showProgress = false)
    {
        var (arguments, problem) = ReplayArguments.Parse(args);
        if (arguments is null)
        {
            messages.WriteLine($"{problem} Usage: {ReplayArguments.Usage}");
            return WronglyAsked;
        }
        if (arguments.Files.FirstOrDefault(file => file != "-" && !File.Exists(file)) is { } missing)
        {
            messages.WriteLine(Directory.Exists(missing) ? $"{missing} is a folder: name the files in it." : $"There is no file {missing}.");
            return CannotRead;
        }
        if (input is null && arguments.Files.Contains("-"))
        {
            messages.WriteLine("Standard input is closed.");
            return CannotRead;
        }
        return WriteReport(arguments.Out, output, messages, report => Work(arguments, input ?? Stream.Null, report, messages, showProgress));
    }

    // What cannot be written is said before a year of records is read; what was there before is kept until the report takes its place.
    private static int WriteReport(string? name, Stream output, TextWriter messages, Func<Stream, int> work)
    {
        var isNew = name is not null && !File.Exists(name);
        try
        {
            int exit;
            using (var file = name is null ? null : new FileStream(name, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1 << 16))
                exit = work(file ?? output);
            if (exit == CannotRead && isNew) File.Delete(name!);
            return exit;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            messages.WriteLine($"{name ?? "The report"} cannot be written: {e.Message}");
            return CannotWrite;
        }
    }

    private static int Work(ReplayArguments arguments, Stream input, Stream report, TextWriter messages, bool showProgress)
    {
        var run = new ReplayRun(arguments, input);
        IReadOnlyList<byte[]> records;
        try
        {
            records = showProgress ? ReplayProgress.Watch(run, arguments.Files) : run.Work();
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions is var each && each.All(one => one is IOException or UnauthorizedAccessException))
        {
            foreach (var one in each) messages.WriteLine(one.Message);
            return CannotRead;
        }
        if (report is FileStream { CanSeek: true, Length: > 0 }) report.SetLength(0);
        arguments.Report.Write(report, records);
        report.Flush();
        Tell(run, messages);
        return run.Bad.Count == 0 ? Done : SomeLinesBad;
    }

    private static void Tell(ReplayRun run, TextWriter messages)
    {
        foreach (var (file, line, reason) in run.Bad)
            messages.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}:{line}: {reason}"));
        messages.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Records:N0} custody records, {run.Events:N0} events, {run.Broken:N0} clocks broken or met late, {run.Bad.Count:N0} bad lines."));
    }
}

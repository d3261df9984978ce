using System.Globalization;
using System.Runtime;

namespace CustodyWatch.Features.Replay;

/// <summary>
/// <c>replay</c>: reads files of custody events and writes every clock that was broken or met late, with no server and no
/// database. Ends with 0, or 2 when a line was bad; with 64 when it was asked for wrongly and 66 when a file cannot be read.
/// </summary>
internal static class ReplayCommand
{
    private const int Done = 0, SomeLinesBad = 2, WronglyAsked = 64, CannotRead = 66;

    public static int Run(string[] args)
    {
        GCSettings.LatencyMode = GCLatencyMode.Batch;
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        return Run(args, input, output, Console.Error, showProgress: !Console.IsErrorRedirected);
    }

    public static int Run(string[] args, Stream input, Stream output, TextWriter messages, bool showProgress = false)
    {
        var (arguments, problem) = ReplayArguments.Parse(args);
        if (arguments is null)
        {
            messages.WriteLine($"{problem} Usage: {ReplayArguments.Usage}");
            return WronglyAsked;
        }
        if (arguments.Files.FirstOrDefault(file => file != "-" && !File.Exists(file)) is { } missing)
        {
            messages.WriteLine($"There is no file {missing}.");
            return CannotRead;
        }
        try
        {
            var run = new ReplayRun(arguments, input);
            var records = showProgress ? ReplayProgress.Watch(run, arguments.Files) : run.Work();
            Write(arguments, records, output);
            Tell(run, messages);
            return run.Bad.Count == 0 ? Done : SomeLinesBad;
        }
        catch (Exception e) when (e.GetBaseException() is IOException or UnauthorizedAccessException)
        {
            messages.WriteLine(e.GetBaseException().Message);
            return CannotRead;
        }
    }

    private static void Write(ReplayArguments arguments, IReadOnlyList<byte[]> records, Stream output)
    {
        using var file = arguments.Out is { } name ? File.Create(name, 1 << 16) : null;
        arguments.Report.Write(file ?? output, records);
        output.Flush();
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

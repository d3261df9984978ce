using CustodyWatch.Features.Replay.Reporting;
using CustodyWatch.Http;
using NodaTime;

namespace CustodyWatch.Features.Replay;

/// <summary>What <c>replay</c> was asked to do.</summary>
internal sealed record ReplayArguments(IReadOnlyList<string> Files, Instant? At, string? Out, IReport Report)
{
    public const string Usage = "replay FILE… [--at INSTANT] [--out FILE (- for standard output)] [--format table|csv|json]";

    /// <summary>What whoever joins the report to other lists has to know.</summary>
    public const string OfCsv = "In csv a text that begins with = + - or @ has an apostrophe put before it, so that no spreadsheet works it out; json has it as it was.";

    /// <summary>The arguments, or a sentence that says what is wrong with them.</summary>
    public static (ReplayArguments? Arguments, string? Problem) Parse(ReadOnlySpan<string> args)
    {
        var (files, said) = (new List<string>(), new HashSet<string>());
        Instant? at = null;
        string? to = null, format = null;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is not ['-', _, ..])
            {
                files.Add(args[i]);
                continue;
            }
            var (name, value) = args[i].Split('=', 2) is [var before, var after]
                ? (before, after)
                : (args[i], i + 1 < args.Length && args[i + 1] is not ['-', '-', ..] ? args[++i] : null);
            if (name is not ("--at" or "--out" or "--format")) return (null, $"There is no option {name}.");
            if (string.IsNullOrEmpty(value)) return (null, $"{name} needs a value.");
            if (!said.Add(name)) return (null, $"{name} is said twice.");
            switch (name)
            {
                case "--at" when Rfc3339.Parse(value) is { } instant:
                    at = instant;
                    break;
                case "--at":
                    return (null, "--at needs an instant with an offset, such as 2026-06-10T19:52:00Z.");
                case "--out":
                    to = value == "-" ? null : value;
                    break;
                default:
                    format = value;
                    break;
            }
        }
        if (files.Count == 0) return (null, "Name at least one file, or - for standard input.");
        if (files.Count(file => file == "-") > 1) return (null, "Standard input can be read only once.");
        if (to is not null && files.Any(file => file != "-" && IsSame(file, to))) return (null, $"--out {to} is a file to be read.");
        var report = ReportFor(format ?? Path.GetExtension(to)?.TrimStart('.')) ?? (format is null ? new TableReport() : null);
        return report is null ? (null, "--format is table, csv or json.") : (new ReplayArguments(files, at, to, report), null);
    }

    private static bool IsSame(string file, string other) =>
        Behind(file).Equals(Behind(other), OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    // The file that a link leads to.
    private static string Behind(string file) => File.Exists(file) && File.ResolveLinkTarget(file, returnFinalTarget: true) is { } target
        ? target.FullName
        : Path.GetFullPath(file);

    private static IReport? ReportFor(string? format) => format switch
    {
        "csv" => new CsvReport(),
        "json" => new JsonReport(),
        "table" => new TableReport(),
        _ => null,
    };
}

using System.Globalization;
using CustodyWatch.Pace.Oversight;
using NodaTime.Text;

namespace CustodyWatch.Features.Oversight;

/// <summary>
/// The numbers of residents that come with the program, and those a force files in their place: of a force where its own are
/// filed, else of England and Wales.
/// </summary>
public sealed class Populations
{
    public const string Setting = "CustodyWatch:PopulationFile";
    private const string Nation = "*", Heading = "force,group,residents,dated,verified,source,note", InProgram = "db.reference.population-10-17.csv";
    private readonly Dictionary<string, Population> _areas;

    private Populations(Dictionary<string, Population> areas) => _areas = areas;

    public Population Of(string? force)
    {
        if (force is not null && _areas.TryGetValue(force, out var own)) return own;
        var nation = _areas[Nation];
        return force is null ? nation : nation with
        {
            Note = nation.Note with
            {
                Note = nation.Note.Note + " No numbers of residents are filed for this force: those of England and Wales stand in, so compare groups by the relative rate and not by the rate.",
            },
        };
    }

    /// <summary>What came with the program with what a file holds in its place, or the sentence that says what is wrong with the file.</summary>
    public static (Populations? Populations, string? Refusal) Read(string? file)
    {
        using var stream = typeof(Populations).Assembly.GetManifestResourceStream(InProgram)
            ?? throw new InvalidOperationException("The reference data of residents is missing.");
        using var reader = new StreamReader(stream);
        var (areas, wrong) = Areas(reader.ReadToEnd());
        if (areas is null) throw new InvalidOperationException(wrong);
        if (string.IsNullOrWhiteSpace(file)) return (new(areas), null);
        if (!File.Exists(file)) return (null, $"{Setting} names a file that is not there: {file}");
        var (own, problem) = Areas(File.ReadAllText(file));
        if (own is null) return (null, $"{Setting}, {file}: {problem}");
        foreach (var (force, population) in own) areas[force] = population;
        return (new(areas), null);
    }

    private static (Dictionary<string, Population>? Areas, string? Wrong) Areas(string text)
    {
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        if (lines[0].TrimStart('\uFEFF') != Heading) return (null, $"the first line must be {Heading}");
        var rows = lines.Skip(1).Select(line => line.Split(',', 7)).ToArray();
        for (var i = 0; i < rows.Length; i++)
            if (Wrong(rows[i]) is { } wrong) return (null, $"line {i + 2}: {wrong}");
        if (rows.CountBy(row => (row[0], row[1])).FirstOrDefault(row => row.Value > 1) is { Value: > 1, Key: var twice })
            return (null, $"force {twice.Item1} has {twice.Item2} twice");
        return (rows.GroupBy(row => row[0]).ToDictionary(
            area => area.Key,
            area => new Population(
                new(area.Key == Nation ? "England and Wales" : $"Force {area.Key}", area.First()[3], area.All(row => row[4] == "yes"), area.First()[5], area.First()[6]),
                area.ToDictionary(row => row[1], row => int.Parse(row[2], CultureInfo.InvariantCulture)))), null);
    }

    private static string? Wrong(string[] row) => row switch
    {
        { Length: < 7 } => "must have seven columns",
        _ when row[0].Length == 0 => "force must be a force's code, or * for England and Wales",
        _ when row[1] == EthnicGroup.NotStated || !EthnicGroup.All.Contains(row[1]) => "group must be White, Mixed, Asian, Black or Other",
        _ when !int.TryParse(row[2], NumberStyles.None, CultureInfo.InvariantCulture, out var residents) || residents == 0 => "residents must be a whole number above nought",
        _ when !LocalDatePattern.Iso.Parse(row[3]).Success => "dated must be a date, 2021-03-21",
        _ when row[4] is not ("yes" or "no") => "verified must be yes or no",
        _ => null,
    };
}

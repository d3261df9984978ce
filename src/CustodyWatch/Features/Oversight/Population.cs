using System.Globalization;

namespace CustodyWatch.Features.Oversight;

/// <summary>Where the numbers of residents come from.</summary>
public sealed record PopulationNote(string Area, string Dated, string Source, string Note);

/// <summary>Residents aged 10 to 17 by broad ethnic group: of the force where its own numbers are filed, else of England and Wales.</summary>
public sealed class Population
{
    private const string Nation = "*";
    private static readonly ILookup<string, string[]> Filed = Read().ToLookup(row => row[0]);
    private readonly Dictionary<string, int> _residents;

    private Population(IEnumerable<string[]> rows, PopulationNote note) =>
        (_residents, Note) = (rows.ToDictionary(row => row[1], row => int.Parse(row[2], CultureInfo.InvariantCulture)), note);

    public PopulationNote Note { get; }

    public int? Residents(string group) => _residents.TryGetValue(group, out var residents) ? residents : null;

    public static Population Of(string? force)
    {
        var area = force is not null && Filed.Contains(force) ? force : Nation;
        var rows = Filed[area].ToArray();
        var note = force is null || area == force
            ? rows[0][5]
            : rows[0][5] + " No numbers of residents are filed for this force: those of England and Wales stand in, so compare groups by the relative rate and not by the rate.";
        return new(rows, new(area == Nation ? "England and Wales" : $"Force {area}", rows[0][3], rows[0][4], note));
    }

    private static IEnumerable<string[]> Read()
    {
        using var file = typeof(Population).Assembly.GetManifestResourceStream("db.reference.population-10-17.csv")
            ?? throw new InvalidOperationException("The reference data of residents is missing.");
        using var reader = new StreamReader(file);
        reader.ReadLine();
        while (reader.ReadLine() is { Length: > 0 } line) yield return line.Split(',', 6);
    }
}

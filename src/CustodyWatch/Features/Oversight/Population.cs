namespace CustodyWatch.Features.Oversight;

/// <summary>Where the numbers of residents come from.</summary>
/// <param name="Verified">Somebody who files them has checked them against their source; until then no rate on them is to be published.</param>
public sealed record PopulationNote(string Area, string Dated, bool Verified, string Source, string Note);

/// <summary>Residents aged 10 to 17 of one area by broad ethnic group.</summary>
public sealed record Population(PopulationNote Note, IReadOnlyDictionary<string, int> Numbers)
{
    public int? Residents(string group) => Numbers.TryGetValue(group, out var residents) ? residents : null;
}

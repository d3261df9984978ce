using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Storage;

namespace CustodyWatch.Features.Accommodation;

/// <summary>The LOCAL numbers of the forces that a list speaks of.</summary>
internal static class ForceSettings
{
    public static async Task<IReadOnlyDictionary<string, LocalSettings>> Of(Database database, IEnumerable<string> forces, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var settings = new Dictionary<string, LocalSettings>(StringComparer.Ordinal);
        foreach (var force in forces.Distinct()) settings[force] = await LocalNumbersRow.Of(connection, force);
        return settings;
    }
}

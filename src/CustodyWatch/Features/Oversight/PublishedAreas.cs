using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Oversight;

/// <summary>What is left out of the statistics of a caller's suites and forces, whichever of them are asked about.</summary>
internal sealed class PublishedAreas
{
    private readonly HiddenAreas<Totals> _areas;

    private PublishedAreas(IReadOnlyList<(SuiteCode, Totals)> suites) => _areas = new(
        suites, Totals.Of, (parts, all, elsewhere) => new Publication(all, [.. parts.Select(part => new Part("", part))], elsewhere).Hidden);

    /// <param name="reach">All that the caller may see. Of a force of which that is some suites the others are counted too, and nothing of them told.</param>
    public static async Task<PublishedAreas> Read(Database database, Scope reach, Period period, Instant now, CancellationToken cancel)
    {
        var forces = reach.OfItsForces.OfFigures;
        var suites = await TotalsReading.Read(database, forces, period, TotalsReading.Suite, now, cancel);
        return new([.. suites.Select(part => (SuiteCode.Parse(part.Name) ?? new(forces.OnlyForce!, part.Name), part.Totals))]);
    }

    /// <summary>What is left out elsewhere of parts of a scope and, after the last of them, of the whole of it.</summary>
    public Func<string, int, bool> Of(Scope scope, IReadOnlyList<Part> parts, string? way)
    {
        var all = _areas.Of(scope.Holds);
        var each = parts.Select(part => way switch
        {
            TotalsReading.Force => _areas.Of(suite => scope.Holds(suite) && suite.Force == part.Name),
            TotalsReading.Suite => _areas.Of(suite => scope.Holds(suite) && TotalsReading.NameOf(scope, suite) == part.Name),
            _ => _ => false,
        }).Append(all).ToArray();
        // What was not divided has the whole alone.
        return (count, slot) => (way is null ? all : each[slot])(count);
    }
}

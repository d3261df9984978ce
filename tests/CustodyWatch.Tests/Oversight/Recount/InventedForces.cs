using System.Text.Json.Nodes;
using CustodyWatch.Simulator;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CustodyWatch.Tests.Oversight.Recount;

/// <summary>Three suites of two forces with some eighty detentions of a hundred days in them, and what their log says.</summary>
public sealed class InventedForces : IAsyncLifetime
{
    private static readonly Instant Now = Instant.FromUtc(2026, 7, 1, 12, 0);

    // Badly run, so that there is something of everything.
    private static readonly (InventedSuite Suite, string Persona)[] Suites =
    [
        (new("99", "CENTRAL", "E08000099", 0.5), "feed-01"), (new("99", "NORTH", "E08000099", 0.8), "sgt-02"), (new("98", "OTHER", "E10000098", 0.2), "sgt-98"),
    ];

    public CustodySuite Suite { get; private set; } = null!;

    internal IReadOnlyList<Story> Stories { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Suite = await CustodySuite.Open("2026-07-01T12:00:00Z");
        var number = 0;
        foreach (var (where, persona) in Suites)
        {
            var told = new List<JsonNode>();
            for (var n = 0; n < 20; n++)
            {
                // From a hundred days ago, the night on which the clocks went forward among them, to three hours ago.
                var arrived = Now - Duration.FromMinutes((7 * number) + ((19 - n) * 100 * 24 * 60 / 19) + 180);
                told.AddRange(Detention.Invent(++number, where, $"IN-{number:000}", arrived).Where(entry => entry.Time <= Now).Select(entry => JsonNode.Parse(entry.ToJson())!));
            }
            if (where.Code == "CENTRAL") told.AddRange(Awkward.Children());
            // In an order that has nothing to do with when it happened.
            var lot = new Random(number);
            foreach (var some in told.OrderBy(_ => lot.Next()).Chunk(500)) await Suite.As(persona).Taken(some);
        }
        await using var connection = await Suite.Services.GetRequiredService<Database>().Open(default);
        Stories = Story.All(await LogEntry.All(connection), Now);
    }

    public ValueTask DisposeAsync() => Suite.DisposeAsync();
}

using System.Globalization;
using CustodyWatch.Simulator;
using NodaTime;

namespace CustodyWatch.Benchmarks;

/// <summary>A year of every child detained in England and Wales, invented: 53,000 detentions and some 5.2 million events.</summary>
internal static class NationalYear
{
    public const int Detentions = 53_000;

    private static readonly Duration Year = Duration.FromDays(365);

    /// <summary>Writes the year as NDJSON in order of time, the entries of all suites mixed; answers how many events it wrote.</summary>
    public static long Write(Stream output, int seed, int detentions, Instant from)
    {
        var chance = new Chance(seed);
        var suites = Nation(chance);
        var waiting = new PriorityQueue<InventedEvent, Instant>();
        long written = 0;
        for (var n = 0; n < detentions; n++)
        {
            var arrived = from + Duration.FromSeconds(Math.Floor(Year.TotalSeconds * ((n + chance.Fraction(0, 1)) / detentions)));
            written += Flush(waiting, arrived - (Year / detentions), output);
            var number = string.Create(CultureInfo.InvariantCulture, $"CR-{arrived.InUtc().Year % 100:00}-{n:000000}");
            var suite = suites[chance.Between(0, suites.Count - 1)];
            foreach (var entry in Detention.Invent(chance.Between(0, int.MaxValue - 1), suite, number, arrived))
                waiting.Enqueue(entry, entry.Time);
        }
        return written + Flush(waiting, Instant.MaxValue, output);
    }

    private static long Flush(PriorityQueue<InventedEvent, Instant> waiting, Instant until, Stream output)
    {
        long written = 0;
        while (waiting.TryPeek(out _, out var time) && time <= until)
        {
            output.Write(waiting.Dequeue().ToJson());
            output.WriteByte((byte)'\n');
            written++;
        }
        return written;
    }

    /// <summary>A nation of suites: 43 forces, two to six suites each, some better run than others.</summary>
    public static IReadOnlyList<InventedSuite> Nation(Chance chance)
    {
        var suites = new List<InventedSuite>();
        for (var force = 1; force <= 43; force++)
        {
            var authority = string.Create(CultureInfo.InvariantCulture, $"E10{force:000000}");
            var count = chance.Between(2, 6);
            for (var suite = 1; suite <= count; suite++)
                suites.Add(new(
                    force.ToString("00", CultureInfo.InvariantCulture),
                    string.Create(CultureInfo.InvariantCulture, $"S{suite:00}"),
                    authority,
                    chance.Fraction(0.4, 0.98)));
        }
        return suites;
    }
}

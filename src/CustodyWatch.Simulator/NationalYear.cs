using System.Globalization;
using System.Text.Json;
using NodaTime;

namespace CustodyWatch.Simulator;

/// <summary>A year of every child detained in England and Wales, invented: about 53,000 detentions and 5.3 million events.</summary>
public static class NationalYear
{
    public const int Detentions = 53_000;

    private static readonly Duration Year = Duration.FromDays(365);

    /// <summary>Writes the year as NDJSON in order of time, the entries of all suites mixed; answers how many events it wrote.</summary>
    public static long Write(Stream output, int seed, int detentions, Instant from)
    {
        var chance = new Chance(seed);
        var suites = InventedSuite.Nation(chance);
        var waiting = new PriorityQueue<InventedEvent, Instant>();
        using var writer = new Utf8JsonWriter(output, InventedEvent.Plain);
        long written = 0;
        for (var n = 0; n < detentions; n++)
        {
            var arrived = from + Duration.FromSeconds(Math.Floor(Year.TotalSeconds * ((n + chance.Fraction(0, 1)) / detentions)));
            written += Flush(waiting, arrived - (Year / detentions), writer, output);
            var number = string.Create(CultureInfo.InvariantCulture, $"CR-{arrived.InUtc().Year % 100:00}-{n:000000}");
            var suite = suites[chance.Between(0, suites.Count - 1)];
            foreach (var entry in Detention.Invent(chance.Between(0, int.MaxValue - 1), suite, number, arrived))
                waiting.Enqueue(entry, entry.Time);
        }
        return written + Flush(waiting, Instant.MaxValue, writer, output);
    }

    private static long Flush(PriorityQueue<InventedEvent, Instant> waiting, Instant until, Utf8JsonWriter writer, Stream output)
    {
        long written = 0;
        while (waiting.TryPeek(out _, out var time) && time <= until)
        {
            waiting.Dequeue().WriteTo(writer);
            writer.Flush();
            writer.Reset();
            output.WriteByte((byte)'\n');
            written++;
        }
        return written;
    }
}

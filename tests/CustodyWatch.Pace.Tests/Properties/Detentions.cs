using CsCheck;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Properties;

/// <summary>One invented detention, in the order things happened, and an instant at which somebody asks about it.</summary>
public sealed record Detention(IReadOnlyList<CustodyEvent> Events, Instant At)
{
    public Instant Arrived => Events.First(e => e.Kind == EventKind.Arrived).Occurred;

    /// <summary>The last entry, or the arrest of a volunteer or what an entry was put right to if that came later.</summary>
    public Instant Last => Events
        .Select(e => Instant.Max(e.Occurred, e.Fact switch
        {
            Arrived { Route: Route.Voluntary, ArrestedAt: { } arrested } => arrested,
            Corrected { ReplacementTime: { } right } => right,
            _ => e.Occurred,
        }))
        .Max();

    public override string ToString() =>
        $"asked at {At}\n{string.Join('\n', Events.Select(e => $"{e.Occurred} {e.Id} {e.Fact}"))}";
}

/// <summary>
/// Invents detentions: one arrival, the authorisation soon after, what happens in a suite over up to four days at times that
/// often coincide, perhaps charge and bail, perhaps an end, perhaps corrections. Nothing in them need be lawful, only possible.
/// </summary>
internal static class Detentions
{
    private static readonly Gen<Instant> Arrival = Gen.Select(
        Gen.OneOf(Instant.FromUtc(2026, 3, 28, 0, 0), Instant.FromUtc(2026, 6, 10, 0, 0), Instant.FromUtc(2026, 10, 24, 0, 0)),
        Gen.Int[0, 287],
        (day, fives) => day + Duration.FromMinutes(5 * fives));

    private static readonly Gen<Duration> Length =
        Gen.OneOf(6, 14, 26, 40, 100).Select(hours => Duration.FromHours(hours));

    public static readonly Gen<Detention> Any = With(Entries.All);

    /// <summary>One in which nothing was put right.</summary>
    public static readonly Gen<Detention> Uncorrected = With(Entries.Uncorrected);

    private static Gen<Detention> With(Gen<IEnumerable<Entry>> happened) => Gen.Select(Arrival, Gen.Select(Facts.Arrival, happened, Length, Gen.Double[0, 1.1]), (arrivedAt, parts) =>
    {
        var (arrival, entries, length, asked) = parts;
        var record = entries
            .Select(entry => (At: arrivedAt + entry.Into(length), entry.Fact))
            .Prepend((At: arrivedAt, Fact: arrival))
            .Select(entry => (entry.At, Fact: Facts.CountedFrom(arrivedAt, entry.At, entry.Fact)));
        return new Detention(
            [.. record.Select((entry, n) => Event(Id(n), entry.At, entry.Fact)).Order()],
            arrivedAt + WholeMilliseconds(length * asked));
    });

    /// <summary>The id of an entry by its number, the arrival being 0.</summary>
    public static string Id(int number) => $"e-{number:00}";

    public static CustodyEvent Event(string id, Instant at, Fact fact) =>
        new("/forces/99/suites/CENTRAL", id, Enum.Parse<EventKind>(fact.GetType().Name), at, fact);

    /// <summary>A length to the millisecond, as instants are kept.</summary>
    public static Duration WholeMilliseconds(Duration length) => Duration.FromMilliseconds((long)length.TotalMilliseconds);
}

/// <summary>What happened, and when: minutes after arrival, or a share of the stay and minutes after that.</summary>
internal sealed record Entry(double Share, int Minutes, Fact Fact)
{
    public Duration Into(Duration length)
    {
        var minutes = (long)(length.TotalMinutes * Share / 5) * 5;
        return Duration.FromMinutes(minutes + Minutes);
    }
}

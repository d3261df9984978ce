using Bogus;
using Bogus.DataSets;
using NodaTime;

namespace CustodyWatch.Simulator;

/// <summary>Chance with a seed: the same seed tells the same story.</summary>
public sealed class Chance(int seed)
{
    private readonly Randomizer _random = new(seed);

    /// <summary>Names as children in England and Wales bear them; only their initials are ever used.</summary>
    public Name Name => new("en_GB") { Random = _random };

    public bool Maybe(double probability) => _random.Double() < probability;

    public int Between(int least, int most) => _random.Int(least, most);

    public double Fraction(double least, double most) => _random.Double(least, most);

    public Duration Minutes(int least, int most) => Duration.FromSeconds(_random.Int(least * 60, most * 60));

    public T Pick<T>(params T[] items) => items[_random.Int(0, items.Length - 1)];

    /// <summary>A time with a long tail: half are shorter than the median, a few are very long (a log-normal).</summary>
    public Duration Skewed(Duration median, double spread)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - _random.Double())) * Math.Cos(2 * Math.PI * _random.Double());
        return Duration.FromSeconds(Math.Round(median.TotalSeconds * Math.Exp(spread * normal)));
    }
}

using Microsoft.Extensions.Caching.Memory;

namespace CustodyWatch.Storage;

/// <summary>
/// What was read last, for as long as what it was read from bears the same mark: a board is drawn again and again between two
/// changes. Which node changed it does not matter, because the mark is read each time.
/// </summary>
/// <param name="most">How many are kept; those not asked for in ten minutes are not.</param>
public sealed class LastRead<TMark, T>(int most) : IDisposable
    where TMark : IEquatable<TMark>
    where T : class
{
    private static readonly TimeSpan Unasked = TimeSpan.FromMinutes(10);
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = most });

    /// <summary>Null when it was not read yet, or has changed since.</summary>
    public T? Find(string key, TMark mark) =>
        _kept.TryGetValue<(TMark Mark, T Value)>(key, out var kept) && kept.Mark.Equals(mark) ? kept.Value : null;

    public void Keep(string key, TMark mark, T value) =>
        _kept.Set(key, (mark, value), new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Unasked });

    public void Dispose() => _kept.Dispose();
}

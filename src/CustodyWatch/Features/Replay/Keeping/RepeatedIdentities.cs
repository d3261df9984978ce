namespace CustodyWatch.Features.Replay.Keeping;

/// <summary>
/// Finds the identities (source and id, hashed to 64 bits) that more than one line bears. They are first dealt out by their
/// leading bits, so that each hand is small enough to be sorted in a core's own cache.
/// </summary>
internal static class RepeatedIdentities
{
    private const int Bits = 11;

    public static HashSet<ulong> Find(Archive archive)
    {
        var ends = new int[(1 << Bits) + 1];
        archive.ForEach((int _, in StoredEvent kept) => ends[Hand(kept.Identity) + 1]++);
        for (var i = 1; i < ends.Length; i++) ends[i] += ends[i - 1];

        var dealt = new ulong[archive.Events];
        var next = ends.ToArray();
        archive.ForEach((int _, in StoredEvent kept) => dealt[next[Hand(kept.Identity)]++] = kept.Identity);

        var repeated = new HashSet<ulong>();
        Parallel.For(0, 1 << Bits, hand =>
        {
            var identities = dealt.AsSpan(ends[hand]..ends[hand + 1]);
            identities.Sort();
            for (var i = 1; i < identities.Length; i++)
                if (identities[i] == identities[i - 1])
                    lock (repeated) repeated.Add(identities[i]);
        });
        return repeated;
    }

    private static int Hand(ulong identity) => (int)(identity >> (64 - Bits));
}

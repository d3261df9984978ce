using System.Data.Common;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using Dapper;

namespace CustodyWatch.Log;

/// <summary>A link that does not hold.</summary>
public sealed record BrokenLink(long Position, string Kind, string Reason)
{
    public string InWords(long links) => $"Broken at link {Position} of {links} ({Kind}): {Reason}";
}

/// <summary>What walking the chain found.</summary>
/// <param name="Anchors">How many daily anchors, kept outside the database, were held against it.</param>
/// <param name="Disposed">How many links have lost their content, lawfully and on record, and keep their hash and their place.</param>
public sealed record ChainFinding(bool Intact, long Links, string Head, BrokenLink? FirstBroken, int Anchors = 0, long Disposed = 0);

/// <summary>
/// Walks the chain from its beginning, works every hash out again, and names the first link that does not hold. A chain that was
/// made anew from the start holds in itself; the anchors noted outside tell.
/// </summary>
public sealed class ChainCheck(Database database, DailyAnchor? anchors = null)
{
    private const int Stretch = 2000;

    private const string SelectLinks = """
        SELECT position, kind, content_hash, previous_hash, hash FROM chain
        WHERE position > @after AND position <= @after + @stretch ORDER BY position
        """;

    private const string SelectHead = "SELECT position, hash FROM chain_head WHERE id = 1";

    /// <summary>How the content of each kind of link is hashed again from what is stored.</summary>
    private static readonly Dictionary<string, Func<DbConnection, long, long, Task<Dictionary<long, byte[]>>>> Contents = new()
    {
        [Chain.Event] = EventRow.ContentHashes,
        [Chain.Alert] = AlertEntryRow.ContentHashes,
        [Chain.Certificate] = CertificateRow.ContentHashes,
        [Chain.Countersignature] = CountersignatureRow.ContentHashes,
        [Chain.Silence] = SilenceRow.ContentHashes,
        [Chain.SilenceLift] = SilenceLiftRow.ContentHashes,
        [Chain.Hold] = HoldRow.ContentHashes,
        [Chain.HoldLift] = HoldLiftRow.ContentHashes,
        [Chain.Retention] = RetentionDecisionRow.ContentHashes,
        [Chain.Disposal] = DisposalRow.ContentHashes,
    };

    private const string SelectAnchored = "SELECT position, kind, hash FROM chain WHERE position IN @positions";

    public async Task<ChainFinding> Walk(CancellationToken cancel)
    {
        var noted = anchors is null ? [] : await ChainAnchor.ReadFile(anchors.Path, cancel);
        var finding = (await WalkFrom(new ChainLink { Hash = new byte[32] }, cancel)).Finding with { Anchors = noted.Count };
        var unlike = await FirstUnlike(noted, cancel);
        return unlike is not null && !(finding.FirstBroken?.Position < unlike.Position)
            ? finding with { Intact = false, FirstBroken = unlike }
            : finding;
    }

    private async Task<BrokenLink?> FirstUnlike(IReadOnlyList<ChainAnchor> noted, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        foreach (var some in noted.Where(anchor => anchor.Position > 0).OrderBy(anchor => anchor.Position).Chunk(500))
        {
            var links = (await connection.QueryAsync<ChainLink>(SelectAnchored, new { positions = some.Select(anchor => anchor.Position) }))
                .ToDictionary(link => link.Position);
            foreach (var anchor in some)
                if (!links.TryGetValue(anchor.Position, out var link) || Convert.ToHexStringLower(link.Hash) != anchor.Hash)
                    return new BrokenLink(anchor.Position, link?.Kind ?? "", $"The chain is not the one that was anchored on {anchor.Day:uuuu-MM-dd}.");
        }
        return null;
    }

    /// <summary>Walks on from a link that held, and says how far it came.</summary>
    public async Task<(ChainFinding Finding, ChainLink Reached)> WalkFrom(ChainLink last, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var head = await connection.QuerySingleAsync<ChainLink>(SelectHead);
        var disposed = 0L;
        while (last.Position < head.Position)
        {
            cancel.ThrowIfCancellationRequested();
            var (reached, broken, gone) = await WalkStretch(connection, last, head.Position);
            if (broken is not null) return (new(false, head.Position, Convert.ToHexStringLower(head.Hash), broken), last);
            (last, disposed) = (reached, disposed + gone);
        }
        var broke = last.Hash.AsSpan().SequenceEqual(head.Hash) ? null
            : new BrokenLink(last.Position, last.Kind, "The last link is not the one the head of the chain names.");
        return (new(broke is null, head.Position, Convert.ToHexStringLower(head.Hash), broke, Disposed: disposed), last);
    }

    private static async Task<(ChainLink Last, BrokenLink? Broken, int Disposed)> WalkStretch(DbConnection connection, ChainLink last, long head)
    {
        var links = (await connection.QueryAsync<ChainLink>(SelectLinks, new { after = last.Position, stretch = Stretch })).AsList();
        var end = Math.Min(last.Position + Stretch, head);
        var hashes = new Dictionary<string, Dictionary<long, byte[]>>();
        foreach (var (kind, read) in Contents) hashes[kind] = await read(connection, last.Position, end);
        var disposed = await DisposedLink.Between(connection, last.Position, end);
        foreach (var link in links.TakeWhile(link => link.Position <= head))
        {
            if (Fault(last, link, hashes, disposed) is { } reason) return (last, new BrokenLink(last.Position + 1, link.Kind, reason), 0);
            last = link;
        }
        return last.Position == end ? (last, null, disposed.Count) : (last, new BrokenLink(last.Position + 1, "", "The link is gone."), 0);
    }

    private static string? Fault(
        ChainLink last, ChainLink link, Dictionary<string, Dictionary<long, byte[]>> hashes, IReadOnlySet<long> disposed)
    {
        if (link.Position != last.Position + 1) return "The link is gone.";
        if (!link.PreviousHash.AsSpan().SequenceEqual(last.Hash)) return "The link does not follow from the one before.";
        if (!link.Hash.AsSpan().SequenceEqual(Chain.Next(last.Position, last.Hash, link.Kind, link.ContentHash).Hash))
            return "The link is not what its own content makes it.";
        if (!hashes.TryGetValue(link.Kind, out var stored)) return null;
        // The disposal that is named for it is a link itself, further on, and seals the list of all that it took.
        if (!stored.TryGetValue(link.Position, out var content))
            return disposed.Contains(link.Position) ? null : "What the link stands for is gone.";
        return content.AsSpan().SequenceEqual(link.ContentHash) ? null : "What the link stands for has been altered.";
    }
}

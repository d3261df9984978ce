using System.Data.Common;
using System.Text.Json.Serialization;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using Dapper;

namespace CustodyWatch.Log.Proof;

/// <summary>A link that does not hold.</summary>
/// <param name="Position">Its place; that of a row that was added, where no link is.</param>
/// <param name="Kind">Of what kind it is.</param>
/// <param name="Reason">What is wrong, in a sentence.</param>
/// <param name="IsWorkedOut">The chain holds, and what was worked out from it was altered: <c>rebuild</c> puts it right.</param>
public sealed record BrokenLink(long Position, string Kind, string Reason, [property: JsonIgnore] bool IsWorkedOut = false)
{
    public string InWords(long links) => Position < 1 || Position > links
        ? $"Broken outside the chain, which has {links} links: {Reason}"
        : $"Broken at link {Position} of {links} ({Kind}): {Reason}";
}

/// <summary>What walking the chain found.</summary>
/// <param name="Anchors">How many daily anchors, kept outside the database, were held against it.</param>
/// <param name="Disposed">How many links have lost their content, lawfully and on record, and keep their hash and their place.</param>
public sealed record ChainFinding(bool Intact, long Links, string Head, BrokenLink? FirstBroken, int Anchors = 0, long Disposed = 0)
{
    /// <summary>The lines among the anchors, by number, that are whole and yet no anchor: the chain was not held against them.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> NoAnchors { get; init; } = [];
}

/// <summary>
/// Walks the chain from its beginning, works every hash out again, and names the first link that does not hold or the first row that
/// no link stands for. A chain that was made anew from the start holds in itself; the anchors noted outside tell.
/// </summary>
/// <param name="database">Where the chain is.</param>
/// <param name="anchors">What was noted of it outside.</param>
/// <param name="mayBeOlder">Whether a table that is not there may be one that a later version made.</param>
public sealed class ChainCheck(Database database, DailyAnchor? anchors = null, bool mayBeOlder = false)
{
    private const int Stretch = 2000;

    private const string SelectLinks = """
        SELECT position, kind, content_hash, previous_hash, hash FROM chain
        WHERE position > @after AND position <= @after + @stretch ORDER BY position
        """;

    private const string SelectLast = "SELECT MAX(position) FROM chain";
    private const string SelectKind = "SELECT kind FROM chain WHERE position = @position";
    private const string SelectAnchored = "SELECT position, kind, hash FROM chain WHERE position IN @positions";

    public async Task<ChainFinding> Walk(CancellationToken cancel)
    {
        var (noted, none) = anchors is null ? ([], []) : await ChainAnchor.ReadLines(anchors.Path, cancel);
        var finding = (await WalkFrom(ChainLink.Start, cancel)).Finding with { NoAnchors = none };
        // Nothing comes before what is outside the chain.
        if (finding.FirstBroken is { Position: 0, IsWorkedOut: false }) return finding;
        finding = finding with { Anchors = noted.Count };
        var unlike = await FirstUnlike(noted, cancel);
        return unlike is not null && !(finding.FirstBroken is { IsWorkedOut: false } first && first.Position < unlike.Position)
            ? finding with { Intact = false, FirstBroken = unlike }
            : finding;
    }

    private async Task<BrokenLink?> FirstUnlike(IReadOnlyList<ChainAnchor> noted, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        BrokenLink? unlike = null;
        foreach (var some in noted.OrderBy(anchor => anchor.Position).Chunk(500))
        {
            var positions = some.Select(anchor => anchor.Position).Where(position => position > 0).ToArray();
            var links = (await Anchored(connection, positions)).Append(ChainLink.Start).ToDictionary(link => link.Position);
            foreach (var anchor in some)
                if (!links.TryGetValue(anchor.Position, out var link) || Convert.ToHexStringLower(link.Hash) != anchor.Hash)
                    unlike ??= new BrokenLink(anchor.Position, link?.Kind ?? "", $"The chain is not the one that was anchored on {anchor.Day:uuuu-MM-dd}.");
        }
        return unlike;
    }

    // One that cannot be read is not there.
    private static async Task<IReadOnlyList<ChainLink>> Anchored(DbConnection connection, long[] positions)
    {
        try
        {
            return (await connection.QueryAsync<ChainLink>(SelectAnchored, new { positions })).AsList();
        }
        catch (Exception exception) when (Unreadable.Is(exception))
        {
            if (positions.Length == 1) return [];
            var half = positions.Length / 2;
            return [.. await Anchored(connection, positions[..half]), .. await Anchored(connection, positions[half..])];
        }
    }

    /// <summary>
    /// Walks on from a link that held, and says how far it came. A stretch with a value that cannot be read is walked again in halves,
    /// until one link of it is left to name. Where a table is gone altogether, that is what is found.
    /// </summary>
    public async Task<(ChainFinding Finding, ChainLink Reached)> WalkFrom(ChainLink last, CancellationToken cancel)
    {
        try
        {
            return await WalkOn(last, cancel);
        }
        catch (DbException) when (!mayBeOlder)
        {
            await using var connection = await database.Open(cancel);
            if (await Chained.FirstGone(connection, database.Dialect) is not { } table) throw;
            var links = table == "chain" ? 0 : await connection.ExecuteScalarAsync<long?>(SelectLast) ?? 0;
            return (new(false, links, "", new(0, Chained.KindOf(table), $"The table {table} is gone.")), last);
        }
    }

    private async Task<(ChainFinding Finding, ChainLink Reached)> WalkOn(ChainLink last, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        if (await HeadOf(connection) is not { } head) return (await Headless(connection), last);
        var (begun, disposed, stretch) = (last.Position, 0L, Stretch);
        while (last.Position < head.Position)
        {
            cancel.ThrowIfCancellationRequested();
            if (await Walked(connection, last, head.Position, stretch, cancel) is not var (reached, broken, gone))
            {
                stretch /= 2;
                continue;
            }
            if (broken is not null) return (new(false, head.Position, Convert.ToHexStringLower(head.Hash), broken), last);
            (last, disposed) = (reached, disposed + gone);
        }
        var broke = last.Hash.AsSpan().SequenceEqual(head.Hash) ? null
            : new BrokenLink(last.Position, last.Kind, "The last link is not the one the head of the chain names.");
        broke ??= await database.Read(Chained.FirstOutside, cancel);
        broke ??= await database.Read((reads, moment) => ElsewhereRow.FirstNotRetracted(reads, moment, begun, head.Position), cancel);
        return (new(broke is null, head.Position, Convert.ToHexStringLower(head.Hash), broke, Disposed: disposed), last);
    }

    private static async Task<ChainLink?> HeadOf(DbConnection connection)
    {
        try
        {
            return await connection.QuerySingleOrDefaultAsync<ChainLink>(ChainLink.SelectHead);
        }
        catch (Exception exception) when (Unreadable.Is(exception))
        {
            return null;
        }
    }

    private static async Task<ChainFinding> Headless(DbConnection connection)
    {
        var links = await connection.ExecuteScalarAsync<long?>(SelectLast) ?? 0;
        return new(false, links, "", new(links, "", "The head of the chain cannot be read."));
    }

    // Null where there is more than one link in which the value that cannot be read may be.
    private async Task<(ChainLink Last, BrokenLink? Broken, int Disposed)?> Walked(
        DbConnection connection, ChainLink last, long head, int stretch, CancellationToken cancel)
    {
        try
        {
            var (reached, broken, gone) = await WalkStretch(connection, last, head, stretch);
            broken ??= await database.Read((reads, moment) => FirstAmiss(reads, moment, last.Position, reached.Position, head), cancel);
            return (reached, broken, gone);
        }
        catch (Exception exception) when (Unreadable.Is(exception))
        {
            var place = last.Position + 1;
            return stretch > 1 ? null : (last, new(place, await KindAt(connection, place), "What the link stands for cannot be read."), 0);
        }
    }

    private static async Task<string> KindAt(DbConnection connection, long position) =>
        await connection.ExecuteScalarAsync<object?>(SelectKind, new { position }) as string ?? "";

    private static async Task<(ChainLink Last, BrokenLink? Broken, int Disposed)> WalkStretch(
        DbConnection connection, ChainLink last, long head, int stretch)
    {
        var links = (await connection.QueryAsync<ChainLink>(SelectLinks, new { after = last.Position, stretch })).AsList();
        var end = Math.Min(last.Position + stretch, head);
        var stored = new List<(Chained Table, ILookup<long, byte[]> Hashes)>();
        foreach (var table in Chained.Tables) stored.Add((table, await table.ContentHashes(connection, last.Position, end)));
        var disposed = await DisposedLink.Between(connection, last.Position, end);
        foreach (var link in links.TakeWhile(link => link.Position <= head))
        {
            if (Fault(last, link, stored, disposed) is { } reason) return (last, new BrokenLink(last.Position + 1, link.Kind, reason), 0);
            if (stored.Find(one => one.Hashes.Contains(link.Position) && !one.Table.Kinds.Contains(link.Kind)).Table is { } other)
                return (last, Chained.Added(other.Table, link.Position), 0);
            last = link;
        }
        return last.Position == end ? (last, null, disposed.Count) : (last, new BrokenLink(last.Position + 1, "", "The link is gone."), 0);
    }

    // What names a link of the stretch, and is no row that the link itself stands for.
    private static async Task<BrokenLink?> FirstAmiss(DbConnection connection, DbTransaction moment, long after, long upTo, long head) =>
        await AlertCheck.FirstUnlike(connection, moment, after, upTo, head)
        ?? (await DisposalRow.LeftByNone(connection, moment, after, upTo) is [var (table, position), ..] ? Chained.Added(table, position) : null);

    private static string? Fault(
        ChainLink last, ChainLink link, List<(Chained Table, ILookup<long, byte[]> Hashes)> stored, IReadOnlyDictionary<long, (long Disposal, bool IsThere)> disposed)
    {
        if (link.Position != last.Position + 1) return "The link is gone.";
        if (!link.PreviousHash.AsSpan().SequenceEqual(last.Hash)) return "The link does not follow from the one before.";
        if (!link.Hash.AsSpan().SequenceEqual(Chain.Next(last.Position, last.Hash, link.Kind, link.ContentHash).Hash))
            return "The link is not what its own content makes it.";
        if (stored.Find(one => one.Table.Kinds.Contains(link.Kind)) is not { Table: not null } kept)
            return $"No link is of the kind \"{link.Kind}\" in this version.";
        // The disposal that is named for it is a link itself, further on, and seals the list of all that it took.
        return kept.Hashes[link.Position].ToArray() switch
        {
            [] when disposed.TryGetValue(link.Position, out var gone) => gone.IsThere ? null
                : $"What the link stands for is gone, and the disposal at {gone.Disposal} that is said to have taken it is not there.",
            [] => "What the link stands for is gone.",
            [var content] => content.AsSpan().SequenceEqual(link.ContentHash) ? null : "What the link stands for has been altered.",
            _ => $"More than one row of {kept.Table.Table} is at the place of the link.",
        };
    }
}

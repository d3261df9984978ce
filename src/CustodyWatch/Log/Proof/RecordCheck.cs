using System.Data.Common;
using CustodyWatch.Log.Alerts;
using Dapper;

namespace CustodyWatch.Log.Proof;

/// <summary>Holds every row that is said to be of one record against its link of the chain, before the rows go and nobody can any more.</summary>
internal static class RecordCheck
{
    private const string SelectLinks = "SELECT position, kind, content_hash, previous_hash, hash FROM chain WHERE position IN @positions";
    private const string SelectAlerts = "SELECT sequence FROM alerts WHERE detention_id = @id";

    /// <summary>The places of its links, and what does not hold, in words to stand after "left alone,".</summary>
    /// <param name="connection">Where it is read.</param>
    /// <param name="transaction">In which nobody else writes.</param>
    /// <param name="id">The record.</param>
    /// <param name="events">How many events it had when it was decided about.</param>
    public static async Task<(IReadOnlyList<long> Positions, string? Amiss)> Of(DbConnection connection, DbTransaction transaction, string id, long events)
    {
        try
        {
            var rows = await Rows(connection, transaction, id);
            return ([.. rows.Select(row => row.Position)], await FirstAltered(connection, transaction, rows)
                ?? await FirstAlert(connection, transaction, id)
                ?? (rows.Count(row => row.Table.Kinds.Contains(Chain.Event)) is var there && there == events ? null
                    : $"there are {there} events of it, and {events} were when it was decided"));
        }
        catch (Exception exception) when (Unreadable.Is(exception))
        {
            return ([], Unreadable.InWords(exception));
        }
    }

    private static async Task<IReadOnlyList<Row>> Rows(DbConnection connection, DbTransaction transaction, string id)
    {
        var rows = new List<Row>();
        foreach (var table in Chained.Tables)
            if (table.OfRecord is { } read)
                foreach (var at in await read(connection, transaction, id))
                    rows.AddRange(at.Select(hash => new Row(table, at.Key, hash)));
        return [.. rows.OrderBy(row => row.Position)];
    }

    private static async Task<string?> FirstAltered(DbConnection connection, DbTransaction transaction, IReadOnlyList<Row> rows)
    {
        foreach (var some in rows.Chunk(500))
        {
            var links = (await connection.QueryAsync<ChainLink>(SelectLinks, new { positions = some.Select(row => row.Position) }, transaction))
                .ToDictionary(link => link.Position);
            foreach (var row in some)
            {
                if (!links.TryGetValue(row.Position, out var link) || !row.Table.Kinds.Contains(link.Kind))
                    return $"no link of the chain stands for the row of {row.Table.Table} at {row.Position}";
                var made = Chain.Next(link.Position - 1, link.PreviousHash, link.Kind, row.ContentHash);
                if (!link.ContentHash.AsSpan().SequenceEqual(row.ContentHash) || !link.Hash.AsSpan().SequenceEqual(made.Hash))
                    return $"link {link.Position} of the chain ({link.Kind}) does not hold, because what it stands for has been altered";
            }
        }
        return null;
    }

    // As an alert stands is sealed only by its entries.
    private static async Task<string?> FirstAlert(DbConnection connection, DbTransaction transaction, string id)
    {
        foreach (var sequence in (await connection.QueryAsync<long>(SelectAlerts, new { id }, transaction)).AsList())
            if (await AlertCheck.FirstUnlike(connection, transaction, sequence - 1, sequence, long.MaxValue) is { } broken)
                return $"link {broken.Position} of the chain ({broken.Kind}) does not hold: {broken.Reason.TrimEnd('.')}";
        return null;
    }

    private sealed record Row(Chained Table, long Position, byte[] ContentHash);
}

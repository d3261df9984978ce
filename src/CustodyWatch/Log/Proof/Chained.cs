using System.Data.Common;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Storage;
using Dapper;

namespace CustodyWatch.Log.Proof;

/// <summary>A row that holds all that its link of the chain seals.</summary>
internal interface ISealedRow
{
    long Position { get; }

    /// <summary>What the chain seals.</summary>
    byte[] SealedHash();
}

/// <summary>A table each of whose rows stands for a link of the chain, under the position of the link.</summary>
/// <param name="Table">Its name.</param>
/// <param name="ContentHashes">What each row of a stretch hashes to as it is stored now; a position has one row.</param>
/// <param name="OfRecord">The same of each row that is said to be of one record; null of a table no row of which goes with a record.</param>
/// <param name="Kinds">The kinds of its links, the one of today first.</param>
internal sealed record Chained(
    string Table, Func<DbConnection, long, long, Task<ILookup<long, byte[]>>> ContentHashes,
    Func<DbConnection, DbTransaction, string, Task<ILookup<long, byte[]>>>? OfRecord, params string[] Kinds)
{
    public static readonly IReadOnlyList<Chained> Tables =
    [
        new("events", EventRow.ContentHashes, EventRow.ContentHashesOf, Chain.Event),
        new("alert_entries", AlertEntryRow.ContentHashes, AlertEntryRow.ContentHashesOf, Chain.WholeAlert, Chain.Alert),
        Of<CertificateRow>("certificates", CertificateRow.SelectStretch, CertificateRow.SelectSealedOf, Chain.Certificate),
        Of<CountersignatureRow>("countersignatures", CountersignatureRow.SelectStretch, CountersignatureRow.SelectSealedOf, Chain.Countersignature),
        Of<SilenceRow>("silences", SilenceRow.SelectStretch, SilenceRow.SelectSealedOf, Chain.Silence),
        Of<SilenceLiftRow>("silence_lifts", SilenceLiftRow.SelectStretch, SilenceLiftRow.SelectSealedOf, Chain.SilenceLift),
        Of<HoldRow>("holds", HoldRow.SelectStretch, HoldRow.SelectSealedOf, Chain.Hold),
        Of<HoldLiftRow>("hold_lifts", HoldLiftRow.SelectStretch, HoldLiftRow.SelectSealedOf, Chain.HoldLift),
        Of<RetentionDecisionRow>("retention_decisions", RetentionDecisionRow.SelectStretch, RetentionDecisionRow.SelectSealedOf, Chain.Retention),
        new("disposals", DisposalRow.ContentHashes, null, Chain.Disposal),
    ];

    // Whatever else is read to walk it.
    private static readonly string[] Beside =
    [
        "chain", "chain_head", "records", "alerts", "handovers", "disposed_links", "disposed_certificates", "certificates_elsewhere", "certificates_retracted",
    ];

    // Of the links themselves, and of every table whose rows name one, with the column that does.
    private static readonly (string Table, string Place)[] Places =
    [
        ("chain", "position"), .. Tables.Select(one => (one.Table, "position")),
        ("alerts", "sequence"), ("disposed_links", "disposal"), ("disposed_certificates", "disposal"),
    ];

    // Each end is one search of an index.
    private static readonly string SelectEnds = string.Join("\nUNION ALL ", Places.Select(one =>
        $"SELECT '{one.Table}' AS name, (SELECT MIN({one.Place}) FROM {one.Table}) AS lowest, (SELECT MAX({one.Place}) FROM {one.Table}) AS highest"));

    private static Chained Of<T>(string table, string selectStretch, string selectSealedOf, string kind) where T : ISealedRow => new(
        table,
        async (connection, after, upTo) => Hashed(await connection.QueryAsync<T>(selectStretch, new { after, upTo })),
        async (connection, transaction, id) => Hashed(await connection.QueryAsync<T>(selectSealedOf, new { id }, transaction)),
        kind);

    private static ILookup<long, byte[]> Hashed<T>(IEnumerable<T> rows) where T : ISealedRow => rows.ToLookup(row => row.Position, row => row.SealedHash());

    /// <summary>A row that was added where the chain has no place for it at all, before its first link or behind its head.</summary>
    public static async Task<BrokenLink?> FirstOutside(DbConnection connection, DbTransaction transaction)
    {
        var head = (await ChainLink.Head(connection, transaction)).Position;
        foreach (var (name, lowest, highest) in await connection.QueryAsync<(string, object?, object?)>(SelectEnds, transaction: transaction))
        {
            if (lowest is not (null or long) || highest is not (null or long))
                return new(0, KindOf(name), $"A row of {name} names no link of the chain: its place cannot be read.");
            if ((lowest is < 1L ? lowest : highest is long last && last > head ? highest : null) is long position) return Added(name, position);
        }
        return null;
    }

    /// <summary>A table that is not there, without which the chain cannot be walked; null where each is.</summary>
    public static async Task<string?> FirstGone(DbConnection connection, Dialect dialect)
    {
        foreach (var table in Beside.Concat(Tables.Select(one => one.Table)))
            if (await connection.ExecuteScalarAsync<int>(dialect.AskTable, new { table }) == 0) return table;
        return null;
    }

    public static BrokenLink Added(string table, long position) => new(
        position, KindOf(table), $"A row was added to {table} at {position}: no link of the chain stands for it.");

    public static string KindOf(string table) => Tables.FirstOrDefault(one => one.Table == table)?.Kinds[0] ?? "";
}

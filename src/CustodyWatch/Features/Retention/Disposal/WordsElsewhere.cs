using System.Data.Common;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Retention.Disposal;

/// <summary>
/// Words given for a look at something else than a record, such as a list, that name it by its number or its id. They lie sealed, so
/// that each is opened: those of a force since its records began, a stretch at a time and before other writers are kept out; what
/// is written meanwhile, once more as the record goes. Why somebody changed a setting, a ladder, an authority's row or the rota are few words
/// in all, and opened as it goes. Those of a silence stand in the chain: one of a whole suite is told of other children too, and stays.
/// </summary>
internal sealed class WordsElsewhere
{
    private const int Stretch = 2000, AtOnce = 500;

    // Clocks of nodes differ, and a look is written down a little after it was made.
    private static readonly Duration Margin = Duration.FromHours(1);

    private const string SelectRecord = """
        SELECT r.detention_id, r.force, r.custody_record_number, MIN(e.received) AS first_received
        FROM records r JOIN events e ON e.detention_id = r.detention_id
        WHERE r.detention_id = @id GROUP BY r.detention_id, r.force, r.custody_record_number
        """;

    private const string SelectOfForce = "SELECT id, reason FROM access_log WHERE force = @force AND id > @after AND reason IS NOT NULL ORDER BY id";

    // A list that showed nothing, to somebody who belongs to no one force.
    private const string SelectOfNone = "SELECT id, reason FROM access_log WHERE force IS NULL AND id > @after AND reason IS NOT NULL ORDER BY id";

    private const string Forget = "UPDATE access_log SET reason = NULL WHERE id IN @ids";

    private const string SelectSettings = "SELECT id, reason FROM local_numbers WHERE force = @force";
    private const string SelectLadders = "SELECT id, reason FROM ladders WHERE force = @force";
    private const string SelectAuthorities = "SELECT id, reason FROM authority_changes";
    private const string SelectTurns = "SELECT id, ended_reason AS reason FROM rota WHERE (force = @force OR force IS NULL) AND ended_reason IS NOT NULL";

    private const string ForgetSettings = "UPDATE local_numbers SET reason = '' WHERE id IN @ids";
    private const string ForgetLadders = "UPDATE ladders SET reason = '' WHERE id IN @ids";
    private const string ForgetAuthorities = "UPDATE authority_changes SET reason = '' WHERE id IN @ids";
    private const string ForgetTurns = "UPDATE rota SET ended_reason = '' WHERE id IN @ids";

    private static readonly (string Table, string Select, string Forget)[] Changes =
    [
        ("local_numbers", SelectSettings, ForgetSettings), ("ladders", SelectLadders, ForgetLadders),
        ("authority_changes", SelectAuthorities, ForgetAuthorities), ("rota", SelectTurns, ForgetTurns),
    ];

    private readonly Dialect _dialect;
    private readonly Instant _read;
    private readonly ILookup<string, Named> _records;
    private readonly HashSet<string> _left = [];

    private WordsElsewhere(Dialect dialect, Instant read, IEnumerable<Named> records) =>
        (_dialect, _read, _records) = (dialect, read, records.ToLookup(record => record.Force));

    /// <summary>What was left alone because it cannot be read, by its id and table.</summary>
    public IReadOnlyCollection<string> Left => _left;

    /// <param name="ids">The records that are to be disposed of.</param>
    public static async Task<WordsElsewhere> Find(Database database, IReadOnlyList<string> ids, Instant now, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var records = new List<Named>();
        foreach (var id in ids)
            if (await Record(connection, id) is { } record)
                records.Add(record);
        var words = new WordsElsewhere(database.Dialect, now, records);
        foreach (var force in words._records)
            await words.Read(connection, null, force.Key, force.Min(record => record.FirstReceived), [.. force]);
        if (records.Count > 0) await words.Read(connection, null, null, records.Min(record => record.FirstReceived), records);
        return words;
    }

    // One that cannot be read is left alone when its turn comes.
    private static async Task<Named?> Record(DbConnection connection, string id)
    {
        try
        {
            return await connection.QuerySingleOrDefaultAsync<Named>(SelectRecord, new { id });
        }
        catch (Exception exception) when (Unreadable.Is(exception))
        {
            return null;
        }
    }

    /// <summary>Takes away what names a record, with the record.</summary>
    public async Task Take(DbConnection connection, DbTransaction transaction, DetentionRow detention)
    {
        var record = _records[detention.Force].Single(one => one.DetentionId == detention.Id);
        foreach (var force in new string?[] { detention.Force, null }) await Read(connection, transaction, force, _read, [record]);
        foreach (var ids in record.Looks.Chunk(AtOnce)) await connection.ExecuteAsync(Forget, new { ids }, transaction);
        foreach (var (table, select, forget) in Changes)
        {
            var changes = Readable(table, await connection.QueryAsync<Look>(select, new { force = detention.Force }, transaction));
            foreach (var ids in changes.Where(change => record.IsNamedIn(change.Text)).Select(change => change.Id).Chunk(AtOnce))
                await connection.ExecuteAsync(forget, new { ids }, transaction);
        }
    }

    private async Task Read(DbConnection connection, DbTransaction? transaction, string? force, Instant since, IReadOnlyList<Named> records)
    {
        var (select, after) = ($"{(force is null ? SelectOfNone : SelectOfForce)} {_dialect.First}", AccessRow.FirstId(since - Margin));
        List<Look> looks;
        do
        {
            looks = (await connection.QueryAsync<Look>(select, new { force, after, take = Stretch }, transaction)).AsList();
            var before = after;
            foreach (var (id, text) in Readable("access_log", looks))
            {
                foreach (var record in records.Where(record => record.IsNamedIn(text))) record.Looks.Add(id);
                after = id;
            }
            if (after == before) return;
        }
        while (looks.Count == Stretch);
    }

    private IEnumerable<(string Id, string Text)> Readable(string table, IEnumerable<Look> looks)
    {
        foreach (var look in looks)
            if (look is { Id: string id, Reason: string reason }) yield return (id, Sealed.Stored(reason).Text);
            else _left.Add($"{look.Id as string ?? "one whose id cannot be read"} in {table}");
    }

    private sealed record Look
    {
        // As they lie there, whatever they are.
        public object? Id { get; init; }
        public object? Reason { get; init; }
    }

    private sealed record Named
    {
        public string DetentionId { get; init; } = "";
        public string Force { get; init; } = "";
        public string CustodyRecordNumber { get; init; } = "";
        public Instant FirstReceived { get; init; }

        /// <summary>Those whose words name it.</summary>
        public HashSet<string> Looks { get; } = [];

        public bool IsNamedIn(string text) => Stands(CustodyRecordNumber, text) || Stands(DetentionId, text);

        // CR-12-1 is not named by CR-12-11.
        private static bool Stands(string word, string text)
        {
            for (var at = 0; (at = text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
                if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + word.Length == text.Length || !char.IsLetterOrDigit(text[at + word.Length])))
                    return true;
            return false;
        }
    }
}

using System.Data.Common;
using CustodyWatch.Log.Reference;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Refusals;

/// <summary>An event that was refused, kept as it was sent, with the reason.</summary>
public sealed record QuarantineRow
{
    public const string Held = "held", Readmitted = "readmitted", Discarded = "discarded";

    public string Id { get; init; } = "";
    public Instant Received { get; init; }
    public string Force { get; init; } = "";

    /// <summary>The name of a suite under which it was sent; null where what it claims is none, which stands in the content alone.</summary>
    public string? Source { get; init; }
    public string PostedBy { get; init; } = "";

    /// <summary>Whether a records system sent it. Only written: when it last did is asked of the rows.</summary>
    public bool ByFeed { get; init; }
    public SealedContent Content { get; init; } = SealedContent.Empty;

    /// <summary>The refusal as it was answered, in JSON.</summary>
    public Sealed Problem { get; init; } = "";

    public string State { get; init; } = Held;

    /// <summary>When an administrator readmitted or discarded it; null while it is held.</summary>
    public Instant? Decided { get; init; }
    public string? DecidedBy { get; init; }
    public Sealed? Reason { get; init; }

    /// <summary>When its content was taken away; null while it is kept as it was sent.</summary>
    public Instant? Emptied { get; init; }

    private const string InsertRow = """
        INSERT INTO quarantine (id, received, force, source, posted_by, content, problem, state, emptied, by_feed)
        VALUES (@Id, @Received, @Force, @Source, @PostedBy, @Content, @Problem, @State, @Emptied, @ByFeed)
        """;

    public const string Columns = "id, received, force, source, posted_by, content, problem, state, decided, decided_by, reason, emptied";

    private const int Stretch = 500;
    private const string SelectSources = "SELECT id, source FROM quarantine WHERE id > @after AND source IS NOT NULL ORDER BY id";
    private const string ForgetSource = "UPDATE quarantine SET source = NULL WHERE id = @Id";

    private const string CountHeld = "SELECT COUNT(*) FROM quarantine WHERE id = @id AND state = 'held'";

    /// <summary>How many sent under the name of a suite wait for a decision.</summary>
    internal const string CountHeldOfSuite = "SELECT COUNT(*) FROM quarantine WHERE state = 'held' AND force = @Force AND source = @source";

    public static async Task<bool> IsHeld(DbConnection connection, DbTransaction transaction, string id) =>
        await connection.ExecuteScalarAsync<long>(CountHeld, new { id }, transaction) == 1;

    /// <summary>Which event it was and why it was refused, and nothing of what it said.</summary>
    public QuarantineRow Without(Instant now) => this with
    {
        Source = SourceKept(Source),
        Content = RefusedContent.Remains(Content.Bytes),
        Problem = RefusedContent.ProblemLeft(Problem.Text),
        Reason = null,
        Emptied = Emptied ?? now,
    };

    /// <summary>
    /// What may lie open of the source that a sender claims: whatever is no name of a suite, or of one that is none of its force's, could name
    /// a child. A suite of the sender's own does not.
    /// </summary>
    public static string? SourceKept(string? claimed) => SourceName.Parse(claimed) is { } suite && !KnownSuites.IsUnknown(suite) ? claimed : null;

    /// <summary>
    /// Takes away what an older version kept open of sources that are no names; it stands in the content. That of a sender's own suite which is
    /// on no file goes too, since nobody knows any more whose it was: what was refused of it before is counted for no suite then.
    /// </summary>
    /// <returns>How many there were.</returns>
    public static async Task<long> ForgetClaims(Database database, CancellationToken cancel)
    {
        var (count, after, read) = (0L, "", Stretch);
        while (read == Stretch)
            (read, after, count) = await database.Write(
                async (connection, transaction) =>
                {
                    var rows = (await connection.QueryAsync<QuarantineRow>($"{SelectSources} {database.Dialect.First}", new { after, take = Stretch }, transaction)).AsList();
                    var claims = rows.Where(row => SourceKept(row.Source) is null).ToArray();
                    await connection.ExecuteAsync(ForgetSource, claims, transaction);
                    return (rows.Count, rows.Count == 0 ? after : rows[^1].Id, count + claims.Length);
                },
                cancel);
        return count;
    }

    public void Insert(Writes writes) => writes.Add(InsertRow, this);
}

using System.Data.Common;
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

    private const string CountHeld = "SELECT COUNT(*) FROM quarantine WHERE id = @id AND state = 'held'";

    /// <summary>How many sent under the name of a suite wait for a decision.</summary>
    internal const string CountHeldOfSuite = "SELECT COUNT(*) FROM quarantine WHERE state = 'held' AND force = @Force AND source = @source";

    public static async Task<bool> IsHeld(DbConnection connection, DbTransaction transaction, string id) =>
        await connection.ExecuteScalarAsync<long>(CountHeld, new { id }, transaction) == 1;

    /// <summary>Which event it was and why it was refused, and nothing of what it said.</summary>
    public QuarantineRow Without(Instant now) => this with
    {
        Source = SourceName.Parse(Source) is null ? null : Source,
        Content = RefusedContent.Remains(Content.Bytes),
        Problem = RefusedContent.ProblemLeft(Problem.Text),
        Reason = null,
        Emptied = Emptied ?? now,
    };

    public void Insert(Writes writes) => writes.Add(InsertRow, this);
}

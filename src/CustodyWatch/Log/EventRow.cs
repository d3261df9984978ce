using System.Data.Common;
using CustodyWatch.Log.Proof;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>One event in the log, as it was sent and as it was received.</summary>
public sealed record EventRow
{
    public long Position { get; init; }
    public string DetentionId { get; init; } = "";
    public string Source { get; init; } = "";
    public string EventId { get; init; } = "";
    public string Type { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public Instant Occurred { get; init; }
    public Instant? Recorded { get; init; }
    public Instant Received { get; init; }
    public string? RecordedBy { get; init; }
    public string Medium { get; init; } = "";
    public string PostedBy { get; init; } = "";
    public SealedContent Content { get; init; } = SealedContent.Empty;

    /// <summary>Whether a records system sent it, not somebody at a screen; null from a version that did not say.</summary>
    public bool? ByFeed { get; init; }

    /// <summary>Says of an event, where a version did not, what is most likely.</summary>
    public const string SentByFeed = "(by_feed = 1 OR (by_feed IS NULL AND medium <> 'screen'))";

    /// <summary>The person who sent it, where the entry says that somebody else made it, or nobody; null of what a records system sent.</summary>
    public string? SentBy => PostedBy == RecordedBy || (ByFeed ?? Medium != "screen") ? null : PostedBy;

    private const string Columns = """
        position, detention_id, source, event_id, type, force, suite, occurred, recorded, received, recorded_by, medium, posted_by,
        content, by_feed
        """;

    private const string InsertRow = $"""
        INSERT INTO events ({Columns})
        VALUES (@Position, @DetentionId, @Source, @EventId, @Type, @Force, @Suite, @Occurred, @Recorded, @Received, @RecordedBy,
            @Medium, @PostedBy, @Content, @ByFeed)
        """;

    private const string SelectOne = $"SELECT {Columns} FROM events WHERE source = @source AND event_id = @eventId";
    private const string SelectRecord = $"SELECT {Columns} FROM events WHERE detention_id = @detentionId ORDER BY position";

    private const string SelectTold = """
        SELECT position, source, event_id, type, occurred, received, content FROM events WHERE detention_id = @detentionId ORDER BY position
        """;

    private const string SelectToldByNumber = """
        SELECT e.position, e.source, e.event_id, e.type, e.occurred, e.received, e.content
        FROM records r JOIN events e ON e.detention_id = r.detention_id
        WHERE r.force = @force AND r.custody_record_number = @number ORDER BY e.position
        """;

    // To stand after SELECT and before a condition.
    private const string AsSealed = """
        e.position, e.detention_id, e.source, e.event_id, e.type, e.force, e.suite, e.occurred, e.recorded, e.received,
            e.recorded_by, e.medium, e.posted_by, e.content, r.custody_record_number
        FROM events e LEFT JOIN records r ON r.detention_id = e.detention_id AND r.force = e.force
        """;

    private const string SelectStretch = $"SELECT {AsSealed} WHERE e.position > @after AND e.position <= @upTo";
    private const string SelectSealedOf = $"SELECT {AsSealed} WHERE e.detention_id = @id";

    /// <summary>Only filled where the chain is walked.</summary>
    private string? CustodyRecordNumber { get; init; }

    public void Insert(Writes writes) => writes.Add(InsertRow, this);

    public static Asked<EventRow> Ask(Reads reads, string source, string eventId) => reads.Of<EventRow>(SelectOne, new { source, eventId });

    /// <inheritdoc cref="ToldOf"/>
    public static Asked<EventRow> AskTold(Reads reads, string force, string number) => reads.Of<EventRow>(SelectToldByNumber, new { force, number });

    /// <summary>The same of several records, which a SELECT names.</summary>
    public static Asked<EventRow> AskToldOf(Reads reads, string records, object values, Func<bool> needless) => reads.Of<EventRow>(
        $"SELECT detention_id, position, source, event_id, type, occurred, received, content FROM events WHERE detention_id IN ({records}) ORDER BY position",
        values, needless);

    /// <summary>The same, and only what is of some types.</summary>
    public static Asked<EventRow> AskToldOf(Reads reads, string records, DynamicParameters values, IReadOnlyList<string> types)
    {
        values.Add("types", types);
        return reads.Of<EventRow>(
            $"SELECT detention_id, position, source, event_id, type, occurred, received, content FROM events WHERE detention_id IN ({records}) AND type IN @types ORDER BY position",
            values);
    }

    /// <summary>Every event of a record as it lies there, in the order received.</summary>
    public static Asked<EventRow> AskRecord(Reads reads, string detentionId) => reads.Of<EventRow>(SelectRecord, new { detentionId });

    /// <summary>Every event of a record, in the order received, with only what the law asks about: what, when, and since when known.</summary>
    public static async Task<IReadOnlyList<EventRow>> ToldOf(
        DbConnection connection, string detentionId, DbTransaction? transaction = null) =>
        (await connection.QueryAsync<EventRow>(SelectTold, new { detentionId }, transaction)).AsList();

    /// <summary>Every event of a record, in the order received.</summary>
    public static async Task<IReadOnlyList<EventRow>> OfRecord(
        DbConnection connection, string detentionId, DbTransaction? transaction = null) =>
        (await connection.QueryAsync<EventRow>(SelectRecord, new { detentionId }, transaction)).AsList();

    /// <summary>The event as the law sees it.</summary>
    public CustodyEvent ToEvent()
    {
        var kind = EventKinds.Parse(Type) ?? throw new InvalidDataException($"Entry {Position} of the log has an unknown type.");
        return new CustodyEvent(Source, EventId, kind, Occurred, EnvelopeReader.Fact(kind, Content.Bytes));
    }

    /// <summary>What the chain seals: everything but the position, which the link itself seals.</summary>
    public byte[] ContentHash(string custodyRecordNumber) => Chain.Hash(
        DetentionId, custodyRecordNumber, Source, EventId, Type, Force, Suite, Occurred, Recorded, Received, RecordedBy, Medium,
        PostedBy, Content);

    /// <summary>The hash of each event after a position and up to another, worked out from what is stored.</summary>
    public static async Task<ILookup<long, byte[]>> ContentHashes(DbConnection connection, long after, long upTo) =>
        Hashed(await connection.QueryAsync<EventRow>(SelectStretch, new { after, upTo }));

    /// <summary>The same of each event that is said to be of a record.</summary>
    public static async Task<ILookup<long, byte[]>> ContentHashesOf(DbConnection connection, DbTransaction transaction, string id) =>
        Hashed(await connection.QueryAsync<EventRow>(SelectSealedOf, new { id }, transaction));

    private static ILookup<long, byte[]> Hashed(IEnumerable<EventRow> rows) =>
        rows.ToLookup(row => row.Position, row => row.ContentHash(row.CustodyRecordNumber ?? ""));
}

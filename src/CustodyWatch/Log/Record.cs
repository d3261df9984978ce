using System.Data.Common;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>One custody record, a force and a custody record number, with everything known of it.</summary>
public sealed class Record
{
    private readonly Dictionary<(string Source, string Id), long> _positions = [];

    public required string DetentionId { get; init; }
    public required string Force { get; init; }
    public required string CustodyRecordNumber { get; init; }

    /// <summary>In the order received.</summary>
    public required List<CustodyEvent> Events { get; init; }

    /// <summary>The LOCAL numbers of the force, over time.</summary>
    public required LocalSettings Settings { get; init; }

    /// <summary>Every clock of the record at an instant.</summary>
    public ClockSheet Clocks(Instant at) => PaceRules.Clocks(Events, Settings, at);

    /// <summary>The entries that had occurred by an instant, corrections applied, in order, those after the end included.</summary>
    public IReadOnlyList<CustodyEvent> Entries(Instant at) => [.. Corrections.Apply(Events).Where(entry => entry.Occurred <= at).Order()];

    /// <summary>The entries known, those included that a sender's clock puts a little ahead of ours.</summary>
    public IReadOnlyList<CustodyEvent> Known(Instant now) => Entries(now + EnvelopeReader.ClockSkew);

    /// <summary>How long an authority asked at an instant has to answer.</summary>
    public Duration ReplyWithin(Instant askedAt) => Duration.FromMinutes(Settings.At(askedAt).AccommodationReplyMinutes);

    /// <summary>It was disposed of, and takes no more entries.</summary>
    public bool IsDisposed { get; private init; }

    /// <summary>Whether the log does not hold it yet.</summary>
    public bool IsNew => Events.Count == 0 && !IsDisposed;

    /// <summary>Whether an event of this id is on it already, whatever that one says.</summary>
    public bool Holds(Submission sent) => Events.Exists(entry => entry.Source == sent.Source && entry.Id == sent.Id);

    /// <summary>Whether the entry of a certificate is on it and was not retracted.</summary>
    public bool HoldsCertificate(string id) => HoldsCertificate(Events, id);

    /// <summary>The same of a record's entries.</summary>
    internal static bool HoldsCertificate(IReadOnlyCollection<CustodyEvent> entries, string id) =>
        Corrections.Apply(entries).Any(entry => entry.Fact is CertificateIssued issued && issued.CertificateId == id);

    /// <summary>The id of the record that <c>@force</c> and <c>@number</c> name.</summary>
    public const string IdByNumber = "(SELECT r.detention_id FROM records r WHERE r.force = @force AND r.custody_record_number = @number)";

    private const string SelectByNumber = """
        SELECT detention_id, custody_record_number FROM records WHERE force = @force AND custody_record_number IN (@number, @mask)
        """;

    private const string SelectById =
        "SELECT force, custody_record_number FROM records WHERE detention_id = @detentionId";

    private const string InsertRow = """
        INSERT INTO records (detention_id, force, custody_record_number, first_received)
        VALUES (@DetentionId, @Force, @CustodyRecordNumber, @now)
        """;

    /// <summary>Asks for the record of a number; what it gives, once that was fetched, is a new one with nothing in it when the log knows of none.</summary>
    public static Func<Record> Ask(Reads reads, string force, string number, Instant now)
    {
        var ids = reads.Of<(string Id, string Number)>(SelectByNumber, new { force, number, mask = DisposalRow.Mask(force, number) });
        var told = EventRow.AskTold(reads, force, number);
        var numbers = LocalNumbersRow.Ask(reads, force);
        return () => Of(
            ids.Rows.Count == 0 ? NewId.At(now) : ids.Rows[0].Id, force, number, told.Rows, numbers.Rows,
            isDisposed: ids.Rows.Count > 0 && ids.Rows[0].Number != number);
    }

    /// <summary>A record that the log holds.</summary>
    /// <param name="knownAt">Leaves out what was received later: what the screen showed that night.</param>
    public static async Task<Record> OfId(
        DbConnection connection, string detentionId, DbTransaction? transaction = null, Instant? knownAt = null)
    {
        var (force, number) = await connection.QuerySingleAsync<(string, string)>(SelectById, new { detentionId }, transaction);
        var told = await EventRow.ToldOf(connection, detentionId, transaction);
        return Of(detentionId, force, number, told.Where(row => !(row.Received > knownAt)), await LocalNumbersRow.History(connection, force, transaction));
    }

    /// <summary>A record of what was read of it.</summary>
    public static Record Of(
        string detentionId, string force, string number, IEnumerable<EventRow> told, IReadOnlyList<LocalNumbersRow> numbers, bool isDisposed = false)
    {
        var record = new Record
        {
            DetentionId = detentionId,
            Force = force,
            CustodyRecordNumber = number,
            IsDisposed = isDisposed,
            Events = [],
            Settings = LocalNumbersRow.Fold(numbers),
        };
        foreach (var row in told) record.Add(row.ToEvent(), row.Position);
        return record;
    }

    public void Add(CustodyEvent entry, long position)
    {
        Events.Add(entry);
        _positions[(entry.Source, entry.Id)] = position;
    }

    /// <summary>An entry's place in the chain.</summary>
    public long PositionOf(CustodyEvent entry) => _positions[(entry.Source, entry.Id)];

    public void Insert(Writes writes, Instant now) => writes.Add(InsertRow, new { DetentionId, Force, CustodyRecordNumber, now });
}

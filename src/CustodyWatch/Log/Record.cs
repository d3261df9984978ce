using System.Data.Common;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Settings;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>One custody record, a force and a custody record number, with everything known of it.</summary>
public sealed class Record
{
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

    private const string SelectByNumber = """
        SELECT detention_id, custody_record_number FROM records WHERE force = @force AND custody_record_number IN (@number, @mask)
        """;

    private const string SelectById =
        "SELECT force, custody_record_number FROM records WHERE detention_id = @detentionId";

    private const string InsertRow = """
        INSERT INTO records (detention_id, force, custody_record_number, first_received)
        VALUES (@DetentionId, @Force, @CustodyRecordNumber, @now)
        """;

    /// <summary>The record of a number; a new one, with an id of its own and nothing in it, when the log knows of none.</summary>
    public static async Task<Record> OfNumber(
        DbConnection connection, DbTransaction transaction, string force, string number, Instant now)
    {
        var (id, stored) = await connection.QuerySingleOrDefaultAsync<(string?, string?)>(
            SelectByNumber, new { force, number, mask = DisposalRow.Mask(force, number) }, transaction);
        return new Record
        {
            DetentionId = id ?? Guid.CreateVersion7(now.ToDateTimeOffset()).ToString(),
            Force = force,
            CustodyRecordNumber = number,
            IsDisposed = stored is not null && stored != number,
            Events = id is null ? [] : await EventsOf(connection, id, transaction),
            Settings = await LocalNumbersRow.Of(connection, force, transaction),
        };
    }

    /// <summary>A record that the log holds.</summary>
    /// <param name="knownAt">Leaves out what was received later: what the screen showed that night.</param>
    public static async Task<Record> OfId(
        DbConnection connection, string detentionId, DbTransaction? transaction = null, Instant? knownAt = null)
    {
        var (force, number) = await connection.QuerySingleAsync<(string, string)>(SelectById, new { detentionId }, transaction);
        return new Record
        {
            DetentionId = detentionId,
            Force = force,
            CustodyRecordNumber = number,
            Events = await EventsOf(connection, detentionId, transaction, knownAt),
            Settings = await LocalNumbersRow.Of(connection, force, transaction),
        };
    }

    public Task Insert(DbConnection connection, DbTransaction transaction, Instant now) =>
        connection.ExecuteAsync(InsertRow, new { DetentionId, Force, CustodyRecordNumber, now }, transaction);

    private static async Task<List<CustodyEvent>> EventsOf(
        DbConnection connection, string id, DbTransaction? transaction, Instant? knownAt = null) =>
        [.. (await EventRow.ToldOf(connection, id, transaction)).Where(row => !(row.Received > knownAt)).Select(row => row.ToEvent())];
}

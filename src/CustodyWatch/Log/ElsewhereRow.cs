using System.Data.Common;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>A certificate made elsewhere, as the register shows it, judged by the rules that one is signed by here.</summary>
public sealed record ElsewhereRow
{
    /// <summary>The place in the chain of the event that told of it.</summary>
    public long Position { get; init; }

    public string Id { get; init; } = "";
    public string DetentionId { get; init; } = "";
    public string CustodyRecordNumber { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public string Limb { get; init; } = "";
    public Instant SignedAt { get; init; }
    public string SignedBy { get; init; } = "";
    public bool Superseded { get; init; }

    /// <summary>Why it does not count; null when it does.</summary>
    public string? WhyVoid { get; init; }

    private const string Columns =
        "position, id, detention_id, custody_record_number, force, suite, limb, signed_at, signed_by, superseded, why_void";

    private const string InsertRow = $"""
        INSERT INTO certificates_elsewhere ({Columns})
        VALUES (@Position, @Id, @DetentionId, @CustodyRecordNumber, @Force, @Suite, @Limb, @SignedAt, @SignedBy, @Superseded, @WhyVoid)
        """;

    private const string DeleteRows = "DELETE FROM certificates_elsewhere WHERE detention_id = @detentionId";
    private const string SelectById = $"SELECT {Columns} FROM certificates_elsewhere WHERE id = @id ORDER BY position";
    private const string SelectOwn = "SELECT id FROM certificates WHERE detention_id = @detentionId";
    private const string SelectPositions = "SELECT position, source, event_id FROM events WHERE detention_id = @detentionId AND type = @type";

    public static async Task<IReadOnlyList<ElsewhereRow>> Find(DbConnection connection, string id) =>
        (await connection.QueryAsync<ElsewhereRow>(SelectById, new { id })).AsList();

    /// <summary>Replaces the rows of a record.</summary>
    public static async Task Replace(DbConnection connection, DbTransaction transaction, Record record, DetentionRow detention, ClockSheet sheet)
    {
        if (!record.Events.Exists(entry => entry.Fact is CertificateIssued)) return;
        var detentionId = record.DetentionId;
        await connection.ExecuteAsync(DeleteRows, new { detentionId }, transaction);
        var own = (await connection.QueryAsync<string>(SelectOwn, new { detentionId }, transaction)).ToHashSet();
        var issued = record.Entries(sheet.At).Where(entry => entry.Fact is CertificateIssued).ToList();
        if (issued.TrueForAll(entry => own.Contains(((CertificateIssued)entry.Fact).CertificateId))) return;
        var positions = (await connection.QueryAsync<(long Position, string Source, string Id)>(
                SelectPositions, new { detentionId, type = EventKind.CertificateIssued.TypeName() }, transaction))
            .ToDictionary(row => (row.Source, row.Id), row => row.Position);
        await connection.ExecuteAsync(InsertRow, issued
            .Where(entry => !own.Contains(((CertificateIssued)entry.Fact).CertificateId))
            .Select(entry => Of(entry, positions[(entry.Source, entry.Id)], issued[^1] != entry, detention, sheet)), transaction);
    }

    private static ElsewhereRow Of(CustodyEvent entry, long position, bool superseded, DetentionRow detention, ClockSheet sheet)
    {
        var issued = (CertificateIssued)entry.Fact;
        var index = sheet.Record.Events.ToList().FindIndex(one => one.Source == entry.Source && one.Id == entry.Id);
        return new ElsewhereRow
        {
            Position = position,
            Id = issued.CertificateId,
            DetentionId = detention.Id,
            CustodyRecordNumber = detention.CustodyRecordNumber,
            Force = detention.Force,
            Suite = detention.Suite,
            Limb = Vocabulary<CertificateLimb>.Word(issued.Limb),
            SignedAt = entry.Occurred,
            SignedBy = issued.Officer.Id,
            Superseded = superseded,
            WhyVoid = issued.Limb == CertificateLimb.LaFailure ? null
                : sheet.Record.Arrived is null ? "The certificate does not count: the child's arrival is not known."
                : index < 0 ? "The certificate does not count: the detention had ended."
                : CertificateValidity.WhyVoid(sheet.Record, index),
        };
    }
}

using System.Data.Common;
using CustodyWatch.Log.Proof;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Projections;

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

    private const string InsertRetracted = "INSERT INTO certificates_retracted (certificate_id, detention_id) VALUES (@Id, @DetentionId)";
    private const string DeleteRetracted = "DELETE FROM certificates_retracted WHERE detention_id = @detentionId";
    private const string InsertVoid = "INSERT INTO certificates_void (certificate_id, detention_id, why_void) VALUES (@Id, @DetentionId, @WhyVoid)";
    private const string DeleteVoid = "DELETE FROM certificates_void WHERE detention_id = @detentionId";
    private const string DeleteRows = "DELETE FROM certificates_elsewhere WHERE detention_id = @detentionId";
    private const string SelectById = $"SELECT {Columns} FROM certificates_elsewhere WHERE id = @id ORDER BY position";
    private const string SelectOwn = "SELECT id FROM certificates WHERE detention_id = @detentionId";

    private const string SelectRetracted = """
        SELECT c.position, c.id, c.detention_id FROM certificates c
        JOIN certificates_retracted t ON t.certificate_id = c.id
        WHERE c.position > @after AND c.position <= @upTo
        ORDER BY c.position
        """;

    public static async Task<IReadOnlyList<ElsewhereRow>> Find(DbConnection connection, string id) =>
        (await connection.QueryAsync<ElsewhereRow>(SelectById, new { id })).AsList();

    /// <summary>The certificates of a record that were made here.</summary>
    public static Asked<string> AskOwn(Reads reads, string detentionId) => reads.Of<string>(SelectOwn, new { detentionId });

    /// <summary>Replaces the rows of a record, and says which of its own certificates are on it no more, and which do not count.</summary>
    public static void Replace(Writes writes, Record record, DetentionRow detention, ClockSheet sheet, IReadOnlyList<string> own)
    {
        if (!record.Events.Exists(entry => entry.Fact is CertificateIssued)) return;
        writes.Add(DeleteRows, new { detentionId = record.DetentionId });
        writes.Add(DeleteRetracted, new { detentionId = record.DetentionId });
        writes.Add(DeleteVoid, new { detentionId = record.DetentionId });
        var issued = record.Entries(sheet.At).Where(entry => entry.Fact is CertificateIssued).ToList();
        writes.AddEach(InsertRow, [.. issued
            .Where(entry => !own.Contains(((CertificateIssued)entry.Fact).CertificateId))
            .Select(entry => Of(entry, record.PositionOf(entry), issued.Last(later => IsStatement(later) == IsStatement(entry)) != entry, detention, sheet))]);
        writes.AddEach(InsertRetracted, [.. own
            .Except(record.Known(sheet.At).Select(entry => entry.Fact).OfType<CertificateIssued>().Select(issue => issue.CertificateId))
            .Select(id => new { Id = id, DetentionId = record.DetentionId })]);
        writes.AddEach(InsertVoid, [.. issued
            .Select(entry => (Id: ((CertificateIssued)entry.Fact).CertificateId, WhyVoid: WhyItIsVoid(entry, sheet)))
            .Where(one => one.WhyVoid is not null && own.Contains(one.Id)).DistinctBy(one => one.Id)
            .Select(one => new { one.Id, DetentionId = record.DetentionId, one.WhyVoid })]);
    }

    /// <summary>
    /// The first certificate, in a stretch of the chain, that is said to have been retracted while its entry stands on the record. One
    /// that was retracted and is not said to be is none: until <c>rebuild</c> was run, a version before did not say it of any.
    /// </summary>
    internal static async Task<BrokenLink?> FirstNotRetracted(DbConnection connection, DbTransaction transaction, long after, long upTo)
    {
        foreach (var (position, id, detentionId) in await connection.QueryAsync<(long, string, string)>(SelectRetracted, new { after, upTo }, transaction))
        {
            var told = await EventRow.ToldOf(connection, detentionId, transaction);
            if (Record.HoldsCertificate([.. told.Select(row => row.ToEvent())], id))
                return new(
                    position, Chain.Certificate, $"A row was added to certificates_retracted for certificate {id}: no entry of the record retracts it.",
                    IsWorkedOut: true);
        }
        return null;
    }

    // A statement replaces no certificate, and no certificate a statement.
    private static bool IsStatement(CustodyEvent entry) => entry.Fact is CertificateIssued { Limb: CertificateLimb.LaFailure };

    private static ElsewhereRow Of(CustodyEvent entry, long position, bool superseded, DetentionRow detention, ClockSheet sheet)
    {
        var issued = (CertificateIssued)entry.Fact;
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
            WhyVoid = WhyItIsVoid(entry, sheet),
        };
    }

    // A statement was never to count as a certificate.
    private static string? WhyItIsVoid(CustodyEvent entry, ClockSheet sheet)
    {
        if (IsStatement(entry)) return null;
        if (sheet.Record.Arrived is null) return "The certificate does not count: the child's arrival is not known.";
        var index = sheet.Record.Events.ToList().FindIndex(one => one.Source == entry.Source && one.Id == entry.Id);
        return index < 0 ? "The certificate does not count: the detention had ended." : CertificateValidity.WhyVoid(sheet.Record, index);
    }
}

using System.Data.Common;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>A signed certificate, or a statement in its place, as it was signed.</summary>
public sealed record CertificateRow : ISealedRow
{
    public long Position { get; init; }
    public string Id { get; init; } = "";
    public string Number { get; init; } = "";
    public string DetentionId { get; init; } = "";
    public string CustodyRecordNumber { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public string Limb { get; init; } = "";
    public Instant SignedAt { get; init; }
    public string SignedBy { get; init; } = "";

    /// <summary>The id of the one it replaces.</summary>
    public string? Supersedes { get; init; }

    public string VerificationCode { get; init; } = "";
    public SealedContent Content { get; init; } = SealedContent.Empty;
    public byte[] ContentHash { get; init; } = [];

    /// <summary>The id of the one that replaced it and was not retracted; worked out when read.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>A statement to the court, which is no certificate.</summary>
    public bool IsStatement => Limb == StatementLimb;

    /// <summary>Its entry on the record was retracted since; worked out when read.</summary>
    public bool Retracted { get; init; }

    /// <summary>Why it does not count, as the record stands now, whatever was so when it was signed; null when it does, and of a statement.</summary>
    public string? WhyVoid { get; init; }

    /// <summary>The suite of its record as that stands, whose it is to read; worked out when read.</summary>
    public string SuiteNow { get; init; } = "";

    /// <summary>Neither replaced nor retracted.</summary>
    public bool Stands => SupersededBy is null && !Retracted;

    public string Status => Stands ? "current" : "superseded";

    /// <summary>The limb of a statement, as it is written.</summary>
    public const string StatementLimb = "la-failure";

    private const string Stored = """
        position, id, number, detention_id, custody_record_number, force, suite, limb, signed_at, signed_by, supersedes, verification_code,
        content, content_hash
        """;

    /// <summary>
    /// The place of the next certificate, or statement, of the same child after one named <c>c</c> whose entry was not retracted: one
    /// replaced only by some that were stands again.
    /// </summary>
    public const string ReplacedAt = $"""
        (SELECT MIN(l.position) FROM certificates l
            WHERE l.detention_id = c.detention_id AND l.position > c.position
                AND CASE WHEN l.limb = '{StatementLimb}' THEN 1 ELSE 0 END = CASE WHEN c.limb = '{StatementLimb}' THEN 1 ELSE 0 END
                AND NOT EXISTS (SELECT 1 FROM certificates_retracted g WHERE g.certificate_id = l.id))
        """;

    /// <summary>What is read, of certificates named <c>c</c>.</summary>
    public const string Columns = $"""
        c.position, c.id, c.number, c.detention_id, c.custody_record_number, c.force, c.suite, c.limb, c.signed_at, c.signed_by,
        c.supersedes, c.verification_code, c.content, c.content_hash,
        (SELECT later.id FROM certificates later WHERE later.position = {ReplacedAt}) AS superseded_by,
        CASE WHEN EXISTS (SELECT 1 FROM certificates_retracted gone WHERE gone.certificate_id = c.id) THEN 1 ELSE 0 END AS retracted,
        (SELECT empty.why_void FROM certificates_void empty WHERE empty.certificate_id = c.id) AS why_void,
        (SELECT held.suite FROM detentions held WHERE held.id = c.detention_id) AS suite_now
        """;

    private const string InsertRow = $"""
        INSERT INTO certificates ({Stored})
        VALUES (@Position, @Id, @Number, @DetentionId, @CustodyRecordNumber, @Force, @Suite, @Limb, @SignedAt, @SignedBy, @Supersedes,
            @VerificationCode, @Content, @ContentHash)
        """;

    private const string SelectOne = $"SELECT {Columns} FROM certificates c WHERE c.id = @name OR c.number = @name";
    private const string SelectOfDetention = $"SELECT {Columns} FROM certificates c WHERE c.detention_id = @detentionId ORDER BY c.position";
    private const string SelectIds = $"SELECT c.id FROM certificates c WHERE c.detention_id = {Record.IdByNumber}";
    internal const string SelectStretch = $"SELECT {Stored} FROM certificates WHERE position > @after AND position <= @upTo";
    internal const string SelectSealedOf = $"SELECT {Stored} FROM certificates WHERE detention_id = @id";

    private const string SelectCurrent = $"""
        SELECT {Columns} FROM certificates c
        WHERE c.detention_id = @detentionId AND CASE WHEN c.limb = '{StatementLimb}' THEN 1 ELSE 0 END = @statement
            AND NOT EXISTS (SELECT 1 FROM certificates later WHERE later.supersedes = c.id)
        """;

    private const string MoveNumber = "UPDATE certificate_numbers SET last = last + 1 WHERE force = @force";
    private const string FirstNumber = "INSERT INTO certificate_numbers (force, last) VALUES (@force, 1)";
    private const string ReadNumber = "SELECT last FROM certificate_numbers WHERE force = @force";

    /// <summary>By id or by number.</summary>
    public static Task<CertificateRow?> Find(DbConnection connection, string name, DbTransaction? transaction = null) =>
        connection.QuerySingleOrDefaultAsync<CertificateRow>(SelectOne, new { name }, transaction);

    /// <summary>The ids of those of a record, by its number.</summary>
    public static Asked<string> AskIds(Reads reads, string force, string number) => reads.Of<string>(SelectIds, new { force, number });

    /// <summary>Every one of a child, in the order of signing.</summary>
    public static async Task<IReadOnlyList<CertificateRow>> OfDetention(DbConnection connection, string detentionId) =>
        (await connection.QueryAsync<CertificateRow>(SelectOfDetention, new { detentionId })).AsList();

    /// <summary>The last certificate of a child, or the last statement, retracted or not: neither replaces the other.</summary>
    public static Task<CertificateRow?> Current(DbConnection connection, DbTransaction transaction, string detentionId, bool statement) =>
        connection.QuerySingleOrDefaultAsync<CertificateRow>(SelectCurrent, new { detentionId, statement }, transaction);

    /// <summary>The next number of a force; one that is not used after all is given again, because nothing was committed.</summary>
    public static async Task<string> NextNumber(DbConnection connection, DbTransaction transaction, string force)
    {
        if (await connection.ExecuteAsync(MoveNumber, new { force }, transaction) == 0)
            await connection.ExecuteAsync(FirstNumber, new { force }, transaction);
        var last = await connection.ExecuteScalarAsync<long>(ReadNumber, new { force }, transaction);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{force}-{last:000000}");
    }

    public Task Insert(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(InsertRow, this, transaction);

    public byte[] SealedHash() => Chain.Hash(
        Id, Number, DetentionId, CustodyRecordNumber, Force, Suite, Limb, SignedAt, SignedBy, Supersedes, VerificationCode, ContentHash,
        System.Security.Cryptography.SHA256.HashData(Content.Hashed));
}

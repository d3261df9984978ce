using System.Data.Common;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>An inspector's name under a certificate. Kept apart from it, because what was signed never changes.</summary>
public sealed record CountersignatureRow : ISealedRow
{
    public long Position { get; init; }
    public string CertificateId { get; init; } = "";
    public string SignedBy { get; init; } = "";
    public string Role { get; init; } = "";
    public Instant At { get; init; }
    public Sealed? Note { get; init; }

    private const string Columns = "position, certificate_id, signed_by, role, at, note";

    private const string InsertRow =
        $"INSERT INTO countersignatures ({Columns}) VALUES (@Position, @CertificateId, @SignedBy, @Role, @At, @Note)";

    private const string SelectOne = $"SELECT {Columns} FROM countersignatures WHERE certificate_id = @certificateId";
    internal const string SelectStretch = $"SELECT {Columns} FROM countersignatures WHERE position > @after AND position <= @upTo";

    internal const string SelectSealedOf = """
        SELECT s.position, s.certificate_id, s.signed_by, s.role, s.at, s.note
        FROM countersignatures s JOIN certificates c ON c.id = s.certificate_id WHERE c.detention_id = @id
        """;

    public static Task<CountersignatureRow?> Find(DbConnection connection, string certificateId, DbTransaction? transaction = null) =>
        connection.QuerySingleOrDefaultAsync<CountersignatureRow>(SelectOne, new { certificateId }, transaction);

    public Task Insert(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(InsertRow, this, transaction);

    public byte[] SealedHash() => Chain.Hash(CertificateId, SignedBy, Role, At, Note);
}

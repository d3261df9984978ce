using System.Data.Common;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>An inspector's name under a certificate. Kept apart from it, because what was signed never changes.</summary>
public sealed record CountersignatureRow
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
    private const string SelectRange = $"SELECT {Columns} FROM countersignatures WHERE position > @after AND position <= @until";

    private const string SelectSealedOf = """
        SELECT s.position, s.certificate_id, s.signed_by, s.role, s.at, s.note
        FROM countersignatures s JOIN certificates c ON c.id = s.certificate_id WHERE c.detention_id = @id
        """;

    public static Task<CountersignatureRow?> Find(DbConnection connection, string certificateId, DbTransaction? transaction = null) =>
        connection.QuerySingleOrDefaultAsync<CountersignatureRow>(SelectOne, new { certificateId }, transaction);

    public Task Insert(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(InsertRow, this, transaction);

    /// <summary>What the chain seals.</summary>
    public byte[] SealedHash() => Chain.Hash(CertificateId, SignedBy, Role, At, Note);

    public static async Task<ILookup<long, byte[]>> ContentHashes(DbConnection connection, long after, long until) =>
        (await connection.QueryAsync<CountersignatureRow>(SelectRange, new { after, until })).ToLookup(row => row.Position, row => row.SealedHash());

    public static async Task<ILookup<long, byte[]>> ContentHashesOf(DbConnection connection, DbTransaction transaction, string id) =>
        (await connection.QueryAsync<CountersignatureRow>(SelectSealedOf, new { id }, transaction)).ToLookup(row => row.Position, row => row.SealedHash());
}

using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Keeping;

/// <summary>
/// That a record was disposed of: by whom, when, under what rule, and which links of the chain have lost their content. Sealed in
/// the chain, so that no link can be passed off as disposed of afterwards.
/// </summary>
public sealed record DisposalRow
{
    public long Position { get; init; }
    public string DetentionId { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public string RuleSaid { get; init; } = "";
    public Instant DecidedAt { get; init; }
    public string DecidedBy { get; init; } = "";
    public string DecidedRole { get; init; } = "";
    public Instant At { get; init; }
    public string CarriedOutBy { get; init; } = "";
    public long Links { get; init; }

    /// <summary>What is read, of disposals named <c>d</c>.</summary>
    public const string Columns = """
        d.position, d.detention_id, d.force, d.suite, d.rule_said, d.decided_at, d.decided_by, d.decided_role, d.at, d.carried_out_by, d.links
        """;

    private const string InsertRow = """
        INSERT INTO disposals (position, detention_id, force, suite, rule_said, decided_at, decided_by, decided_role, at, carried_out_by, links)
        VALUES (@Position, @DetentionId, @Force, @Suite, @RuleSaid, @DecidedAt, @DecidedBy, @DecidedRole, @At, @CarriedOutBy, @Links)
        """;

    private const string SelectStretch = $"SELECT {Columns} FROM disposals d WHERE d.position > @after AND d.position <= @upTo";

    private const string SelectAll = $"SELECT {Columns} FROM disposals d ORDER BY d.position";

    private const string SelectLeftByNone = """
        SELECT 'disposed_links' AS name, l.disposal AS position FROM disposed_links l
        WHERE l.disposal > @after AND l.disposal <= @upTo AND NOT EXISTS (SELECT 1 FROM disposals d WHERE d.position = l.disposal)
        UNION ALL
        SELECT 'disposed_certificates', c.disposal FROM disposed_certificates c
        WHERE c.disposal > @after AND c.disposal <= @upTo AND NOT EXISTS (SELECT 1 FROM disposals d WHERE d.position = c.disposal)
        ORDER BY position
        """;

    private const string Masked = "disposed ";

    /// <summary>No number of a record, masked or not, is longer.</summary>
    internal static readonly int LongestMask = Masked.Length + 64;

    private const string MaskNumber = "UPDATE records SET custody_record_number = @mask WHERE detention_id = @DetentionId";

    /// <summary>
    /// What stands in the place of the number of a record that is gone: whoever knows the number can ask whether it was disposed of,
    /// and nobody can read it. Longer than any number that is taken, so that it is none.
    /// </summary>
    public static string Mask(string force, string number) =>
        Masked + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{force}/{number}")));

    public static bool IsMask(string number) => number.Length == LongestMask && number.StartsWith(Masked, StringComparison.Ordinal);

    private const string SelectMasked = "SELECT detention_id FROM records WHERE force = @force AND custody_record_number = @mask";

    /// <summary>The record that a number was once that of, when it has been disposed of since; null for any other.</summary>
    public static Asked<string> AskRecord(Reads reads, string force, string number) =>
        reads.Of<string>(SelectMasked, new { force, mask = Mask(force, number) });

    /// <summary>Adds its link over all that went, and keeps what is left of each.</summary>
    public async Task Insert(
        DbConnection connection, DbTransaction transaction, Chain chain, IReadOnlyList<DisposedLink> links,
        IReadOnlyList<DisposedCertificate> certificates, string number)
    {
        var row = this with { Links = links.Count };
        row = row with { Position = await chain.Add(Chain.Disposal, row.ContentHash(links, certificates)) };
        await connection.ExecuteAsync(InsertRow, row, transaction);
        await connection.ExecuteAsync(DisposedLink.InsertRow, links.Select(link => link with { Disposal = row.Position }), transaction);
        await connection.ExecuteAsync(
            DisposedCertificate.InsertRow, certificates.Select(certificate => certificate with { Disposal = row.Position }), transaction);
        await connection.ExecuteAsync(MaskNumber, new { DetentionId, mask = Mask(Force, number) }, transaction);
    }

    /// <summary>Every one, the oldest first.</summary>
    public static async Task<IReadOnlyList<DisposalRow>> All(DbConnection connection) => (await connection.QueryAsync<DisposalRow>(SelectAll)).AsList();

    public static async Task<ILookup<long, byte[]>> ContentHashes(DbConnection connection, long after, long upTo)
    {
        var hashes = new List<(long Position, byte[] Hash)>();
        foreach (var row in (await connection.QueryAsync<DisposalRow>(SelectStretch, new { after, upTo })).AsList())
            hashes.Add((row.Position, row.ContentHash(await DisposedLink.Of(connection, row.Position), await DisposedCertificate.Of(connection, row.Position))));
        return hashes.ToLookup(row => row.Position, row => row.Hash);
    }

    /// <summary>What a disposal is said to have left, in a stretch of the chain where there was none.</summary>
    public static async Task<IReadOnlyList<(string Table, long Position)>> LeftByNone(
        DbConnection connection, DbTransaction transaction, long after, long upTo) =>
        (await connection.QueryAsync<(string, long)>(SelectLeftByNone, new { after, upTo }, transaction)).AsList();

    private byte[] ContentHash(IReadOnlyList<DisposedLink> links, IReadOnlyList<DisposedCertificate> certificates) => Chain.Hash(
        [
            DetentionId, Force, Suite, RuleSaid, DecidedAt, DecidedBy, DecidedRole, At, CarriedOutBy, Links,
            .. links.OrderBy(link => link.Position).SelectMany(link => new object?[] { link.Position, link.IdentityHash }),
            .. certificates.OrderBy(one => one.Number, StringComparer.Ordinal).SelectMany(one => new object?[] { one.Number, one.CodeHash, one.ContentHash, one.Status }),
        ]);
}

/// <summary>A link of the chain whose content is gone: its hash and its place are kept.</summary>
public sealed record DisposedLink
{
    public long Position { get; init; }
    public long Disposal { get; init; }

    /// <summary>Of an event, so that one sent again is known and not taken; null for what was never sent.</summary>
    public byte[]? IdentityHash { get; init; }

    public const string InsertRow = "INSERT INTO disposed_links (position, disposal, identity_hash) VALUES (@Position, @Disposal, @IdentityHash)";

    private const string SelectOf = "SELECT position, disposal, identity_hash FROM disposed_links WHERE disposal = @disposal";

    private const string SelectStretch = """
        SELECT l.position, l.disposal, d.position AS is_there
        FROM disposed_links l LEFT JOIN disposals d ON d.position = l.disposal
        WHERE l.position > @after AND l.position <= @upTo
        """;

    private const string SelectByIdentity = """
        SELECT d.detention_id FROM disposed_links l JOIN disposals d ON d.position = l.disposal WHERE l.identity_hash = @identity
        """;

    public static byte[] Identity(string source, string eventId) => Chain.Hash(source, eventId);

    public static async Task<IReadOnlyList<DisposedLink>> Of(DbConnection connection, long disposal) =>
        (await connection.QueryAsync<DisposedLink>(SelectOf, new { disposal })).AsList();

    /// <summary>The places, in a stretch of the chain, whose content is said to have been disposed of, and whether the disposal is there.</summary>
    public static async Task<IReadOnlyDictionary<long, (long Disposal, bool IsThere)>> Between(DbConnection connection, long after, long upTo) =>
        (await connection.QueryAsync<(long Position, long Disposal, long? Is)>(SelectStretch, new { after, upTo }))
            .ToDictionary(link => link.Position, link => (link.Disposal, link.Is is not null));

    /// <summary>The record, disposed of since, that an event was once taken for; null for one that never was.</summary>
    public static Asked<string> AskRecord(Reads reads, string source, string eventId) =>
        reads.Of<string>(SelectByIdentity, new { identity = Identity(source, eventId) });
}

/// <summary>What a paper can still be held against once its record is gone.</summary>
public sealed record DisposedCertificate
{
    public string Number { get; init; } = "";
    public long Disposal { get; init; }
    public byte[] CodeHash { get; init; } = [];
    public byte[] ContentHash { get; init; } = [];
    public string Status { get; init; } = "";

    public const string InsertRow = """
        INSERT INTO disposed_certificates (number, disposal, code_hash, content_hash, status)
        VALUES (@Number, @Disposal, @CodeHash, @ContentHash, @Status)
        """;

    private const string SelectOf = "SELECT number, disposal, code_hash, content_hash, status FROM disposed_certificates WHERE disposal = @disposal";
    private const string SelectOne = "SELECT number, disposal, code_hash, content_hash, status FROM disposed_certificates WHERE number = @number";

    public static async Task<IReadOnlyList<DisposedCertificate>> Of(DbConnection connection, long disposal) =>
        (await connection.QueryAsync<DisposedCertificate>(SelectOf, new { disposal })).AsList();

    public static Task<DisposedCertificate?> Find(DbConnection connection, string number) =>
        connection.QuerySingleOrDefaultAsync<DisposedCertificate>(SelectOne, new { number });

    public static byte[] HashOf(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));
}

using System.Collections.Frozen;
using System.Data.Common;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Reference;

/// <summary>
/// The local authorities that owe a child a place. The file in <c>db/reference</c> adds codes that are new; what an administrator
/// has changed is never overwritten by it. Every change is kept.
/// </summary>
public sealed class Authorities(Database database)
{
    private static readonly FrozenDictionary<string, AuthorityRow> Filed = Read().ToFrozenDictionary(row => row.Code);

    private const string Columns = "code, name, day_contact, night_contact, head_of_service_contact, last_tested";
    private const string SelectAll = $"SELECT {Columns} FROM authorities ORDER BY name, code";
    private const string SelectOne = $"SELECT {Columns} FROM authorities WHERE code = @code";

    private const string InsertNew = """
        INSERT INTO authorities (code, name, day_contact, night_contact, head_of_service_contact, last_tested)
        SELECT @Code, @Name, @DayContact, @NightContact, @HeadOfServiceContact, @LastTested
        WHERE NOT EXISTS (SELECT 1 FROM authorities WHERE code = @Code)
        """;

    private const string UpdateRow = """
        UPDATE authorities
        SET name = @Name, day_contact = @DayContact, night_contact = @NightContact, head_of_service_contact = @HeadOfServiceContact,
            last_tested = @LastTested
        WHERE code = @Code
        """;

    private const string InsertChange = $"""
        INSERT INTO authority_changes (id, {Columns}, changed_at, changed_by, reason)
        VALUES (@Id, @Code, @Name, @DayContact, @NightContact, @HeadOfServiceContact, @LastTested, @ChangedAt, @ChangedBy, @Reason)
        """;

    private const string SelectChanges = $"""
        SELECT id, {Columns}, changed_at, changed_by, reason FROM authority_changes WHERE code = @code ORDER BY changed_at DESC, id DESC
        """;

    private const string SelectChangedAt = "SELECT MAX(changed_at) FROM authority_changes WHERE code = @code";

    public const string ByDay = "day", ByNight = "night", HeadOfService = "head-of-service";

    /// <summary>A contact of an authority by its name above; null when none is known.</summary>
    public static async Task<string?> ContactOf(DbConnection connection, string code, string contact, DbTransaction? transaction = null)
    {
        var row = await connection.QuerySingleOrDefaultAsync<AuthorityRow>(SelectOne, new { code }, transaction);
        return contact switch
        {
            ByDay => row?.DayContact,
            ByNight => row?.NightContact,
            HeadOfService => row?.HeadOfServiceContact,
            _ => null,
        };
    }

    /// <summary>When an authority was last put right by hand; null when it never was.</summary>
    public static Task<Instant?> ChangedAt(DbConnection connection, string code, DbTransaction transaction) =>
        connection.ExecuteScalarAsync<Instant?>(SelectChangedAt, new { code }, transaction);

    /// <summary>The name as filed; the code itself for an authority that was never filed.</summary>
    public static string NameOf(string code) => Filed.TryGetValue(code, out var row) ? row.Name : code;

    public Task Load(CancellationToken cancel) => database.Write(
        (connection, transaction) => connection.ExecuteAsync(InsertNew, Filed.Values, transaction), cancel);

    public async Task<AuthorityRow?> Find(string code, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await Find(connection, code);
    }

    public async Task<IReadOnlyList<AuthorityRow>> All(CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return (await connection.QueryAsync<AuthorityRow>(SelectAll)).AsList();
    }

    /// <summary>Every change of one authority, newest first.</summary>
    public async Task<IReadOnlyList<AuthorityChangeRow>> History(string code, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return (await connection.QueryAsync<AuthorityChangeRow>(SelectChanges, new { code })).AsList();
    }

    /// <summary>Adds or changes an authority in a transaction of the caller's, and keeps the change; false when it says nothing new.</summary>
    internal static async Task<bool> Change(
        DbConnection connection, DbTransaction transaction, AuthorityRow row, Instant now, string by, string reason)
    {
        if (row.SaysTheSameAs(await Find(connection, row.Code, transaction))) return false;
        if (await connection.ExecuteAsync(UpdateRow, row, transaction) == 0) await connection.ExecuteAsync(InsertNew, row, transaction);
        await connection.ExecuteAsync(InsertChange, new AuthorityChangeRow
        {
            Id = NewId.At(now),
            Code = row.Code,
            Name = row.Name,
            DayContact = row.DayContact,
            NightContact = row.NightContact,
            HeadOfServiceContact = row.HeadOfServiceContact,
            LastTested = row.LastTested,
            ChangedAt = now,
            ChangedBy = by,
            Reason = reason,
        }, transaction);
        return true;
    }

    private static Task<AuthorityRow?> Find(DbConnection connection, string code, DbTransaction? transaction = null) =>
        connection.QuerySingleOrDefaultAsync<AuthorityRow>(SelectOne, new { code }, transaction);

    private static IEnumerable<AuthorityRow> Read()
    {
        using var file = typeof(Authorities).Assembly.GetManifestResourceStream("db.reference.authorities.csv")
            ?? throw new InvalidOperationException("The reference data of authorities is missing.");
        using var reader = new StreamReader(file);
        foreach (var (_, row) in AuthorityFile.Read(reader))
            yield return row ?? throw new InvalidOperationException("The reference data of authorities cannot be read.");
    }
}

using System.Collections.Frozen;
using CustodyWatch.Storage;
using Dapper;

namespace CustodyWatch.Log;

/// <summary>A local authority with children's services, and whom to ring there.</summary>
public sealed record AuthorityRow
{
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public string? DayContact { get; init; }
    public string? NightContact { get; init; }
    public string? HeadOfServiceContact { get; init; }

    /// <summary>The date the contacts were last tried; null when they never were.</summary>
    public string? LastTested { get; init; }
}

/// <summary>
/// The local authorities that owe a child a place. The file in <c>db/reference</c> adds codes that are new; what an administrator
/// has changed is never overwritten by it.
/// </summary>
public sealed class Authorities(Database database)
{
    private static readonly FrozenDictionary<string, AuthorityRow> Filed = Read().ToFrozenDictionary(row => row.Code);

    private const string Columns = "code, name, day_contact, night_contact, head_of_service_contact, last_tested";
    private const string SelectAll = $"SELECT {Columns} FROM authorities ORDER BY name";
    private const string SelectOne = $"SELECT {Columns} FROM authorities WHERE code = @code";

    private const string InsertNew = """
        INSERT INTO authorities (code, name, day_contact, night_contact, head_of_service_contact, last_tested)
        SELECT @Code, @Name, @DayContact, @NightContact, @HeadOfServiceContact, @LastTested
        WHERE NOT EXISTS (SELECT 1 FROM authorities WHERE code = @Code)
        """;

    /// <summary>The name as filed; the code itself for an authority that was never filed.</summary>
    public static string NameOf(string code) => Filed.TryGetValue(code, out var row) ? row.Name : code;

    public Task Load(CancellationToken cancel) => database.Write(
        (connection, transaction) => connection.ExecuteAsync(InsertNew, Filed.Values, transaction), cancel);

    public async Task<AuthorityRow?> Find(string code, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await connection.QuerySingleOrDefaultAsync<AuthorityRow>(SelectOne, new { code });
    }

    public async Task<IReadOnlyList<AuthorityRow>> All(CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return (await connection.QueryAsync<AuthorityRow>(SelectAll)).AsList();
    }

    private static IEnumerable<AuthorityRow> Read()
    {
        using var file = typeof(Authorities).Assembly.GetManifestResourceStream("db.reference.authorities.csv")
            ?? throw new InvalidOperationException("The reference data of authorities is missing.");
        using var reader = new StreamReader(file);
        reader.ReadLine();
        while (reader.ReadLine() is { Length: > 0 } line)
            if (Fields(line) is [var code, var name, var day, var night, var head, var tested])
                yield return new AuthorityRow
                {
                    Code = code,
                    Name = name,
                    DayContact = Known(day),
                    NightContact = Known(night),
                    HeadOfServiceContact = Known(head),
                    LastTested = Known(tested),
                };
    }

    private static string? Known(string field) => field.Length == 0 ? null : field;

    // A field with a comma in it stands between double quotes.
    private static List<string> Fields(string line)
    {
        var (fields, start, quoted) = (new List<string>(), 0, false);
        for (var i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"') quoted = !quoted;
            if (i < line.Length && (line[i] != ',' || quoted)) continue;
            fields.Add(line[start..i].Trim('"'));
            start = i + 1;
        }
        return fields;
    }
}

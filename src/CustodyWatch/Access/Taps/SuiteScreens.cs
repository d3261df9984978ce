using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Access.Taps;

/// <summary>A suite's wall or desk screen, which shows the suite's board and does nothing.</summary>
public sealed record ScreenRow
{
    public string Id { get; init; } = "";
    public byte[] TokenHash { get; init; } = [];
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public string Name { get; init; } = "";
    public string EnrolledBy { get; init; } = "";
    public Instant EnrolledAt { get; init; }
    public Instant ExpiresAt { get; init; }
    public string? RevokedBy { get; init; }
    public Instant? RevokedAt { get; init; }

    public bool IsOn(Instant now) => RevokedAt is null && ExpiresAt > now;

    /// <summary>Who the screen is to everything behind it: somebody who may look at the board of one suite.</summary>
    public Caller Caller => new()
    {
        UserId = $"screen/{Force}/{Suite}/{Name}",
        Role = Role.Screen,
        Suites = new HashSet<SuiteCode> { new(Force, Suite) },
    };
}

/// <summary>The screens of suites, known by a token of which only the hash is kept.</summary>
public sealed class SuiteScreens(Database database, IClock clock)
{
    /// <summary>Names the screen among the claims of whatever is asked for from it.</summary>
    public const string Claim = "screen";

    /// <summary>Names its suite among them.</summary>
    public const string SuiteClaim = "screen-suite";

    /// <summary>Among the claims of somebody who has signed in at a screen themselves, says that it is one.</summary>
    public const string AtOneClaim = "at-screen";

    /// <summary>How long a screen stays enrolled.</summary>
    public static readonly Duration Lasts = Duration.FromDays(365);

    private const int TokenBytes = 32;
    private const string Columns = "id, token_hash, force, suite, name, enrolled_by, enrolled_at, expires_at, revoked_by, revoked_at";

    private const string InsertRow = $"""
        INSERT INTO screens ({Columns})
        VALUES (@Id, @TokenHash, @Force, @Suite, @Name, @EnrolledBy, @EnrolledAt, @ExpiresAt, @RevokedBy, @RevokedAt)
        """;

    private const string SelectByToken = $"SELECT {Columns} FROM screens WHERE token_hash = @hash";
    private const string SelectOf = $"SELECT {Columns} FROM screens WHERE force IN @forces ORDER BY suite, name, id";
    private const string SelectOne = $"SELECT {Columns} FROM screens WHERE id = @id";
    private const string SelectOn = "SELECT id FROM screens WHERE id IN @ids AND revoked_at IS NULL AND expires_at > @now";
    private const string UpdateRevoked = "UPDATE screens SET revoked_by = @by, revoked_at = @now WHERE id = @id AND revoked_at IS NULL";

    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public static Task Insert(DbConnection connection, DbTransaction transaction, ScreenRow row) => connection.ExecuteAsync(InsertRow, row, transaction);

    public static async Task<bool> Revoke(DbConnection connection, DbTransaction transaction, string id, string by, Instant now) =>
        await connection.ExecuteAsync(UpdateRevoked, new { id, by, now }, transaction) == 1;

    public async Task<ScreenRow?> Find(string id, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await connection.QuerySingleOrDefaultAsync<ScreenRow>(SelectOne, new { id });
    }

    /// <summary>The screen that shows this token, if it is one that still counts.</summary>
    public async Task<ScreenRow?> Known(string token, Instant now, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await connection.QuerySingleOrDefaultAsync<ScreenRow>(SelectByToken, new { hash = HashOf(token) }) is { } row && row.IsOn(now) ? row : null;
    }

    /// <summary>Every screen there is or was in these forces.</summary>
    public async Task<IReadOnlyList<ScreenRow>> Of(IEnumerable<string> forces, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return (await connection.QueryAsync<ScreenRow>(SelectOf, new { forces })).AsList();
    }

    /// <summary>Which of these screens still count.</summary>
    public async Task<IReadOnlySet<string>> On(IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        if (ids.Count == 0) return new HashSet<string>();
        var now = clock.GetCurrentInstant();
        await using var connection = await database.Open(cancel);
        var on = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in ids.Chunk(500)) on.UnionWith(await connection.QueryAsync<string>(SelectOn, new { ids = some, now }));
        return on;
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using Dapper;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;

namespace CustodyWatch.Features.Accommodation;

/// <summary>The way in for a desk with no account, given once and never kept as it is.</summary>
public sealed record LinkGiven(string Url, string Code, Instant ExpiresAt);

public sealed record LinkRow
{
    public string Id { get; init; } = "";
    public byte[] TokenHash { get; init; } = [];
    public byte[] CodeHash { get; init; } = [];
    public string DetentionId { get; init; } = "";
    public string RequestId { get; init; } = "";
    public string Authority { get; init; } = "";
    public string CreatedBy { get; init; } = "";
    public Instant CreatedAt { get; init; }
    public Instant ExpiresAt { get; init; }
    public long WrongCodes { get; init; }
    public Instant? UsedAt { get; init; }
}

/// <summary>
/// Single-use links to one request. The link travels by one way and its six-digit code by another; after five wrong codes,
/// twelve hours or one answer it leads nowhere.
/// </summary>
public sealed class RequestLinks(Database database, AccessLog access, CustodyLog log)
{
    private const int MostWrongCodes = 5;
    private static readonly Duration Life = Duration.FromHours(12);

    private const string Columns =
        "id, token_hash, code_hash, detention_id, request_id, authority, created_by, created_at, expires_at, wrong_codes, used_at";

    private const string InsertRow = $"""
        INSERT INTO request_links ({Columns})
        VALUES (@Id, @TokenHash, @CodeHash, @DetentionId, @RequestId, @Authority, @CreatedBy, @CreatedAt, @ExpiresAt, @WrongCodes, @UsedAt)
        """;

    private const string SelectOne = $"SELECT {Columns} FROM request_links WHERE token_hash = @hash";

    private const string CountWrong = "UPDATE request_links SET wrong_codes = wrong_codes + 1 WHERE id = @id";
    private const string Use = "UPDATE request_links SET used_at = @now WHERE id = @id AND used_at IS NULL AND wrong_codes < @most";

    public async Task<LinkGiven> Make(HttpContext http, PlaceRequestRow request, CancellationToken cancel)
    {
        var now = log.Now();
        var (token, code) = (WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(24)),
            RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture));
        var row = new LinkRow
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()).ToString(),
            TokenHash = Hash(token),
            CodeHash = Hash(token + code),
            DetentionId = request.DetentionId,
            RequestId = request.RequestId,
            Authority = request.Authority,
            CreatedBy = http.User.Caller().UserId,
            CreatedAt = now,
            ExpiresAt = now + Life,
        };
        await database.Write((connection, transaction) => connection.ExecuteAsync(InsertRow, row, transaction), cancel);
        await access.Write(http, AccessAction.Disclosure, request.DetentionId, request.Force, cancel, $"link {row.Id} for {request.Authority}");
        return new($"{http.Request.Scheme}://{http.Request.Host}/answer/{token}", code, row.ExpiresAt);
    }

    /// <summary>The link a token and its code open; null when they open nothing, for whatever reason.</summary>
    public async Task<LinkRow?> Open(string token, string? code, CancellationToken cancel)
    {
        if (await Find(token, cancel) is not { } link) return null;
        if (CryptographicOperations.FixedTimeEquals(link.CodeHash, Hash(token + code?.Trim()))) return link;
        await database.Write((connection, transaction) => connection.ExecuteAsync(CountWrong, new { id = link.Id }, transaction), cancel);
        return null;
    }

    /// <summary>Whether a token still leads anywhere.</summary>
    public async Task<LinkRow?> Find(string token, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var link = await connection.QuerySingleOrDefaultAsync<LinkRow>(SelectOne, new { hash = Hash(token) });
        return link is { UsedAt: null, WrongCodes: < MostWrongCodes } && link.ExpiresAt > log.Now() ? link : null;
    }

    /// <summary>Uses the link up with the answer it brings; one that another has just used refuses the answer.</summary>
    internal async Task<IResult?> UseUp(LinkRow link, Appending appending)
    {
        var (connection, transaction, _) = appending.Open;
        return await connection.ExecuteAsync(Use, new { id = link.Id, now = appending.Now, most = MostWrongCodes }, transaction) == 1
            ? null
            : Problem.Missing("This link has been used.");
    }

    /// <summary>Who answers by the link: its authority, for its one request.</summary>
    public static Caller CallerOf(LinkRow link) =>
        new() { UserId = $"link-{link.Id}", Role = Role.DutyDesk, Authorities = new HashSet<string> { link.Authority } };

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Proof;
using CustodyWatch.Log.Reference;
using CustodyWatch.Storage;
using Dapper;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;

namespace CustodyWatch.Features.Accommodation;

/// <summary>
/// Single-use links to one request. The link travels by one way and its six-digit code by another; after five wrong codes,
/// twelve hours, one answer, a newer link, or when the request is put right to another authority, it leads nowhere.
/// </summary>
public sealed class RequestLinks(Database database, AccessLog access, CustodyLog log, PublicAddress address)
{
    /// <summary>Where a link leads, less its token.</summary>
    public const string Path = "/link/";

    private const int MostWrongCodes = 5, CodeLength = 6;
    private static readonly Duration Life = Duration.FromHours(12);

    public async Task<LinkGiven> Make(HttpContext http, PlaceRequestRow request, CancellationToken cancel) =>
        (await MakeOnce(http, request, NewId.At(log.Now()), cancel)).Link!;

    /// <summary>A link, and when it was made; with none, when the last one was that stands in the place of the one asked for.</summary>
    /// <param name="http">Who makes it.</param>
    /// <param name="request">What it leads to.</param>
    /// <param name="id">Of the button it is made with, which sent again makes no other.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<(LinkGiven? Link, Instant MadeAt)> MakeOnce(HttpContext http, PlaceRequestRow request, string id, CancellationToken cancel)
    {
        var now = log.Now();
        var (token, code) = (WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(24)),
            RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture));
        var row = new LinkRow
        {
            Id = id,
            TokenHash = Hash(token),
            CodeHash = Hash(token + code),
            DetentionId = request.DetentionId,
            RequestId = request.RequestId,
            Authority = request.Authority,
            CreatedBy = http.User.Caller().UserId,
            CreatedAt = now,
            ExpiresAt = now + Life,
        };
        var before = await database.Write<Instant?>(
            async (connection, transaction) =>
            {
                await Chain.KeepOthersOut(connection, transaction);
                var known = await connection.QuerySingleOrDefaultAsync<LinkRow>(LinkRow.SelectOne, new { id }, transaction);
                if (known?.IsOf(request) == true) return await connection.ExecuteScalarAsync<Instant?>(LinkRow.SelectMadeAt, row, transaction);
                if (known is not null) row = row with { Id = NewId.At(now) };
                await connection.ExecuteAsync(LinkRow.ReplaceOlder, row, transaction);
                await connection.ExecuteAsync(LinkRow.InsertRow, row, transaction);
                await access.Keep(http, connection, transaction, AccessAction.Disclosure, request.DetentionId, request.Force, $"link {row.Id} for {request.Authority}");
                return null;
            },
            cancel);
        return before is { } made ? (null, made) : (new(new Uri(address.Of(http.Request), Path + token).ToString(), code, row.ExpiresAt), now);
    }

    /// <summary>The link a token and its code open; null when they open nothing, for whatever reason.</summary>
    public async Task<LinkRow?> Open(string token, string? code, CancellationToken cancel)
    {
        if (!IsCode(code)) return null;
        if (await Find(token, cancel) is not { } link) return null;
        var tried = new { id = link.Id, now = log.Now(), most = MostWrongCodes };
        if (await database.Write((connection, transaction) => connection.ExecuteAsync(LinkRow.CountTry, tried, transaction), cancel) == 0)
            return null;
        if (!CryptographicOperations.FixedTimeEquals(link.CodeHash, Hash(token + Digits(code)))) return null;
        await database.Write((connection, transaction) => connection.ExecuteAsync(LinkRow.WasRight, tried, transaction), cancel);
        return link;
    }

    /// <summary>The link of a token that still leads somewhere.</summary>
    public async Task<LinkRow?> Find(string token, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await connection.QuerySingleOrDefaultAsync<LinkRow>(
            LinkRow.SelectLive, new { hash = Hash(token), now = log.Now(), most = MostWrongCodes });
    }

    /// <summary>Uses the link up with the answer it brings; one that leads nowhere by now refuses the answer.</summary>
    internal static async Task<IResult?> UseUp(LinkRow link, Deciding act)
    {
        var (connection, transaction) = (act.Connection, act.Transaction);
        return await connection.ExecuteAsync(LinkRow.Use, new { id = link.Id, now = act.Now, most = MostWrongCodes }, transaction) == 1
            ? null
            : Problem.Missing("This link leads nowhere any more.");
    }

    /// <summary>Who answers by the link: its authority, for its one request.</summary>
    public static Caller CallerOf(LinkRow link) =>
        new() { UserId = $"link-{link.Id}", Role = Role.DutyDesk, Authorities = new HashSet<string> { link.Authority } };

    /// <summary>Whether what was written can be a code at all, however it is spaced: anything else is not a try.</summary>
    public static bool IsCode(string? written) => Digits(written).Length == CodeLength;

    private static string Digits(string? written) => string.Concat((written ?? "").Where(char.IsAsciiDigit));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

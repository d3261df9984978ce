using CustodyWatch.Log.Projections;
using NodaTime;

namespace CustodyWatch.Features.Accommodation;

/// <summary>The way in for a desk with no account, given once and never kept as it is.</summary>
public sealed record LinkGiven(string Url, string Code, Instant ExpiresAt);

/// <summary>A single-use link, without its token and its code.</summary>
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

    /// <summary>How often a wrong code was tried, and the right one is being tried.</summary>
    public long WrongCodes { get; init; }

    public Instant? UsedAt { get; init; }
    public Instant? ReplacedAt { get; init; }

    /// <summary>Whether it leads to this request, of the authority the request is made of now.</summary>
    public bool IsOf(PlaceRequestRow request) => (DetentionId, RequestId, Authority) == (request.DetentionId, request.RequestId, request.Authority);

    private const string Columns =
        "id, token_hash, code_hash, detention_id, request_id, authority, created_by, created_at, expires_at, wrong_codes, used_at, replaced_at";

    /// <summary>What a link must be to lead anywhere: among other things, of the authority that is asked by now.</summary>
    private const string Live = """
        used_at IS NULL AND replaced_at IS NULL AND wrong_codes < @most AND expires_at > @now
            AND EXISTS (SELECT 1 FROM place_requests r WHERE r.detention_id = request_links.detention_id
                AND r.request_id = request_links.request_id AND r.authority = request_links.authority)
        """;

    internal const string InsertRow = $"""
        INSERT INTO request_links ({Columns})
        VALUES (@Id, @TokenHash, @CodeHash, @DetentionId, @RequestId, @Authority, @CreatedBy, @CreatedAt, @ExpiresAt, @WrongCodes, @UsedAt,
            @ReplacedAt)
        """;

    internal const string ReplaceOlder = """
        UPDATE request_links SET replaced_at = @CreatedAt
        WHERE detention_id = @DetentionId AND request_id = @RequestId AND used_at IS NULL AND replaced_at IS NULL
        """;

    internal const string SelectOne = $"SELECT {Columns} FROM request_links WHERE id = @id";

    /// <summary>When a link to a request was last made.</summary>
    internal const string SelectMadeAt = "SELECT MAX(created_at) FROM request_links WHERE detention_id = @DetentionId AND request_id = @RequestId";

    internal const string SelectLive = $"SELECT {Columns} FROM request_links WHERE token_hash = @hash AND {Live}";

    /// <summary>Counted before it is checked, so parallel guesses cannot exceed the limit.</summary>
    internal const string CountTry = $"UPDATE request_links SET wrong_codes = wrong_codes + 1 WHERE id = @id AND {Live}";

    internal const string WasRight = "UPDATE request_links SET wrong_codes = wrong_codes - 1 WHERE id = @id";
    internal const string Use = $"UPDATE request_links SET used_at = @now WHERE id = @id AND {Live}";
}

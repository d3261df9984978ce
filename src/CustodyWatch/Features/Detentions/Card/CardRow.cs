using System.Data.Common;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Detentions.Card;

/// <summary>A card that was put into a child's hand, and what it said.</summary>
public sealed record CardRow
{
    public string Id { get; init; } = "";
    public string DetentionId { get; init; } = "";
    public string Language { get; init; } = "";
    public string Digest { get; init; } = "";
    public Instant GivenAt { get; init; }
    public string GivenBy { get; init; } = "";

    private const string Columns = "id, detention_id, language, digest, given_at, given_by";

    public const string InsertRow = $"""
        INSERT INTO child_cards ({Columns}) VALUES (@Id, @DetentionId, @Language, @Digest, @GivenAt, @GivenBy)
        """;

    private const string SelectLatest = $"SELECT {Columns} FROM child_cards WHERE detention_id = @detentionId ORDER BY given_at DESC, id DESC";

    /// <summary>The card the child has; null when none was given.</summary>
    public static Task<CardRow?> Latest(DbConnection connection, string first, string detentionId) =>
        connection.QueryFirstOrDefaultAsync<CardRow>($"{SelectLatest} {first}", new { detentionId, take = 1 });
}

using System.Data.Common;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Delivery.Outside;

/// <summary>One person's turn of duty, and how to reach them in it.</summary>
public sealed record RotaRow
{
    public const string Text = "text", Email = "email";

    public string Id { get; init; } = "";
    public string? Force { get; init; }
    public string? Suite { get; init; }
    public string? Authority { get; init; }

    /// <summary>The word of the audience they stand for, such as <c>custody-inspector</c>.</summary>
    public string Audience { get; init; } = "";

    public string Person { get; init; } = "";
    public string Channel { get; init; } = "";
    public string Address { get; init; } = "";
    public Instant FromAt { get; init; }
    public Instant UntilAt { get; init; }
    public string SetBy { get; init; } = "";
    public Instant SetAt { get; init; }
    public string? EndedBy { get; init; }
    public Sealed? EndedReason { get; init; }

    public const string Columns = """
        id, force, suite, authority, audience, person, channel, address, from_at, until_at, set_by, set_at, ended_by, ended_reason
        """;

    private const string InsertRow = $"""
        INSERT INTO rota ({Columns})
        VALUES (@Id, @Force, @Suite, @Authority, @Audience, @Person, @Channel, @Address, @FromAt, @UntilAt, @SetBy, @SetAt, @EndedBy,
            @EndedReason)
        """;

    /// <summary>Whether a turn has begun and is not over, of the rows of a statement.</summary>
    internal const string IsNow = "from_at <= @now AND until_at > @now";

    private const string SelectOnDuty = $"""
        SELECT {Columns} FROM rota
        WHERE audience = @audience AND {IsNow}
            AND (authority = @authority OR (force = @force AND (suite IS NULL OR suite = @suite)))
        ORDER BY id
        """;

    private const string SelectOne = $"SELECT {Columns} FROM rota WHERE id = @id";

    private const string SelectBetween = $"""
        SELECT {Columns} FROM rota
        WHERE (force = @force OR authority = @authority) AND until_at > @since AND from_at < @until
        ORDER BY from_at, id
        """;

    private const string EndTurn = """
        UPDATE rota SET until_at = @at, ended_by = @by, ended_reason = @reason WHERE id = @Id AND until_at > @at
        """;

    public Task Insert(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(InsertRow, this, transaction);

    /// <summary>Those on duty at an instant for an audience.</summary>
    public static async Task<IReadOnlyList<RotaRow>> OnDuty(
        DbConnection connection, DbTransaction transaction, string audience, string force, string suite,
        string? authority, Instant now) => (await connection.QueryAsync<RotaRow>(
            SelectOnDuty, new { audience, force, suite, authority, now }, transaction)).AsList();

    public static Task<RotaRow?> Find(DbConnection connection, string id, DbTransaction? transaction = null) =>
        connection.QuerySingleOrDefaultAsync<RotaRow>(SelectOne, new { id }, transaction);

    /// <summary>The turns of a force or an authority that run in a stretch of time.</summary>
    public static async Task<IReadOnlyList<RotaRow>> Between(
        DbConnection connection, string? force, string? authority, Instant since, Instant until) =>
        (await connection.QueryAsync<RotaRow>(SelectBetween, new { force, authority, since, until })).AsList();

    /// <summary>Whether the turn was still to run then. What is over stays as it was.</summary>
    public async Task<bool> End(DbConnection connection, DbTransaction transaction, Instant at, string by, string reason) =>
        await connection.ExecuteAsync(EndTurn, new { Id, at, by, reason = (Sealed)reason }, transaction) == 1;
}

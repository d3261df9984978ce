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

    public Task Insert(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(InsertRow, this, transaction);

    /// <summary>Those on duty at an instant for an audience.</summary>
    public static async Task<IReadOnlyList<RotaRow>> OnDuty(
        DbConnection connection, DbTransaction transaction, string audience, string force, string suite,
        string? authority, Instant now) => (await connection.QueryAsync<RotaRow>(
            SelectOnDuty, new { audience, force, suite, authority, now }, transaction)).AsList();

    public static Task<RotaRow?> Find(DbConnection connection, string id, DbTransaction? transaction = null) =>
        connection.QuerySingleOrDefaultAsync<RotaRow>(SelectOne, new { id }, transaction);
}

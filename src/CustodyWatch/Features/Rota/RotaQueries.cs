using System.Data.Common;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Rota;

/// <summary>A rota read and ended. What is over stays as it was.</summary>
public static class RotaQueries
{
    private const string SelectBetween = $"""
        SELECT {RotaRow.Columns} FROM rota
        WHERE (force = @Force OR authority = @Authority) AND until_at > @since AND from_at < @until
        ORDER BY from_at, id
        """;

    private const string EndTurn = """
        UPDATE rota SET until_at = @at, ended_by = @by, ended_reason = @reason WHERE id = @Id AND until_at > @at
        """;

    public static async Task<IReadOnlyList<RotaRow>> Between(DbConnection connection, RotaOwner owner, Instant since, Instant until) =>
        (await connection.QueryAsync<RotaRow>(SelectBetween, new { owner.Force, owner.Authority, since, until })).AsList();

    /// <summary>Whether the turn was still to run then.</summary>
    public static async Task<bool> End(
        DbConnection connection, DbTransaction transaction, RotaRow turn, Instant at, string by, string reason) =>
        await connection.ExecuteAsync(EndTurn, new { turn.Id, at, by, reason = (Sealed)reason }, transaction) == 1;
}

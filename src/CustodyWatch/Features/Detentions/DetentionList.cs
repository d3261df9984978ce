using System.Text.Json;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Detentions;

/// <summary>The list of detentions, the latest arrival first and behind them, where all are asked for, those with none on the record.</summary>
public static class DetentionList
{
    private const string Select = $"SELECT {DetentionRow.Columns} FROM detentions d WHERE";
    private const string All = "all";
    private const string AfterArrived = "(d.arrived_at < @after OR d.arrived_at IS NULL OR (d.arrived_at = @after AND d.id < @afterId))";
    private const string AfterAwaited = "d.arrived_at IS NULL AND d.id < @afterId";
    private const string Latest = "ORDER BY d.arrived_at DESC, d.id DESC";

    // Of the last nothing can be asked for alone: they come behind the others, with all.
    private static readonly string[] Statuses = [DetentionRow.Open, DetentionRow.Closed], Every = [.. Statuses, DetentionRow.Awaited];

    /// <summary>Every word by which statuses are asked for.</summary>
    public static readonly IReadOnlyList<string> Words = [.. Statuses, All];

    /// <summary>Which statuses a word asks for; none when the word is not one.</summary>
    public static IReadOnlyList<string> StatusesOf(string? status) => status switch
    {
        null or "" => [DetentionRow.Open],
        All => Every,
        _ => [.. Statuses.Where(known => known == status)],
    };

    public static Task<Page<DetentionSummary>> Read(
        Database database, Scope scope, IReadOnlyList<string> statuses, Instant? from, Instant? to, Paging paging, Instant now,
        CancellationToken cancel)
    {
        var after = paging.After is { } place ? Key.Read(place) : null;
        var parameters = new DynamicParameters(new { statuses, from, to, after = after?.Arrived, afterId = after?.Id, take = paging.Limit + 1 });
        var asked = Conditions.And(
            (from, "d.arrived_at >= @from"), (to, "d.arrived_at < @to"), (after, after?.Arrived is null ? AfterAwaited : AfterArrived));
        var sql = $"{Select} {scope.Where(parameters, now)} AND d.status IN @statuses{asked} {Latest} {database.Dialect.First}";
        return database.Read(
            async (connection, transaction) =>
            {
                var rows = (await connection.QueryAsync<DetentionRow>(sql, parameters, transaction)).AsList();
                var standing = await Standing.Of(connection, transaction, rows, now);
                var alerts = await OpenAlerts.Of(connection, transaction, rows.Select(row => row.Id));
                return paging.Of(
                    standing,
                    one => DetentionSummary.Of(one, alerts.GetValueOrDefault(one.Detention.Id), now),
                    one => new object?[] { one.Detention.ArrivedAt?.ToUnixTimeMilliseconds(), one.Detention.Id });
            },
            cancel);
    }

    /// <summary>Where a page ends.</summary>
    internal sealed record Key(Instant? Arrived, string Id)
    {
        public static bool Is(JsonElement key) => Read(key) is not null;

        public static Key? Read(JsonElement key) =>
            key.ValueKind != JsonValueKind.Array || key.GetArrayLength() != 2 || !Paging.IsText(key[1]) ? null
                : key[0].ValueKind == JsonValueKind.Null ? new(null, key[1].GetString()!)
                : Paging.Milliseconds(key[0]) is { } arrived ? new(Instant.FromUnixTimeMilliseconds(arrived), key[1].GetString()!)
                : null;
    }
}

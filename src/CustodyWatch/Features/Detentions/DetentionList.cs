using System.Text.Json;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Detentions;

/// <summary>The list of detentions, the latest arrival first.</summary>
public static class DetentionList
{
    private const string Select = $"SELECT {DetentionRow.Columns} FROM detentions d WHERE";
    private const string Latest = "ORDER BY d.arrived_at DESC, d.id DESC";

    private static readonly string[] Statuses = [DetentionRow.Open, DetentionRow.Closed];

    /// <summary>Which statuses a word asks for; none when the word is not one.</summary>
    public static IReadOnlyList<string> StatusesOf(string? status) => status switch
    {
        null or "" => [DetentionRow.Open],
        "all" => Statuses,
        _ => [.. Statuses.Where(known => known == status)],
    };

    public static Task<Page<DetentionSummary>?> Read(
        Database database, Scope scope, IReadOnlyList<string> statuses, Instant? from, Instant? to, Paging paging, Instant now,
        CancellationToken cancel)
    {
        var parameters = new DynamicParameters(new { statuses, from, to, take = paging.Limit + 1 });
        if (!AddCursor(parameters, paging.After)) return Task.FromResult<Page<DetentionSummary>?>(null);
        var asked = Conditions.And(
            (from, "d.arrived_at >= @from"), (to, "d.arrived_at < @to"), (paging.After, "(d.arrived_at < @after OR (d.arrived_at = @after AND d.id < @afterId))"));
        var sql = $"{Select} {scope.Where(parameters, now)} AND d.status IN @statuses{asked} {Latest} {database.Dialect.First}";
        return database.Read<Page<DetentionSummary>?>(
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

    private static bool AddCursor(DynamicParameters parameters, JsonElement? after)
    {
        Instant? arrived = null;
        string? id = null;
        if (after is { } cursor)
        {
            if (cursor.ValueKind != JsonValueKind.Array || cursor.GetArrayLength() != 2
                || cursor[0].ValueKind != JsonValueKind.Number || !cursor[0].TryGetInt64(out var milliseconds)
                || milliseconds is < -62_135_596_800_000 or > 253_402_300_799_999 || cursor[1].ValueKind != JsonValueKind.String)
                return false;
            (arrived, id) = (Instant.FromUnixTimeMilliseconds(milliseconds), cursor[1].GetString());
        }
        parameters.Add("after", arrived);
        parameters.Add("afterId", id);
        return true;
    }
}

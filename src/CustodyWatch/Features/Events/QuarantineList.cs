using System.Text.Json;
using System.Text.Json.Serialization;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log.Refusals;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Events;

/// <summary>A refused event as the administrator sees it.</summary>
/// <param name="Event">The event as it was sent; as text when it is nested too deep to be shown as JSON. Its id, source, type and time alone once what it said is kept no longer.</param>
public sealed record QuarantineItem(string Id, Instant Received, string? Source, JsonElement Event, JsonElement Problem, string State)
{
    [JsonIgnore]
    public string Force { get; init; } = "";

    public static QuarantineItem Of(QuarantineRow row) => new(
        row.Id, row.Received, row.Source ?? RefusedContent.Said(row.Content.Bytes, "source"), JsonFault.Shown(row.Content.Bytes), JsonSerializer.Deserialize<JsonElement>(row.Problem.Text), row.State)
    {
        Force = row.Force,
    };
}

/// <summary>The quarantined events of an administrator's forces, the latest first.</summary>
public static class QuarantineList
{
    private const string SelectPage = $"SELECT {QuarantineRow.Columns} FROM quarantine WHERE force IN @forces";

    private const string SelectOne = $"SELECT {QuarantineRow.Columns} FROM quarantine WHERE id = @id AND force IN @forces";

    public static async Task<Page<QuarantineItem>> Read(
        Database database, Caller caller, string? state, Paging paging, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var after = paging.Text;
        var rows = await connection.QueryAsync<QuarantineRow>(
            $"{SelectPage}{Conditions.And((state, "state = @state"), (after, "id < @after"))} ORDER BY id DESC {database.Dialect.First}",
            new { forces = caller.Forces, state, after, take = paging.Limit + 1 });
        return paging.Of(rows.AsList(), QuarantineItem.Of, row => row.Id);
    }

    public static async Task<QuarantineRow?> Find(Database database, Caller caller, string id, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await connection.QuerySingleOrDefaultAsync<QuarantineRow>(SelectOne, new { id, forces = caller.Forces });
    }
}

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

    /// <param name="item">What is answered of each: they are read one at a time, and no more of one is kept than that.</param>
    /// <param name="mostBytes">How much of what was sent is read for one part: where several are very large the part is shorter, and never empty.</param>
    public static async Task<Page<TItem>> Read<TItem>(
        Database database, Caller caller, string? state, Paging paging, Func<QuarantineRow, TItem> item, int mostBytes, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var after = paging.Text;
        var rows = connection.QueryUnbufferedAsync<QuarantineRow>(
            $"{SelectPage}{Conditions.And((state, "state = @state"), (after, "id < @after"))} ORDER BY id DESC {database.Dialect.First}",
            new { forces = caller.Forces, state, after, take = paging.Limit + 1 });
        var (items, last, bytes) = (new List<TItem>(), "", 0L);
        await foreach (var row in rows.WithCancellation(cancel))
        {
            bytes += row.Content.Bytes.Length;
            if (items.Count == paging.Limit || (items.Count > 0 && bytes > mostBytes)) return new(items, Paging.Cursor(last));
            items.Add(item(row));
            last = row.Id;
        }
        return new(items, null);
    }

    public static async Task<QuarantineRow?> Find(Database database, Caller caller, string id, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await connection.QuerySingleOrDefaultAsync<QuarantineRow>(SelectOne, new { id, forces = caller.Forces });
    }
}

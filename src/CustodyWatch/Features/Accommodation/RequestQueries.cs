using System.Data.Common;
using System.Text.Json;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Accommodation;

/// <summary>Which requests are asked for.</summary>
/// <param name="Scope">Those the caller may see.</param>
/// <param name="State">One of <see cref="RequestQueries.States"/>; null for all.</param>
/// <param name="From">Asked at or after.</param>
/// <param name="To">Asked before.</param>
internal sealed record RequestFilter(RequestScope Scope, string? State, Instant? From, Instant? To)
{
    private const string Open = " AND r.decision IS NULL AND r.withdrawn_at IS NULL AND r.need_ended_at IS NULL";
    private const string Answered = " AND r.decision IS NOT NULL AND r.withdrawn_at IS NULL AND r.need_ended_at IS NULL";
    private const string Closed = " AND (r.withdrawn_at IS NOT NULL OR r.need_ended_at IS NOT NULL)";

    /// <summary>The condition on a request named <c>r</c>, with its parameters added to those of the statement.</summary>
    public string Where(DynamicParameters parameters)
    {
        var where = Scope.Where(parameters) + State switch { "open" => Open, "answered" => Answered, "closed" => Closed, _ => "" };
        if (From is not null) where += " AND r.asked_at >= @from";
        if (To is not null) where += " AND r.asked_at < @to";
        parameters.Add("from", From);
        parameters.Add("to", To);
        return where;
    }
}

/// <summary>Reads requests for a place, newest first.</summary>
internal static class RequestQueries
{
    public static readonly IReadOnlyList<string> States = ["open", "answered", "closed"];

    private const string Select = $"""
        SELECT {PlaceRequestRow.Columns}, (SELECT a.name FROM authorities a WHERE a.code = r.authority) AS authority_name
        FROM place_requests r
        """;

    private const string Order = "ORDER BY r.asked_at DESC, r.detention_id DESC, r.request_id DESC";

    private const string After = """
         AND (r.asked_at < @afterAsked OR (r.asked_at = @afterAsked AND (r.detention_id < @afterDetention
            OR (r.detention_id = @afterDetention AND r.request_id < @afterRequest))))
        """;

    private const string SelectForces = "SELECT DISTINCT r.force FROM place_requests r";

    private const string OfDetention = $"{Select} WHERE r.detention_id = @detentionId {Order}";

    /// <summary>The rows asked for and one more.</summary>
    public static async Task<IReadOnlyList<PlaceRequestRow>> Read(
        Database database, RequestFilter filter, Paging paging, CancellationToken cancel)
    {
        var parameters = new DynamicParameters();
        var where = filter.Where(parameters);
        parameters.Add("take", paging.Limit + 1);
        if (paging.After is { } after)
        {
            var key = Key.Read(after)!;
            parameters.Add("afterAsked", key.Asked);
            parameters.Add("afterDetention", key.Detention);
            parameters.Add("afterRequest", key.Request);
            where += After;
        }
        await using var connection = await database.Open(cancel);
        return (await connection.QueryAsync<PlaceRequestRow>($"{Select} WHERE {where} {Order} {database.Dialect.First}", parameters)).AsList();
    }

    /// <summary>The forces of all the requests asked for.</summary>
    public static async Task<IReadOnlyList<string>> Forces(Database database, RequestFilter filter, CancellationToken cancel)
    {
        var parameters = new DynamicParameters();
        var where = filter.Where(parameters);
        await using var connection = await database.Open(cancel);
        return (await connection.QueryAsync<string>($"{SelectForces} WHERE {where}", parameters)).AsList();
    }

    public static async Task<IReadOnlyList<PlaceRequestRow>> Of(DbConnection connection, string detentionId) =>
        (await connection.QueryAsync<PlaceRequestRow>(OfDetention, new { detentionId })).AsList();

    /// <summary>Every request of an id that the caller may see, the latest first; of one child there is at most one.</summary>
    public static async Task<IReadOnlyList<PlaceRequestRow>> Named(
        DbConnection connection, RequestScope scope, string requestId, string? detentionId = null)
    {
        var parameters = new DynamicParameters();
        parameters.Add("requestId", requestId);
        parameters.Add("detentionId", detentionId);
        var ofChild = detentionId is null ? "" : "r.detention_id = @detentionId AND ";
        return (await connection.QueryAsync<PlaceRequestRow>(
            $"{Select} WHERE r.request_id = @requestId AND {ofChild}{scope.Where(parameters)} {Order}", parameters)).AsList();
    }

    /// <summary>Where a page ends.</summary>
    public sealed record Key(Instant Asked, string Detention, string Request)
    {
        public static object[] Of(PlaceRequestRow row) => [row.AskedAt.ToUnixTimeMilliseconds(), row.DetentionId, row.RequestId];

        public static bool Is(JsonElement key) => Read(key) is not null;

        public static Key? Read(JsonElement key) =>
            key is { ValueKind: JsonValueKind.Array } && key.GetArrayLength() == 3 && Paging.Milliseconds(key[0]) is { } asked
                && Paging.IsText(key[1]) && Paging.IsText(key[2])
                ? new(Instant.FromUnixTimeMilliseconds(asked), key[1].GetString()!, key[2].GetString()!)
                : null;
    }
}

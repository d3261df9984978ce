using System.Data.Common;
using CustodyWatch.Log.Projections;
using Dapper;

namespace CustodyWatch.Log.Keeping;

/// <summary>How many requests for a place, made of an authority in one month, went with records that were disposed of.</summary>
public sealed record DisposedRequestsRow
{
    public string Authority { get; init; } = "";

    /// <summary>The local month in which they were made, <c>2026-06</c>.</summary>
    public string Month { get; init; } = "";

    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public int Requests { get; init; }

    private const string SelectOf = $"SELECT {PlaceRequestRow.Columns} FROM place_requests WHERE detention_id = @detentionId";

    private const string Update = """
        UPDATE disposed_requests SET requests = requests + @Requests WHERE authority = @Authority AND month = @Month AND force = @Force AND suite = @Suite
        """;

    private const string Insert = """
        INSERT INTO disposed_requests (authority, month, force, suite, requests) VALUES (@Authority, @Month, @Force, @Suite, @Requests)
        """;

    /// <summary>What is read, of requests disposed of named <c>d</c>.</summary>
    public const string Columns = "d.authority, d.month, d.force, d.suite, d.requests";

    /// <summary>Counts the requests of a record that is about to be disposed of.</summary>
    public static async Task Keep(DbConnection connection, DbTransaction transaction, string detentionId)
    {
        var requests = await connection.QueryAsync<PlaceRequestRow>(SelectOf, new { detentionId }, transaction);
        foreach (var some in requests.GroupBy(one => new DisposedRequestsRow
        {
            Authority = one.Authority,
            Month = FiguresRow.MonthOf(one.AskedAt),
            Force = one.Force,
            Suite = one.Suite,
        }))
        {
            var row = some.Key with { Requests = some.Count() };
            if (await connection.ExecuteAsync(Update, row, transaction) == 0) await connection.ExecuteAsync(Insert, row, transaction);
        }
    }
}

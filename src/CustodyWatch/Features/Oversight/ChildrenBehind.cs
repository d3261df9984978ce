using System.Text.Json;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Oversight;

/// <summary>A detention behind a number.</summary>
public sealed record ChildBehind
{
    public string DetentionId { get; init; } = "";
    public string CustodyRecordNumber { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public Instant ArrivedAt { get; init; }
    public Instant? EndedAt { get; init; }
    public int? Minutes { get; init; }

    /// <summary>What it adds to the number.</summary>
    public int Numerator { get; init; }

    /// <summary>What it adds to that of which the number is.</summary>
    public int Denominator { get; init; }
}

/// <summary>The detentions behind a number, for those who may read the records, a page of them at a time.</summary>
/// <param name="Detentions">How many there are.</param>
/// <param name="Numerator">What they add to the number together.</param>
/// <param name="Denominator">What they add to that of which the number is.</param>
public sealed record ChildrenBehind(int Detentions, int Numerator, int Denominator, Page<ChildBehind> Page)
{
    private const string From = "FROM (SELECT detention_id AS id, figures.* FROM figures) d";

    private sealed record Sums
    {
        public int Detentions { get; init; }
        public int Numerator { get; init; }
        public int Denominator { get; init; }
    }

    /// <param name="scope">As far as the caller may read records.</param>
    public static Task<ChildrenBehind> Read(
        Database database, Scope scope, Period period, Behind behind, Paging paging, Instant now, CancellationToken cancel)
    {
        var (numerator, denominator) = (FigureSql.Numerator(behind.Measure), FigureSql.Denominator(behind.Measure));
        return Read(
            database, scope, period, parameters => $"{(behind.Rest ? $"{denominator} > {numerator}" : $"{numerator} > 0")} AND {behind.InPart(parameters)}",
            numerator, denominator, behind.Measure.Wait is { } wait ? FigureSql.Minutes(wait) : null, paging, now, cancel);
    }

    /// <summary>The rows that spoil a return.</summary>
    public static Task<ChildrenBehind> Lacking(
        Database database, Scope scope, Period period, Gap gap, Paging paging, Instant now, CancellationToken cancel) =>
        Read(database, scope, period, _ => gap.Where, "1", "0", null, paging, now, cancel);

    /// <summary>Where a page ends: the latest arrival first, or the longest time.</summary>
    public static (long Value, string Id)? KeyOf(JsonElement key) =>
        key.ValueKind == JsonValueKind.Array && key.GetArrayLength() == 2 && Paging.Milliseconds(key[0]) is { } value && Paging.IsText(key[1])
            ? (value, key[1].GetString()!)
            : null;

    private static async Task<ChildrenBehind> Read(
        Database database, Scope scope, Period period, Func<DynamicParameters, string> which, string numerator, string denominator, string? time,
        Paging paging, Instant now, CancellationToken cancel)
    {
        var parameters = new DynamicParameters(new
        {
            from = period.From,
            to = period.To,
            now,
            hourAgo = now - Duration.FromHours(1),
            longestAgo = now - Totals.LongestLawful,
            take = paging.Limit + 1,
        });
        var where = $"{period.Where} AND {which(parameters)} AND {scope.Where(parameters, now)}";
        var order = time is null ? "d.arrived_at" : $"d.{time}";
        var after = "1 = 1";
        if (paging.After is { } cursor && KeyOf(cursor) is { } key)
        {
            after = $"({order} < @last OR ({order} = @last AND d.detention_id < @lastId))";
            parameters.Add("last", time is null ? Instant.FromUnixTimeMilliseconds(key.Value) : key.Value);
            parameters.Add("lastId", key.Id);
        }
        await using var connection = await database.Open(cancel);
        var sums = await connection.QuerySingleAsync<Sums>(
            $"SELECT COUNT(*) AS detentions, COALESCE(SUM({numerator}), 0) AS numerator, COALESCE(SUM({denominator}), 0) AS denominator {From} WHERE {where}", parameters);
        var rows = (await connection.QueryAsync<ChildBehind>(
            $"""
            SELECT p.detention_id, p.force, p.suite, p.arrived_at, p.ended_at, p.minutes, p.numerator, p.denominator, r.custody_record_number
            FROM (
                SELECT d.detention_id, d.force, d.suite, d.arrived_at, d.ended_at, d.{time ?? "length_minutes"} AS minutes,
                    {numerator} AS numerator, {denominator} AS denominator
                {From} WHERE {where} AND {after} ORDER BY {order} DESC, d.detention_id DESC {database.Dialect.First}) p
            JOIN records r ON r.detention_id = p.detention_id ORDER BY p.{(time is null ? "arrived_at" : "minutes")} DESC, p.detention_id DESC
            """,
            parameters)).AsList();
        return new(sums.Detentions, sums.Numerator, sums.Denominator, paging.Of(
            rows, row => row, row => new object[] { time is null ? row.ArrivedAt.ToUnixTimeMilliseconds() : row.Minutes ?? 0, row.DetentionId }));
    }
}

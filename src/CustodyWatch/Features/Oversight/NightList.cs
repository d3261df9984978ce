using System.Text.Json;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Features.Oversight;

/// <summary>One night of one child.</summary>
/// <param name="Minutes">Elapsed minutes in detention between local 00:00 and 08:00.</param>
/// <param name="Counted">Whether the rule calls it a night in custody.</param>
public sealed record NightItem(
    string Night, string DetentionId, string CustodyRecordNumber, string Force, string Suite, int Minutes, int MinutesBeforeCharge,
    int MinutesAfterCharge, bool Counted);

/// <summary>Every night of which a child spent at least a minute in custody, and whether it counts.</summary>
public sealed record NightList(string Rule, string Definition, IReadOnlyList<NightItem> Items, string? Next)
{
    private const string SelectEnded = """
        SELECT d.detention_id, d.night, d.force, d.suite, d.minutes_before_charge, d.minutes_after_charge, r.custody_record_number
        FROM nights d JOIN records r ON r.detention_id = d.detention_id
        WHERE d.night >= @first AND d.night <= @last AND
        """;

    // Said only of a page after the first: an index would be searched by it, and from no night at all.
    private const string After = "(d.night > @afterNight OR (d.night = @afterNight AND d.detention_id > @afterId)) AND";

    private const string SelectOpen = $"""
        SELECT {FiguresRow.Columns} FROM figures d WHERE d.counted = 0 AND d.arrived_at IS NOT NULL AND
        """;

    private const string SelectNumbers = "SELECT detention_id, custody_record_number FROM records WHERE detention_id IN @ids";

    public static NightList Empty(OvernightRule rule) => new(rule.Name, rule.Definition, [], null);

    public static Task<NightList> Read(
        Database database, Scope scope, Period period, OvernightRule rule, Paging paging, Instant now, CancellationToken cancel) => database.Read(
        async (connection, transaction) =>
        {
            var (first, last) = Range(period);
            var after = paging.After is { } cursor ? Key.Read(cursor)! : new Key("", "");
            if (string.CompareOrdinal(after.Night, first) > 0) first = after.Night;
            var parameters = new DynamicParameters(new { first, last, afterNight = after.Night, afterId = after.Id, take = paging.Limit + 1 });
            var rows = (await connection.QueryAsync<NightRow>(
                $"{SelectEnded} {(paging.After is null ? "" : After)} {scope.Where(parameters, now)} ORDER BY d.night, d.detention_id {database.Dialect.First}", parameters, transaction)).AsList();
            var open = new DynamicParameters();
            var going = (await FiguresRow.Read(connection, $"{SelectOpen} {scope.Where(open, now)}", open, transaction))
                .SelectMany(row => NightRow.Of(row, row.Figures!, now))
                .Where(row => Between(row.Night, first, last) && after.IsBefore(row)).ToArray();
            var numbers = (await connection.QueryAsync<(string Id, string Number)>(
                SelectNumbers, new { ids = going.Select(row => row.DetentionId).Distinct() }, transaction)).ToDictionary(one => one.Id, one => one.Number);
            rows.AddRange(going.Select(row => row with { CustodyRecordNumber = numbers[row.DetentionId] }));
            var page = paging.Of(
                [.. rows.OrderBy(row => row.Night, StringComparer.Ordinal).ThenBy(row => row.DetentionId, StringComparer.Ordinal).Take(paging.Limit + 1)],
                row => ItemOf(row, rule), row => new[] { row.Night, row.DetentionId });
            return new NightList(rule.Name, rule.Definition, page.Items, page.Next);
        },
        cancel);

    private static NightItem ItemOf(NightRow row, OvernightRule rule) => new(
        row.Night, row.DetentionId, row.CustodyRecordNumber, row.Force, row.Suite, row.Value.Minutes, row.MinutesBeforeCharge,
        row.MinutesAfterCharge, rule.Counts(row.Value));

    // The nights of which any part lies in the period, and those of its dates.
    private static (string First, string Last) Range(Period period)
    {
        var first = period.From is { } from ? LocalDatePattern.Iso.Format(Night.Coming(from)) : "";
        if (period.To is not { } to) return (first, "9999-12-31");
        var last = LondonTime.DateAt(to);
        return (first, LocalDatePattern.Iso.Format(Night.Start(last) < to ? last : last.PlusDays(-1)));
    }

    private static bool Between(string night, string first, string last) =>
        string.CompareOrdinal(night, first) >= 0 && string.CompareOrdinal(night, last) <= 0;

    /// <summary>Where a page ends.</summary>
    internal sealed record Key(string Night, string Id)
    {
        public bool IsBefore(NightRow row) => string.CompareOrdinal(row.Night, Night) > 0
            || (row.Night == Night && string.CompareOrdinal(row.DetentionId, Id) > 0);

        public static bool Is(JsonElement key) => Read(key) is not null;

        public static Key? Read(JsonElement key) =>
            key.ValueKind == JsonValueKind.Array && key.GetArrayLength() == 2
                && key[0] is { ValueKind: JsonValueKind.String } night && key[1] is { ValueKind: JsonValueKind.String } id
                ? new(night.GetString()!, id.GetString()!)
                : null;
    }
}

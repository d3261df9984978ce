using CustodyWatch.Log;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Features.Oversight;

/// <summary>A child who will be held overnight unless something changes.</summary>
public sealed record ForecastItem(
    string DetentionId, string CustodyRecordNumber, string Force, string Suite, Instant ArrivedAt, Instant? ChargedAt, int MinutesSoFar,
    Instant ReachesAt, string Why, string Step, string? Citation);

/// <summary>The children who will pass the line this coming night, the soonest first, as it looked at an instant.</summary>
public sealed record ForecastAnswer(Instant At, string Night, string Rule, string Definition, IReadOnlyList<ForecastItem> Items)
{
    // Nobody lawfully held has been there for longer; whose end was never recorded is left out.
    private static readonly Duration Longest = Duration.FromDays(30);

    private const string Select = """
        SELECT d.detention_id FROM figures d
        WHERE d.arrived_at <= @at AND d.arrived_at > @oldest AND (d.ended_at IS NULL OR d.ended_at > @at) AND
        """;

    public static Task<ForecastAnswer> Read(Database database, Scope scope, Instant at, CancellationToken cancel) => database.Read(
        async (connection, transaction) =>
        {
            var parameters = new DynamicParameters(new { at, oldest = at - Longest });
            var ids = await connection.QueryAsync<string>($"{Select} {scope.Where(parameters, at)}", parameters, transaction);
            var items = new List<ForecastItem>();
            foreach (var id in ids)
            {
                var record = await Record.OfId(connection, id, transaction);
                var sheet = record.Clocks(at);
                if (OvernightForecast.Of(sheet) is not { } forecast) continue;
                items.Add(new ForecastItem(
                    id, record.CustodyRecordNumber, record.Force, DetentionRow.Of(record, sheet).Suite, sheet.Record.ArrivedAt!.Value,
                    sheet.Record.ChargedAt, forecast.MinutesSoFar, forecast.ReachesAt, forecast.Why, forecast.Step, forecast.Citation));
            }
            return new ForecastAnswer(
                at, LocalDatePattern.Iso.Format(Pace.Oversight.Night.Coming(at)), OvernightRule.FourHours.Name, OvernightRule.FourHours.Definition,
                [.. items.OrderBy(item => item.ReachesAt).ThenBy(item => item.ArrivedAt).ThenBy(item => item.DetentionId, StringComparer.Ordinal)]);
        },
        cancel);
}

using CustodyWatch.Access;
using CustodyWatch.Delivery;
using CustodyWatch.Http;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using Dapper;

namespace CustodyWatch.Features.Alerts;

/// <summary>The filters of a list of alerts.</summary>
/// <param name="Suite">Only this suite's.</param>
/// <param name="Force">Only this force's.</param>
/// <param name="Authority">Only those about a request to this local authority.</param>
/// <param name="States">Only those in one of these states.</param>
/// <param name="After">Only those that came or changed after this feed number.</param>
public sealed record AlertFilter(string? Suite, string? Force, string? Authority, IReadOnlyList<string> States, long After)
{
    /// <summary>The states named, all when none is; null when one of them is no state.</summary>
    public static IReadOnlyList<string>? StatesOf(string? text)
    {
        if (text is null) return Vocabulary<AlertState>.Words;
        var states = text.Split(',', StringSplitOptions.TrimEntries);
        return states.All(state => Vocabulary<AlertState>.Words.Contains(state)) ? states : null;
    }
}

/// <summary>Alerts in the order they came or last changed.</summary>
public static class AlertList
{
    public static async Task<Page<AlertAnswer>> Read(
        Database database, Caller caller, AlertFilter filter, Paging paging, CancellationToken cancel)
    {
        var scope = AlertScope.Of(caller).Add("after", filter.After).Add("take", paging.Limit + 1);
        var where = $"{scope.Where} AND sequence > @after";
        Narrow("suite", filter.Suite);
        Narrow("force", filter.Force);
        Narrow("authority", filter.Authority);
        if (filter.States.Count < Vocabulary<AlertState>.Words.Count)
        {
            where += " AND state IN @states";
            scope.Add("states", filter.States);
        }
        var select = $"SELECT {AlertRow.Columns} FROM alerts WHERE {where} ORDER BY sequence {database.Dialect.First}";
        await using var connection = await database.Open(cancel);
        var rows = (await connection.QueryAsync<AlertRow>(select, scope.Parameters)).AsList();
        var deliveries = await DeliveryRow.OfAlerts(connection, [.. rows.Select(row => row.Id)]);
        return paging.Of(rows, row => AlertAnswer.Of(row, deliveries[row.Id]), row => row.Sequence);

        void Narrow(string column, string? value)
        {
            if (value is null) return;
            where += $" AND {column} = @only_{column}";
            scope.Add("only_" + column, value);
        }
    }
}

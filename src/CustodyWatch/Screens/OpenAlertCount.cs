using CustodyWatch.Access;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Storage;
using Dapper;

namespace CustodyWatch.Screens;

/// <summary>How many alerts are open that call somebody: what every page's title says, wherever they are.</summary>
public sealed class OpenAlertCount(Database database)
{
    // Each duty once, at the rung it has climbed to, as the pages list it.
    private const string Select = """
        SELECT audience, step, COUNT(*) AS count
        FROM (SELECT audience, step, ROW_NUMBER() OVER (PARTITION BY subject, clock, clock_sequence ORDER BY step_rank DESC) AS rung
            FROM alerts WHERE state = 'open' AND
        """;

    private const string Alike = ") open_alerts WHERE rung = 1 GROUP BY audience, step";

    private sealed record Counted
    {
        public string Audience { get; init; } = "";
        public string Step { get; init; } = "";
        public long Count { get; init; }
    }

    /// <summary>Null for a role that alerts do not go to.</summary>
    public async Task<int?> For(Caller caller, CancellationToken cancel)
    {
        if (!Policies.Table[Policies.ReadAlerts].Contains(caller.Role)) return null;
        var scope = AlertScope.Of(caller);
        await using var connection = await database.Open(cancel);
        var counted = await connection.QueryAsync<Counted>($"{Select} {scope.Where}{Alike}", scope.Parameters);
        return (int)counted.Where(row => new AlertView { Audience = row.Audience, Step = row.Step }.Calls(caller.Role)).Sum(row => row.Count);
    }
}

using CustodyWatch.Access;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Storage;
using Dapper;

namespace CustodyWatch.Screens;

/// <summary>How many alerts are open for somebody: what every page's title says, wherever they are.</summary>
public sealed class OpenAlertCount(Database database)
{
    private const string Select = "SELECT COUNT(*) FROM (SELECT DISTINCT subject, clock, clock_sequence FROM alerts WHERE state = 'open' AND";

    /// <summary>Null for a role that alerts do not go to.</summary>
    public async Task<int?> For(Caller caller, CancellationToken cancel)
    {
        if (!Policies.Table[Policies.ReadAlerts].Contains(caller.Role)) return null;
        var scope = AlertScope.Of(caller);
        await using var connection = await database.Open(cancel);
        return await connection.ExecuteScalarAsync<int>($"{Select} {scope.Where}) open_alerts", scope.Parameters);
    }
}

using CustodyWatch.Access;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using Dapper;
using Microsoft.AspNetCore.SignalR;

namespace CustodyWatch.Live;

/// <summary>Tells screens that something changed, never what.</summary>
public sealed class CustodyHub(Database database, Presence presence, ToScreens screens) : Hub<ICustodyScreen>
{
    public const string Path = "/hubs/custody";

    private const int Most = 10_000;

    public override async Task OnConnectedAsync()
    {
        var caller = Context.User!.Caller();
        await screens.Came(Context.ConnectionId, Live.Groups.Of(caller), Context.ConnectionAborted);
        await presence.Came(Context.ConnectionId, caller, Context.ConnectionAborted);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        screens.Went(Context.ConnectionId);
        return presence.Went(Context.ConnectionId, CancellationToken.None);
    }

    /// <summary>The ids of the alerts raised or changed since a feed number, oldest first: what was missed while away.</summary>
    public async Task<IReadOnlyList<string>> Since(long sequence)
    {
        var scope = AlertScope.Of(Context.User!.Caller());
        await using var connection = await database.Open(Context.ConnectionAborted);
        scope.Add("after", sequence).Add("take", Most);
        return (await connection.QueryAsync<string>(
            $"SELECT id FROM alerts WHERE {scope.Where} AND sequence > @after ORDER BY sequence {database.Dialect.First}",
            scope.Parameters)).AsList();
    }
}

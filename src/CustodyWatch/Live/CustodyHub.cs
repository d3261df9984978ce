using CustodyWatch.Access;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using Dapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace CustodyWatch.Live;

/// <summary>Tells screens that something changed, never what.</summary>
public sealed class CustodyHub(Database database, Presence presence, ToScreens screens, Seen seen, LiveSessions sessions) : Hub<ICustodyScreen>
{
    public const string Path = "/hubs/custody";

    internal const int Most = 10_000;
    private const int MostDrawn = 500;

    public override async Task OnConnectedAsync()
    {
        var caller = Context.User!.Caller();
        try
        {
            sessions.Came(Context);
            await screens.Came(Context.ConnectionId, Live.Groups.Of(caller), Context.ConnectionAborted);
            await presence.Came(Context.ConnectionId, caller, Context.ConnectionAborted);
        }
        catch
        {
            // If connecting fails, SignalR never reports a disconnect, so forget the screen here.
            screens.Went(Context.ConnectionId);
            sessions.Went(Context.ConnectionId);
            presence.Forget(Context.ConnectionId);
            throw;
        }
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        screens.Went(Context.ConnectionId);
        sessions.Went(Context.ConnectionId);
        return presence.Went(Context.ConnectionId, CancellationToken.None);
    }

    /// <summary>
    /// The ids of the alerts raised or changed since a feed number, oldest first: what was missed while away. Those that have passed to
    /// another suite or authority meanwhile are among them, though the caller reads them no more.
    /// </summary>
    public async Task<IReadOnlyList<string>> Since(long sequence)
    {
        var caller = Context.User!.Caller();
        await using var connection = await database.Open(Context.ConnectionAborted);
        var (theirs, left) = (AlertScope.Of(caller), AlertScope.LeftBy(caller));
        var missed = await Ids(theirs, $"SELECT id, sequence FROM alerts WHERE {theirs.Where} AND sequence > @after ORDER BY sequence");
        var gone = await Ids(left, $"""
            SELECT e.alert_id, e.position FROM alert_entries e JOIN alerts a ON a.id = e.alert_id
            WHERE {left.Where} AND e.position > @after ORDER BY e.position
            """);
        return missed.Concat(gone).OrderBy(alert => alert.Sequence).Select(alert => alert.Id).Distinct().Take(Most).ToArray();

        Task<IEnumerable<(string Id, long Sequence)>> Ids(AlertScope scope, string select) => connection.QueryAsync<(string Id, long Sequence)>(
            $"{select} {database.Dialect.First}", scope.Add("after", sequence).Add("take", Most).Parameters);
    }

    /// <summary>
    /// Which waiting alerts stand drawn before the caller, as far as a feed number: proof that they were seen. What is not theirs
    /// to see is left out.
    /// </summary>
    [Authorize(Policies.Live)]
    public async Task Rendered(string[] ids, long sequence)
    {
        if (ids is not { Length: > 0 }) return;
        if (ids.Length > MostDrawn) throw new HubException($"At most {MostDrawn} alerts at once.");
        var caller = Context.User!.Caller();
        var scope = AlertScope.Of(caller);
        await using var connection = await database.Open(Context.ConnectionAborted);
        scope.Add("ids", ids).Add("upTo", sequence);
        var drawn = await connection.QueryAsync<(string Id, long Sequence)>(
            $"SELECT id, sequence FROM alerts WHERE {scope.Where} AND id IN @ids AND sequence <= @upTo AND {AlertRow.Standing}",
            scope.Parameters);
        var audience = Presence.AudienceOf(caller.Role) is { } own ? Vocabulary<Audience>.Word(own) : null;
        seen.Note(drawn.Select(alert => new Sight(alert.Id, alert.Sequence, caller.UserId, audience)));
    }
}

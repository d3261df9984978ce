using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using StackExchange.Redis;

namespace CustodyWatch.Live;

/// <summary>
/// Tells the screens of some groups, on every node where nodes are joined by Redis. When Redis is gone, those of this node are
/// told all the same, and those of others find out by the next <c>stillLive</c> that they missed something; nobody waits for it again
/// until the nodes have been joined again.
/// </summary>
public sealed partial class ToScreens(IHubContext<CustodyHub, ICustodyScreen> hub, ILogger<ToScreens> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _here = new(StringComparer.Ordinal);
    private volatile bool _apart;

    /// <summary>A screen that is connected here, and what it is to hear.</summary>
    public async Task Came(string connectionId, IReadOnlyList<string> groups, CancellationToken cancel)
    {
        _here[connectionId] = groups;
        try
        {
            foreach (var group in groups) await hub.Groups.AddToGroupAsync(connectionId, group, cancel);
        }
        catch (Exception exception) when (IsRedis(exception))
        {
            Part(exception);
        }
    }

    public void Went(string connectionId) => _here.TryRemove(connectionId, out _);

    /// <returns>Whether any screen of theirs is connected here. What others heard only they know.</returns>
    public async Task<bool> Tell(IReadOnlyList<string> groups, Func<ICustodyScreen, Task> say)
    {
        var here = _here.Where(screen => screen.Value.Intersect(groups).Any()).Select(screen => screen.Key).ToArray();
        if (!_apart && await ToldTogether(groups, say)) return here.Length > 0;
        foreach (var connection in here) await TellOne(connection, say);
        return here.Length > 0;
    }

    // One that has gone meanwhile is looked for on other nodes; where they cannot be asked, the next is told all the same.
    private async Task TellOne(string connection, Func<ICustodyScreen, Task> say)
    {
        try
        {
            await say(hub.Clients.Client(connection));
        }
        catch (Exception exception) when (IsRedis(exception))
        {
            Part(exception);
        }
    }

    private async Task<bool> ToldTogether(IReadOnlyList<string> groups, Func<ICustodyScreen, Task> say)
    {
        try
        {
            await say(hub.Clients.Groups(groups));
            return true;
        }
        catch (Exception exception) when (IsRedis(exception))
        {
            Part(exception);
            return false;
        }
    }

    /// <summary>Every screen that is connected here; each node says this to its own.</summary>
    public async Task TellHere(Func<ICustodyScreen, Task> say)
    {
        foreach (var connection in _here.Keys) await TellOne(connection, say);
    }

    /// <summary>Puts the screens of this node into their groups again, when Redis was gone and may be back.</summary>
    public async Task JoinAgain(CancellationToken cancel)
    {
        if (!_apart) return;
        try
        {
            await Join(cancel).WaitAsync(Patience, cancel);
            _apart = false;
        }
        catch (Exception exception) when (!cancel.IsCancellationRequested)
        {
            Part(exception);
        }
    }

    // SignalR subscribes to a group when its first member joins, so every screen leaves before any joins. No node answers for a screen
    // that goes meanwhile, which is why the caller waits only so long.
    private async Task Join(CancellationToken cancel)
    {
        foreach (var (connection, groups) in _here)
            foreach (var group in groups) await hub.Groups.RemoveFromGroupAsync(connection, group, cancel);
        foreach (var (connection, groups) in _here)
            foreach (var group in groups) await hub.Groups.AddToGroupAsync(connection, group, cancel);
    }

    private static bool IsRedis(Exception exception) => exception is RedisException or RedisTimeoutException or ObjectDisposedException;

    private void Part(Exception exception)
    {
        if (!_apart) Apart(log, exception);
        _apart = true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis cannot be reached: each node tells its own screens until it can.")]
    private static partial void Apart(ILogger log, Exception exception);
}

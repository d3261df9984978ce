using System.Collections.Concurrent;
using System.Security.Claims;
using CustodyWatch.Access;
using Microsoft.AspNetCore.SignalR;

namespace CustodyWatch.Live;

/// <summary>The sessions behind the screens of this node: a screen whose session has ended hears nothing more.</summary>
public sealed class LiveSessions(Sessions sessions)
{
    private readonly ConcurrentDictionary<string, (string Session, HubCallerContext Screen)> _here = new(StringComparer.Ordinal);

    public void Came(HubCallerContext screen)
    {
        if (screen.User?.FindFirstValue(Sessions.Claim) is { } session) _here[screen.ConnectionId] = (session, screen);
    }

    public void Went(string connectionId) => _here.TryRemove(connectionId, out _);

    public async Task CloseEnded(CancellationToken cancel)
    {
        var here = _here.Values.ToArray();
        var open = await sessions.Open([.. here.Select(one => one.Session).Distinct()], cancel);
        foreach (var (session, screen) in here)
            if (!open.Contains(session))
                screen.Abort();
    }
}

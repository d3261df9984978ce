using System.Collections.Concurrent;
using System.Security.Claims;
using CustodyWatch.Access;
using CustodyWatch.Access.Taps;
using Microsoft.AspNetCore.SignalR;

namespace CustodyWatch.Live;

/// <summary>The sessions behind the screens of this node: a screen whose session has ended, or that was revoked, hears nothing more.</summary>
public sealed class LiveSessions(Sessions sessions, SuiteScreens screens)
{
    private readonly ConcurrentDictionary<string, (string Session, HubCallerContext Screen)> _here = new(StringComparer.Ordinal);

    public void Came(HubCallerContext screen)
    {
        if ((screen.User?.FindFirstValue(Sessions.Claim) ?? screen.User?.FindFirstValue(SuiteScreens.Claim)) is { } session)
            _here[screen.ConnectionId] = (session, screen);
    }

    public void Went(string connectionId) => _here.TryRemove(connectionId, out _);

    public async Task CloseEnded(CancellationToken cancel)
    {
        var here = _here.Values.ToArray();
        var ids = here.Select(one => one.Session).Distinct().ToArray();
        var open = (await sessions.Open(ids, cancel)).Union(await screens.On(ids, cancel)).ToHashSet();
        foreach (var (session, screen) in here)
            if (!open.Contains(session))
                screen.Abort();
    }
}

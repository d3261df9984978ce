using System.Collections.Concurrent;
using System.Security.Claims;
using CustodyWatch.Access;
using CustodyWatch.Access.Taps;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.SignalR;

namespace CustodyWatch.Live;

/// <summary>
/// What lies behind the screens of this node: one whose session has ended, that was revoked, or whose token has run out, hears
/// nothing more.
/// </summary>
public sealed class LiveSessions(Sessions sessions, SuiteScreens screens, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, HubCallerContext Screen)> _byToken = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Session, HubCallerContext Screen)> _here = new(StringComparer.Ordinal);

    public void Came(HubCallerContext screen)
    {
        if ((screen.User?.FindFirstValue(Sessions.Claim) ?? screen.User?.FindFirstValue(SuiteScreens.Claim)) is { } session)
            _here[screen.ConnectionId] = (session, screen);
        else if (screen.GetHttpContext()?.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc is { } until)
            _byToken[screen.ConnectionId] = (until, screen);
    }

    public void Went(string connectionId)
    {
        _here.TryRemove(connectionId, out _);
        _byToken.TryRemove(connectionId, out _);
    }

    public async Task CloseEnded(CancellationToken cancel)
    {
        var here = _here.Values.ToArray();
        var ids = here.Select(one => one.Session).Distinct().ToArray();
        var open = (await sessions.InUse(ids, cancel)).Union(await screens.On(ids, cancel)).ToHashSet();
        foreach (var (session, screen) in here)
            if (!open.Contains(session))
                screen.Abort();
        foreach (var (until, screen) in _byToken.Values)
            if (until <= time.GetUtcNow())
                screen.Abort();
    }
}

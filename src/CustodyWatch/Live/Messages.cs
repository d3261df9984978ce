using MessagePack;
using Microsoft.AspNetCore.SignalR;

namespace CustodyWatch.Live;

/// <summary>What the service may call on a screen. Nothing in a message describes a child: screens read again for themselves.</summary>
public interface ICustodyScreen
{
    [HubMethodName("alertRaised")]
    Task AlertRaised(AlertMessage message);

    [HubMethodName("alertChanged")]
    Task AlertChanged(AlertMessage message);

    [HubMethodName("detentionChanged")]
    Task DetentionChanged(DetentionMessage message);

    [HubMethodName("requestChanged")]
    Task RequestChanged(RequestMessage message);

    [HubMethodName("stillLive")]
    Task StillLive(StillLiveMessage message);
}

[MessagePackObject]
public sealed record AlertMessage([property: Key("id")] string Id, [property: Key("sequence")] long Sequence);

[MessagePackObject]
public sealed record DetentionMessage(
    [property: Key("id")] string Id, [property: Key("suite")] string Suite, [property: Key("version")] long Version);

[MessagePackObject]
public sealed record RequestMessage(
    [property: Key("id")] string Id, [property: Key("authority")] string Authority, [property: Key("version")] long Version);

/// <param name="At">RFC 3339, UTC.</param>
/// <param name="Sequence">The newest feed number.</param>
[MessagePackObject]
public sealed record StillLiveMessage([property: Key("at")] string At, [property: Key("sequence")] long Sequence);

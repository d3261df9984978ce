using MessagePack;

namespace CustodyWatch.Live;

/// <summary>What the service may call on a screen. Nothing in a message describes a child: screens read again for themselves.</summary>
public interface ICustodyScreen
{
    Task AlertRaised(AlertMessage message);

    Task AlertChanged(AlertMessage message);

    Task DetentionChanged(DetentionMessage message);

    Task RequestChanged(RequestMessage message);

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

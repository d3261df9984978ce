using NodaTime;

namespace CustodyWatch.Delivery.Outside;

/// <summary>What came of one attempt.</summary>
/// <param name="Outcome">A word that never changes.</param>
/// <param name="ReceiverId">What the receiver calls the message, when it was taken.</param>
public sealed record Sent(string Outcome, string? ReceiverId = null)
{
    private const string FailedBegins = "failed-";

    /// <summary>Taken by the receiver.</summary>
    public static Sent To(string? receiverId) => new("delivered", receiverId);

    /// <summary>Not taken, and may be another time.</summary>
    public static Sent Failed(string how) => new(FailedBegins + how);

    /// <summary>Not taken, and never will be as it stands: somebody has to put the address or the settings right.</summary>
    public static Sent Refused(string how) => new(DeliveryRow.RefusedBegins + how);

    /// <summary>This node has no setting to send it by, and no other sent it.</summary>
    public static readonly Sent NotConfigured = new(DeliveryRow.NotConfigured);

    /// <summary>The duty was done before the message went, or the alert has spoken again, or by a higher step, to the same audience.</summary>
    public static readonly Sent NoLongerNeeded = new("no-longer-needed");

    /// <summary>The alert was silenced before the message went.</summary>
    public static readonly Sent Silenced = new("muted-silence");

    /// <summary>Whoever it was for is not on duty now: it is owed to whoever is.</summary>
    public static readonly Sent PassedOn = new("passed-on");

    /// <summary>Nobody was on duty when it was to go.</summary>
    public static readonly Sent ToNobody = new(DeliveryRow.NobodyOnDuty);

    /// <summary>Whoever it was for can only be rung by now.</summary>
    public static readonly Sent ToBeRung = new(DeliveryRow.ToBeRung);

    /// <summary>The sender stopped in the middle of it.</summary>
    public static readonly Sent Unknown = Failed("unknown");

    public bool IsDelivered => Outcome == "delivered";

    public bool IsFailed => Outcome.StartsWith(FailedBegins, StringComparison.Ordinal);

    public bool IsRefused => Outcome.StartsWith(DeliveryRow.RefusedBegins, StringComparison.Ordinal);

    public bool IsFinal => this == NoLongerNeeded || this == Silenced || this == PassedOn || this == ToNobody || this == ToBeRung || IsRefused;
}

/// <summary>How long to wait before each further attempt: a text that comes hours late wakes the wrong person; a system can wait a day.</summary>
public static class Retries
{
    private static readonly Duration[] ToPeople =
        [Duration.FromSeconds(15), Duration.FromMinutes(1), Duration.FromMinutes(5), Duration.FromMinutes(15), Duration.FromHours(1)];

    private static readonly Duration[] ToSystems =
    [
        Duration.FromSeconds(5), Duration.FromSeconds(30), Duration.FromMinutes(2), Duration.FromMinutes(10), Duration.FromHours(1),
        Duration.FromHours(4), Duration.FromHours(12), Duration.FromHours(24),
    ];

    /// <summary>How long after a message to a person was given up it is begun again, while its alert stands and nobody of its audience has it.</summary>
    public static readonly Duration BegunAgain = Duration.FromHours(1);

    /// <summary>The wait after so many attempts; null when they were all that are made.</summary>
    public static Duration? After(string channel, int attempts)
    {
        var waits = channel == Routing.Webhook ? ToSystems : ToPeople;
        return attempts <= waits.Length ? waits[attempts - 1] : null;
    }
}

using CustodyWatch.Access;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Pace.Alerting;

namespace CustodyWatch.Delivery;

/// <summary>That an alert was raised or changed, and who may know of it.</summary>
public sealed record AlertTold
{
    public string Id { get; init; } = "";
    public long Sequence { get; init; }
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public string? Authority { get; init; }
    public int StepRank { get; init; }

    /// <summary>The delivery that is owed; none for a change that only has to be shown.</summary>
    public string? DeliveryId { get; init; }

    /// <summary>Words with a space between them.</summary>
    public string Audience { get; init; } = "";

    /// <summary>An inspector sees the alerts of the force from their second step, and the first where the force's ladder says so.</summary>
    public bool IsForForce => StepRank > Step.Warning(1).Rank || Audience.Split(' ').Intersect(OfForce).Any();

    private static readonly string[] OfForce = [Role.CustodyInspector.Word(), Role.Superintendent.Word()];

    public static AlertTold Raised(AlertRow alert, string deliveryId) => Changed(alert) with { DeliveryId = deliveryId };

    public static AlertTold Changed(AlertRow alert) => new()
    {
        Id = alert.Id,
        Sequence = alert.Sequence,
        Force = alert.Force,
        Suite = alert.Suite,
        Authority = alert.Authority,
        StepRank = alert.StepRank,
        Audience = alert.Audience,
    };
}

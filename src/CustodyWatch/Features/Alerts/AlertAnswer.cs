using CustodyWatch.Delivery;
using CustodyWatch.Log;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Projections;
using NodaTime;

namespace CustodyWatch.Features.Alerts;

/// <summary>An alert as it is shown outside.</summary>
/// <param name="StepAt">The instant of its step: an alert raised after it was late, or what it was raised from was learnt late.</param>
public sealed record AlertAnswer(
    string Id,
    long Sequence,
    string? DetentionId,
    string? CustodyRecordNumber,
    string Suite,
    string Force,
    string? Authority,
    string Clock,
    int ClockSequence,
    string Step,
    string Severity,
    Instant StepAt,
    Instant RaisedAt,
    Instant? DueAt,
    string Title,
    string Text,
    BasisView Basis,
    IReadOnlyList<string> Audience,
    string Reason,
    string State,
    string? AcknowledgedBy,
    Instant? AcknowledgedAt,
    Instant? ResolvedAt,
    IReadOnlyList<DeliveryAnswer> Deliveries)
{
    public static AlertAnswer Of(AlertRow row, IEnumerable<DeliveryRow> deliveries) => new(
        row.Id, row.Sequence, row.DetentionId, row.CustodyRecordNumber, row.Suite, row.Force, row.Authority, row.Clock,
        row.ClockSequence, row.Step, row.Severity, row.StepAt, row.RaisedAt, row.DueAt, row.Title, row.Text,
        new(row.BasisAuthority, row.BasisCitation, row.BasisSetting), row.Audience.Split(' '), row.Reason, row.State,
        row.AcknowledgedBy, row.AcknowledgedAt, row.ResolvedAt, [.. deliveries.Select(DeliveryAnswer.Of)]);
}

/// <summary>One attempt to reach somebody about an alert, or the next to be made.</summary>
public sealed record DeliveryAnswer(
    string Id, string Channel, int Attempts, Instant? AttemptedAt, Instant? DeliveredAt, string? Recipient, string? Outcome)
{
    public static DeliveryAnswer Of(DeliveryRow row) => new(
        row.Id, row.Channel, row.Attempts, row.AttemptedAt, row.DeliveredAt, row.Recipient, row.Outcome);
}

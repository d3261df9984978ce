using CustodyWatch.Log;
using NodaTime;

namespace CustodyWatch.Features.Handover;

/// <summary>A handover as it is shown outside: who, when, and every child and alert that passes.</summary>
public sealed record HandoverAnswer(
    string Id,
    string Force,
    string Suite,
    string From,
    string To,
    Instant OfferedAt,
    string? AcceptedBy,
    Instant? AcceptedAt,
    IReadOnlyList<HandoverItemAnswer> Detentions,
    IReadOnlyList<HandoverItemAnswer> Alerts)
{
    public static HandoverAnswer Of(HandoverRow row, IReadOnlyList<HandoverItemRow> items)
    {
        return new(
            row.Id, row.Force, row.Suite, row.FromUser, row.ToUser, row.OfferedAt, row.AcceptedBy, row.AcceptedAt,
            Passing(HandoverItemRow.Detention), Passing(HandoverItemRow.Alert));

        IReadOnlyList<HandoverItemAnswer> Passing(string kind) =>
            [.. items.Where(item => item.Kind == kind).Select(item => new HandoverItemAnswer(item.Reference, item.CustodyRecordNumber))];
    }
}

public sealed record HandoverItemAnswer(string Id, string? CustodyRecordNumber);

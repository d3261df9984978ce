using System.Data.Common;
using CustodyWatch.Delivery;
using CustodyWatch.Log;
using CustodyWatch.Pace.Alerting;
using NodaTime;

namespace CustodyWatch.Timers;

/// <summary>
/// The one way an alert comes about or changes, within one transaction: the alert, what happened to it, its link in the chain and
/// the delivery that is owed are committed together. Whoever opens it tells the screens after the commit.
/// </summary>
public sealed class AlertLog(DbConnection connection, DbTransaction transaction, Instant now)
{
    private readonly List<AlertTold> _told = [];
    private Chain? _chain;

    /// <summary>What is to be told once it is committed.</summary>
    public IReadOnlyList<AlertTold> Told => _told;

    public async Task Raise(AlertRow alert, bool speaks)
    {
        var row = await Enter(alert, null, null, isNew: true);
        if (speaks) await Owe(row);
    }

    /// <summary>The alert as it now stands, and by whom when a person did it.</summary>
    public async Task Change(AlertRow alert, bool speaks, string? by = null, string? note = null)
    {
        var row = await Enter(alert, by, note, isNew: false);
        if (speaks) await Owe(row);
        else _told.Add(AlertTold.Changed(row));
    }

    public Task Resolve(AlertRow alert, string reason) => Change(
        alert with { State = AlertRow.Word(AlertState.Resolved), Reason = reason, ResolvedAt = now }, speaks: false);

    private async Task<AlertRow> Enter(AlertRow alert, string? by, string? note, bool isNew)
    {
        var entry = new AlertEntryRow
        {
            AlertId = alert.Id,
            At = now,
            State = alert.State,
            Reason = alert.Reason,
            UserId = by,
            Note = note,
            DueAt = alert.DueAt,
            Text = alert.Text,
        };
        _chain ??= await Chain.Take(connection, transaction);
        var position = await _chain.Add(Chain.Alert, entry.ContentHash(alert));
        var row = alert with { Sequence = position };
        if (isNew) await row.Insert(connection, transaction);
        else await row.Update(connection, transaction);
        await (entry with { Position = position }).Insert(connection, transaction);
        return row;
    }

    private async Task Owe(AlertRow alert)
    {
        var delivery = DeliveryRow.Live(alert.Id, alert.Sequence, now);
        await delivery.Insert(connection, transaction);
        _told.Add(AlertTold.Raised(alert, delivery.Id));
    }
}

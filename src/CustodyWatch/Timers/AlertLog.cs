using System.Data.Common;
using CustodyWatch.Delivery;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Proof;
using CustodyWatch.Pace.Alerting;
using NodaTime;

namespace CustodyWatch.Timers;

/// <summary>
/// The one way an alert comes about or changes, within one transaction: the alert, what happened to it, its link in the chain and
/// the delivery that is owed are committed together. Whoever opens it tells the screens after the commit.
/// </summary>
public sealed class AlertLog
{
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly Chain _chain;
    private readonly Routing _routing;
    private readonly Instant _now;
    private readonly List<AlertTold> _told = [];

    private AlertLog(DbConnection connection, DbTransaction transaction, Chain chain, Routing routing, Instant now) =>
        (_connection, _transaction, _chain, _routing, _now) = (connection, transaction, chain, routing, now);

    /// <summary>To be called before anything else is read or written, as every writer of the log does: so none waits for another in a circle.</summary>
    public static async Task<AlertLog> Begin(DbConnection connection, DbTransaction transaction, Routing routing, Instant now) =>
        new(connection, transaction, await Chain.Take(connection, transaction), routing, now);

    /// <summary>What is to be told once it is committed.</summary>
    public IReadOnlyList<AlertTold> Told => _told;

    public async Task Raise(AlertRow alert, bool speaks)
    {
        var row = await Enter(alert, null, null, isNew: true);
        if (speaks) await Owe(row);
        else if (row.IsHushed) _told.Add(AlertTold.Changed(row));
    }

    /// <summary>The alert as it now stands, and by whom when a person did it.</summary>
    /// <param name="alert">As it now stands.</param>
    /// <param name="speaks">Whether anybody is told again.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="note">What they said.</param>
    /// <param name="was">
    /// As it stood before, where it may have passed to another suite or authority (those it left are told too), or rest on another provision.
    /// </param>
    public async Task Change(AlertRow alert, bool speaks, string? by = null, string? note = null, AlertRow? was = null)
    {
        var left = was is not null && !was.IsWhere(alert) ? was : null;
        var row = await Enter(alert, by, note, isNew: false, left, was is not null && !was.RestsAs(alert) ? was : null);
        if (left is not null) await Leave(left, row.Sequence);
        if (speaks) await Owe(row);
        else _told.Add(AlertTold.Changed(row));
    }

    public Task Resolve(AlertRow alert, string reason) => Change(
        alert with { State = AlertRow.Word(AlertState.Resolved), Reason = reason, ResolvedAt = _now }, speaks: false);

    // Nobody there is to be woken for it any more, nor anybody below them on its ladder.
    private async Task Leave(AlertRow left, long position)
    {
        await DeliveryRow.CallOff(_connection, _transaction, left.Id, left.Sequence, audience: null, AlertDecision.PassedOn);
        _told.Add(AlertTold.Changed(left with { Sequence = position }));
    }

    private async Task<AlertRow> Enter(AlertRow alert, string? by, string? note, bool isNew, AlertRow? left = null, AlertRow? rested = null)
    {
        var entry = new AlertEntryRow
        {
            AlertId = alert.Id,
            At = _now,
            State = alert.State,
            Reason = alert.Reason,
            UserId = by,
            Note = note,
            DueAt = alert.DueAt,
            Text = alert.Text,
            Title = alert.Title,
            LeftSuite = left?.Suite,
            LeftAuthority = left?.Authority,
            WasBasisAuthority = rested?.BasisAuthority,
            WasBasisCitation = rested?.BasisCitation,
            WasBasisSetting = rested?.BasisSetting,
        };
        var position = await _chain.Add(Chain.WholeAlert, entry.ContentHash(alert));
        var row = alert with { Sequence = position };
        if (isNew) await row.Insert(_connection, _transaction);
        else await row.Update(_connection, _transaction);
        await (entry with { Position = position }).Insert(_connection, _transaction);
        return row;
    }

    private async Task Owe(AlertRow alert)
    {
        var delivery = DeliveryRow.Live(alert.Id, alert.Sequence, _now);
        await delivery.Insert(_connection, _transaction);
        foreach (var outside in await _routing.Owed(_connection, _transaction, alert, _now)) await outside.Insert(_connection, _transaction);
        _told.Add(AlertTold.Raised(alert, delivery.Id));
    }
}

using System.Data.Common;
using CustodyWatch.Access;
using CustodyWatch.Delivery;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Live;
using CustodyWatch.Log;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Alerts;

/// <summary>Somebody has seen an alert and says so with their own name. It holds for a while, not for good.</summary>
public sealed class Acknowledging(
    Database database, AccessLog access, LiveDelivery delivery, Routing routing, IClock clock)
{
    /// <summary>The alert as it then stands, or null when there is none that the caller may know of.</summary>
    public async Task<AlertRow?> Acknowledge(HttpContext http, string id, string? note, CancellationToken cancel)
    {
        var caller = http.User.Caller();
        var now = clock.Now();
        var (alert, told) = await database.Write(
            async (connection, transaction) =>
            {
                var alerts = await AlertLog.Begin(connection, transaction, routing, now);
                var found = await AlertRow.Find(connection, id, transaction);
                if (found is null || !AlertScope.Includes(caller, found)) return (null, []);
                if (found.State != AlertRow.Word(AlertState.Open)) return (found, []);
                await access.Keep(
                    http, connection, transaction, AccessAction.Alteration, found.DetentionId ?? found.Subject, found.Force);
                var outcome = AlertRow.Word(AlertState.Acknowledged);
                foreach (var one in await OfCycle(connection, transaction, found))
                {
                    await alerts.Change(Seen(one, caller, now), speaks: false, caller.UserId, note);
                    if (Presence.AudienceOf(caller.Role) is { } own)
                        await DeliveryRow.CallOff(connection, transaction, one.Id, one.Sequence, Vocabulary<Audience>.Word(own), outcome);
                }
                if (found.DetentionId is { } detention)
                    await TimerRow.LookAt(connection, transaction, detention, now + found.Holds);
                return (await AlertRow.Find(connection, id, transaction), alerts.Told);
            },
            cancel);
        await delivery.Deliver(told, cancel);
        return alert;
    }

    // Whoever has seen that a duty is overdue has seen that it was about to be.
    private static async Task<IReadOnlyList<AlertRow>> OfCycle(DbConnection connection, DbTransaction transaction, AlertRow seen) =>
        [.. (await AlertRow.OfSubject(connection, seen.Subject, transaction)).Where(alert =>
            alert.Clock == seen.Clock && alert.ClockSequence == seen.ClockSequence && alert.StepRank <= seen.StepRank
            && alert.State == AlertRow.Word(AlertState.Open)).OrderBy(alert => alert.StepRank)];

    private static AlertRow Seen(AlertRow alert, Caller caller, Instant now) => alert with
    {
        State = AlertRow.Word(AlertState.Acknowledged),
        // What somebody has silenced stays so: it speaks again when the silence is over.
        Reason = alert.IsHushed ? alert.Reason : "acknowledged",
        AcknowledgedBy = caller.UserId,
        AcknowledgedAt = now,
    };
}

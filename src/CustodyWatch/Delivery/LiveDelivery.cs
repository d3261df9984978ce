using CustodyWatch.Delivery.Outside;
using CustodyWatch.Live;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Delivery;

/// <summary>Tells the screens that are open, after the commit, at least once.</summary>
public sealed class LiveDelivery(ToScreens screens, Postman postman, Database database, IClock clock)
{
    // Young ones are on their way already.
    private static readonly Duration Overdue = Duration.FromSeconds(5);

    private const string SelectOwed = """
        SELECT a.id, d.position AS sequence, a.force, a.suite, a.authority, a.step_rank, a.audience, d.id AS delivery_id
        FROM deliveries d
        JOIN alerts a ON a.id = d.alert_id
        WHERE d.delivered_at IS NULL AND d.outcome IS NULL AND d.channel = @channel AND (d.created_at <= @before OR d.created_at > @ahead)
        ORDER BY d.position
        """;

    public async Task Deliver(IReadOnlyList<AlertTold> told, CancellationToken cancel)
    {
        if (told.Count == 0) return;
        var (heard, unheard) = (new List<string>(), new List<string>());
        foreach (var alert in told)
        {
            var message = new AlertMessage(alert.Id, alert.Sequence);
            var isHeard = await screens.Tell(
                Groups.For(alert), screen => alert.DeliveryId is null ? screen.AlertChanged(message) : screen.AlertRaised(message));
            if (alert.DeliveryId is { } id) (isHeard ? heard : unheard).Add(id);
        }
        if (heard.Count + unheard.Count == 0) return;
        postman.Now();
        var now = clock.GetCurrentInstant();
        await database.Write(
            async (connection, transaction) =>
            {
                await DeliveryRow.Told(connection, transaction, heard, DeliveryRow.ToldScreens, now);
                await DeliveryRow.Told(connection, transaction, unheard, DeliveryRow.NoScreenHere, now);
            },
            cancel);
    }

    /// <summary>What was kept and never delivered, because the service stopped in between.</summary>
    public async Task DeliverOwed(CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var now = clock.GetCurrentInstant();
        var owed = await connection.QueryAsync<AlertTold>(SelectOwed, new { channel = DeliveryRow.LiveChannel, before = now - Overdue, ahead = now + DeliveryRow.SetBack });
        await Deliver(owed.AsList(), cancel);
    }
}

using System.Data.Common;
using CustodyWatch.Http;
using CustodyWatch.Log.Proof;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Storage;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CustodyWatch.Delivery.Outside;

/// <summary>
/// Sends what is owed outside the screens. It may be run at any time and by any node: each attempt is claimed first, and one that
/// was begun and never finished is made again, so a message may come twice and never not at all.
/// </summary>
public sealed partial class Outbox(
    Database database, IClock clock, IOptions<OutsideOptions> options, GovUkNotify notify, Webhooks webhooks, Routing routing, Unanswering unanswering,
    ILogger<Outbox> log)
{
    private const int Stretch = 32;

    /// <summary>Sends everything that is due now in this lane.</summary>
    public async Task Run(Lane lane, CancellationToken cancel)
    {
        if (lane.IsToPeople) await LookAgain(cancel);
        if (lane.IsSet) await SendUnsent(lane, cancel);
        foreach (var message in await Unfinished(lane, cancel)) await Apart(message, () => Settle(message, Sent.Unknown, cancel));
        // No more at a time than go at once: what is owed for a new alert waits for those that are on their way, and for no others.
        while (await Due(lane, cancel) is { Count: > 0 } due)
            await Parallel.ForEachAsync(
                due, new ParallelOptions { MaxDegreeOfParallelism = options.Value.AtOnce, CancellationToken = cancel },
                // Those that are on their way are not given up for the sake of one that failed.
                async (message, _) => await Apart(message, () => Send(message, cancel)));
    }

    // An alert that cannot be read holds up none but itself.
    private async Task Apart(OwedMessage message, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception exception) when (Unreadable.Is(exception) || exception is InvalidDataException)
        {
            NotRead(log, exception.GetType().Name, message.AlertId, message.MessageId);
        }
    }

    private async Task Send(OwedMessage message, CancellationToken cancel)
    {
        if (!await database.Write((connection, transaction) => message.IsClaimed(connection, transaction, clock.Now()), cancel)) return;
        var sent = await Try(message, cancel);
        await Settle(message, sent, cancel);
        unanswering.Note(message, sent);
    }

    private async Task<Sent> Try(OwedMessage message, CancellationToken cancel)
    {
        if (message.Channel == Routing.Webhook) return await webhooks.Send(message, cancel);
        // Nobody is woken for what has been put right, nor twice for one thing; a system keeps its own books and is told all the same. What
        // one audience has acknowledged still stands, and another is told of it.
        if (!message.IsLive) return Sent.NoLongerNeeded;
        if (message.Reason == Hush.Reason) return Sent.Silenced;
        if (!await IsLatest(message, cancel)) return Sent.NoLongerNeeded;
        return await notify.Send(message, cancel);
    }

    private Task Settle(OwedMessage message, Sent sent, CancellationToken cancel) => database.Write(
        async (connection, transaction) =>
        {
            var now = clock.Now();
            if (sent != Sent.PassedOn)
            {
                if (!await message.Settle(connection, transaction, sent, now)) return;
                if (sent.IsDelivered && message.Audience is { } audience)
                    await DeliveryRow.Reached(connection, transaction, message.AlertId, message.Position, audience, Sent.PassedOn.Outcome);
                if (!message.IsLost(sent)) return;
                foreach (var row in await routing.Unreached(connection, transaction, message, now)) await row.Insert(connection, transaction);
                return;
            }
            var (nobody, instead) = await routing.Instead(connection, transaction, message, now);
            if (!await message.Settle(connection, transaction, nobody ?? sent, now)) return;
            // Whoever of its audience is there may have been tried already, and in vain.
            if (nobody is null && instead.Count == 0) instead = await routing.Unreached(connection, transaction, message, now);
            foreach (var row in instead) await row.Insert(connection, transaction);
        },
        cancel);

    // What no node could send, as long as somebody waits for it.
    private async Task SendUnsent(Lane lane, CancellationToken cancel)
    {
        foreach (var message in await Unsent(lane, cancel))
            await database.Write((connection, transaction) => message.SendAgain(connection, transaction, clock.Now()), cancel);
    }

    // What found nobody, and still stands, goes to whoever has come on duty since. Those that must go on waiting hold up none after them.
    private async Task LookAgain(CancellationToken cancel)
    {
        for (var some = await WithSomebodyNow(null, cancel); some.Count > 0; some = await WithSomebodyNow(some[^1], cancel))
            foreach (var message in await ToPassOn(some, cancel)) await Apart(message, () => PassOn(message, cancel));
    }

    // What goes on waiting, however many of it, keeps out nobody who has something to write.
    private Task<List<OwedMessage>> ToPassOn(IReadOnlyList<OwedMessage> waiting, CancellationToken cancel) => database.Read(
        async (connection, transaction) =>
        {
            var some = new List<OwedMessage>();
            foreach (var message in waiting)
                await Apart(message, async () =>
                {
                    if (await Instead(connection, transaction, message) is not null) some.Add(message);
                });
            return some;
        },
        cancel);

    private Task PassOn(OwedMessage message, CancellationToken cancel) => database.Write(
        async (connection, transaction) =>
        {
            if (await Instead(connection, transaction, message) is not { } rows || !await message.IsPassedOn(connection, transaction)) return;
            foreach (var row in rows) await row.BeginAgain(connection, transaction);
        },
        cancel);

    private async Task<IReadOnlyList<DeliveryRow>?> Instead(DbConnection connection, DbTransaction transaction, OwedMessage message)
    {
        var (nobody, rows) = await routing.Instead(connection, transaction, message, clock.Now());
        return nobody is not null || (rows.Count == 0 && message.Outcome == DeliveryRow.NobodyReached) ? null : rows;
    }

    private async Task<bool> IsLatest(OwedMessage message, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await message.IsLatest(connection);
    }

    private async Task<IReadOnlyList<OwedMessage>> WithSomebodyNow(OwedMessage? after, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await OwedMessage.WithSomebodyNow(connection, database.Dialect, after, clock.Now(), Stretch);
    }

    private async Task<IReadOnlyList<OwedMessage>> Unsent(Lane lane, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await OwedMessage.Unsent(connection, database.Dialect, lane, clock.Now(), Stretch);
    }

    private async Task<IReadOnlyList<OwedMessage>> Due(Lane lane, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await OwedMessage.ToSend(connection, database.Dialect, lane, clock.Now(), options.Value.AtOnce);
    }

    private async Task<IReadOnlyList<OwedMessage>> Unfinished(Lane lane, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await OwedMessage.Unended(connection, database.Dialect, lane, clock.Now(), Stretch);
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "An alert cannot be read ({Fault}), and what it owes outside the screens waits; the others go: alert {AlertId}, message {MessageId}.")]
    private static partial void NotRead(ILogger log, string fault, string alertId, string messageId);
}

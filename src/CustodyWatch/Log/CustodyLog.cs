using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Measuring;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>
/// The one way anything is written to a custody record. Events, their links in the chain, the clocks and the timers they give,
/// and whatever had to be refused, are committed together; listeners are told afterwards.
/// </summary>
public sealed class CustodyLog(Database database, Committed committed, IClock clock, Measures measures)
{
    private const int AtOnce = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The instant that everything entered now is received at.</summary>
    public Instant Now() => Rfc3339.Cut(clock.GetCurrentInstant());

    /// <summary>Takes events in the order given; one that is refused spoils none of its neighbours.</summary>
    public async Task<IReadOnlyList<Outcome>> Append(IReadOnlyList<Submission> sent, Caller by, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        var (outcomes, changes) = await database.Compose(
            async (connection, transaction, writes) =>
            {
                var appending = await Appending.Begin(connection, transaction, database.Dialect, writes, by, Now());
                var results = new List<Outcome>(sent.Count);
                foreach (var some in sent.Chunk(AtOnce))
                {
                    patience.Token.ThrowIfCancellationRequested();
                    results.AddRange(await appending.Take(some));
                }
                return (results, await appending.Finish());
            },
            patience.Token);
        foreach (var change in changes) committed.Publish(change);
        foreach (var (status, count) in outcomes.CountBy(outcome => outcome.Status)) measures.EventsTaken(Vocabulary<OutcomeStatus>.Word(status), count);
        return outcomes;
    }

    /// <summary>
    /// Reads, decides and enters in one transaction, for an act that must not be overtaken by another. What throws leaves nothing.
    /// </summary>
    internal async Task<T> Decide<T>(Caller by, Func<Deciding, Task<T>> work, CancellationToken cancel)
    {
        var (result, changes) = await database.Write(
            async (connection, transaction) =>
            {
                var (writes, chain) = (new Writes(), await Chain.Take(connection, transaction));
                var appending = Appending.Beside(chain, connection, transaction, database.Dialect, writes, by, Now());
                var made = await work(new(connection, transaction, chain, appending));
                var changed = await appending.Finish();
                await writes.Send(connection, transaction, database.Dialect);
                return (made, changed);
            },
            cancel);
        foreach (var change in changes) committed.Publish(change);
        return result;
    }

    /// <summary>Takes one event.</summary>
    public async Task<Outcome> Append(Submission sent, Caller by, CancellationToken cancel) =>
        (await Append([sent], by, cancel))[0];

    /// <summary>Works out again every open detention of a force, for when its LOCAL numbers have changed.</summary>
    public async Task RefoldOpen(string force, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        foreach (var id in await DetentionRow.OpenIn(connection, force)) await Refold(id, cancel);
    }

    /// <summary>
    /// Takes an event out of quarantine, as it was sent or put right. When it is refused again it stays where it is; null when
    /// it is no longer held.
    /// </summary>
    public async Task<Outcome?> Readmit(QuarantineDecision decision, Submission sent, Caller by, CancellationToken cancel)
    {
        return await Decide(
            by,
            async act =>
            {
                if (!await QuarantineRow.IsHeld(act.Connection, act.Transaction, decision.Id)) return null;
                var taken = await act.Take(sent);
                if (taken.Refusal is null) await decision.Save(act.Connection, act.Transaction);
                return taken;
            },
            cancel);
    }

    /// <summary>Works a detention's clocks and timers out again, for when the numbers they go by have changed.</summary>
    public async Task Refold(string detentionId, CancellationToken cancel)
    {
        var detention = await database.Write(
            async (connection, transaction) =>
            {
                await Chain.KeepOthersOut(connection, transaction);
                await TimerRow.LookAt(connection, transaction, detentionId, Now());
                return await Projection.Replace(
                    connection, transaction, database.Dialect, await Record.OfId(connection, detentionId, transaction), Now());
            },
            cancel);
        committed.Publish(new DetentionChanged(detention.Id, detention.Force, detention.Suite, detention.Version));
    }
}

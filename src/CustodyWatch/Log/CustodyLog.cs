using CustodyWatch.Access;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Proof;
using CustodyWatch.Log.Refusals;
using CustodyWatch.Measuring;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>
/// The one way anything is written to a custody record. Events, their links in the chain, the clocks and the timers they give,
/// and whatever had to be refused, are committed together; listeners are told afterwards. What comes while others are being
/// entered is entered together next, so that many senders wait for few commits.
/// </summary>
public sealed class CustodyLog : IDisposable
{
    private const int AtOnce = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Database _database;
    private readonly Committed _committed;
    private readonly IClock _clock;
    private readonly Measures _measures;
    private readonly Gathered<Delivery, IReadOnlyList<Outcome>> _deliveries;

    public CustodyLog(Database database, Committed committed, IClock clock, Measures measures)
    {
        (_database, _committed, _clock, _measures) = (database, committed, clock, measures);
        _deliveries = new(Enter, AtOnce, delivery => delivery.Events.Count);
    }

    /// <summary>The instant that everything entered now is received at.</summary>
    public Instant Now() => _clock.Now();

    /// <summary>Takes events in the order given; one that is refused spoils none of its neighbours.</summary>
    public Task<IReadOnlyList<Outcome>> Append(IReadOnlyList<Submission> sent, Caller by, CancellationToken cancel) =>
        _deliveries.Do(new(by, sent), cancel);

    private async Task<IReadOnlyList<IReadOnlyList<Outcome>>> Enter(IReadOnlyList<Delivery> deliveries)
    {
        using var patience = new CancellationTokenSource(Patience);
        var sent = deliveries.SelectMany(delivery => delivery.Events.Select(one => (one, delivery.By)));
        var (outcomes, changes) = await _database.Compose(
            async (connection, transaction, writes) =>
            {
                var appending = await Appending.Begin(connection, transaction, _database.Dialect, writes, Now());
                var results = new List<Outcome>();
                foreach (var some in sent.Chunk(AtOnce))
                {
                    patience.Token.ThrowIfCancellationRequested();
                    results.AddRange(await appending.Take(some));
                }
                return (results, await appending.Finish());
            },
            patience.Token);
        foreach (var change in changes) _committed.Publish(change);
        foreach (var (status, count) in outcomes.CountBy(outcome => outcome.Status)) _measures.EventsTaken(Vocabulary<OutcomeStatus>.Word(status), count);
        var answers = new Queue<Outcome>(outcomes);
        return [.. deliveries.Select(delivery => delivery.Events.Select(_ => answers.Dequeue()).ToList())];
    }

    /// <summary>
    /// Reads, decides and enters in one transaction, for an act that must not be overtaken by another. What throws leaves nothing.
    /// </summary>
    internal async Task<T> Decide<T>(Caller by, Func<Deciding, Task<T>> work, CancellationToken cancel)
    {
        var (result, changes) = await _database.Write(
            async (connection, transaction) =>
            {
                var (writes, chain) = (new Writes(), await Chain.Take(connection, transaction));
                var appending = Appending.Beside(chain, connection, transaction, _database.Dialect, writes, Now());
                var made = await work(new(connection, transaction, chain, appending, by));
                var changed = await appending.Finish();
                await writes.Send(connection, transaction, _database.Dialect);
                return (made, changed);
            },
            cancel);
        foreach (var change in changes) _committed.Publish(change);
        return result;
    }

    /// <summary>Takes one event.</summary>
    public async Task<Outcome> Append(Submission sent, Caller by, CancellationToken cancel) =>
        (await Append([sent], by, cancel))[0];

    /// <summary>Works out again every open detention of a force, for when its LOCAL numbers have changed.</summary>
    public async Task RefoldOpen(string force, CancellationToken cancel)
    {
        await using var connection = await _database.Open(cancel);
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
        var detention = await _database.Write(
            async (connection, transaction) =>
            {
                await Chain.KeepOthersOut(connection, transaction);
                await TimerRow.LookAt(connection, transaction, detentionId, Now());
                return await Projection.Replace(
                    connection, transaction, _database.Dialect, await Record.OfId(connection, detentionId, transaction), Now());
            },
            cancel);
        _committed.Publish(new DetentionChanged(detention.Id, detention.Force, detention.Suite, detention.Version));
    }

    public void Dispose() => _deliveries.Dispose();

    /// <summary>Events that came together.</summary>
    private sealed record Delivery(Caller By, IReadOnlyList<Submission> Events);
}

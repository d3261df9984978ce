using CustodyWatch.Delivery;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Proof;
using CustodyWatch.Measuring;
using CustodyWatch.Storage;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CustodyWatch.Timers;

/// <summary>
/// Looks at every child whose time has come, and keeps and delivers what that comes to. It may be called at any time and by
/// anybody: nothing is decided before its instant, and nothing twice.
/// </summary>
public sealed partial class FireDueTimers(
    Database database,
    IClock clock,
    IOptions<TimerOptions> options,
    LiveDelivery delivery,
    Routing routing,
    Committed committed,
    SuiteWatch suites,
    TimersMoving moving,
    Measures measures,
    ILogger<FireDueTimers> log) : IDisposable
{
    private const int AtOnce = 50, Tried = 10;
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private bool _returned;

    // Children whose alerts could not be kept while another's were: the fault is their own.
    private HashSet<string> _theirOwn = [];

    /// <summary>The soonest instant at which there will be something to do; null when there is none.</summary>
    public async Task<Instant?> Run(CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            await SayThatItDidNotRun(cancel);
            var round = new Round();
            var looked = await LookAtAllDue(round, cancel);
            var soonest = await suites.Run(cancel);
            // An outage that ended has its children looked at before the run is over.
            if (soonest <= clock.Now()) looked = await LookAtAllDue(round = new Round { KeptAny = round.KeptAny }, cancel);
            await delivery.DeliverOwed(cancel);
            await using var connection = await database.Open(cancel);
            // What has fallen due since that look is next too, however long the rest took: nobody else will wake us for it.
            var next = await TimerRow.SoonestAfter(connection, database.Dialect, looked);
            if (NoneCanBeKept(round) || (round.Failed.Count > 1 && !await AnyCanBeLookedAt(cancel))) moving.InVain();
            else moving.Moved();
            return next is null || soonest < next ? soonest : next;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    // Where that cannot be said now it is tried at the next look; every child is looked at all the same, and speaks for itself.
    private async Task SayThatItDidNotRun(CancellationToken cancel)
    {
        if (_returned) return;
        try
        {
            await suites.Returned(cancel);
            _returned = true;
        }
        catch (Exception exception) when (!cancel.IsCancellationRequested)
        {
            CannotSay(log, exception);
        }
    }

    private async Task<Instant> LookAtAllDue(Round round, CancellationToken cancel)
    {
        Instant looked;
        do looked = clock.Now();
        while (await LookAtDue(round, looked, cancel));
        return looked;
    }

    // As with records that cannot be read: one alone says nothing of others, nor do those of whom it is known that another's can be kept.
    private bool NoneCanBeKept(Round round)
    {
        if (round.KeptAny) _theirOwn = round.Unkept;
        return !round.KeptAny && round.Unkept.Except(_theirOwn).Count() > 1;
    }

    // Records that cannot be read are no reason to send everybody elsewhere, as long as others can be; one alone says nothing of others.
    private Task<bool> AnyCanBeLookedAt(CancellationToken cancel) => database.Read(
        async (connection, transaction) =>
        {
            foreach (var timer in await TimerRow.After(connection, transaction, database.Dialect, clock.Now(), Tried))
            {
                try
                {
                    await Look.At(connection, transaction, timer, options.Value.Policy, clock.Now());
                    return true;
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    CannotLook(log, timer.DetentionId, exception);
                }
            }
            return false;
        },
        cancel);

    private async Task<bool> LookAtDue(Round round, Instant now, CancellationToken cancel)
    {
        var failed = round.Failed;
        var unread = failed.Count;
        var looks = await database.Read(
            async (connection, transaction) =>
            {
                var due = await TimerRow.DueAt(connection, transaction, database.Dialect, now, AtOnce + failed.Count);
                var made = new List<Look>(due.Count);
                foreach (var timer in due.Where(timer => !failed.Contains(timer.DetentionId)))
                {
                    try
                    {
                        made.Add(await Look.At(connection, transaction, timer, options.Value.Policy, now));
                    }
                    catch (Exception exception) when (exception is not OperationCanceledException)
                    {
                        // One child's record that cannot be read must not silence the alerts of all others.
                        failed.Add(timer.DetentionId);
                        CannotLook(log, timer.DetentionId, exception);
                    }
                }
                return made;
            },
            cancel);
        if (looks.Count == 0) return failed.Count > unread;
        foreach (var look in looks) measures.TimerLookedAt(look.Late);
        try
        {
            await Keep(looks, now, cancel);
            round.KeptAny |= looks.Exists(look => look.Alerts);
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            await KeepEach(looks, round, now, cancel);
        }
        return true;
    }

    // What cannot be kept of some children must not undo the alerts of all others. A database that keeps everybody waiting is left at once.
    private async Task KeepEach(IReadOnlyList<Look> looks, Round round, Instant now, CancellationToken cancel)
    {
        var kept = 0;
        foreach (var look in looks)
        {
            try
            {
                await Keep([look], now, cancel);
                kept++;
                round.KeptAny |= look.Alerts;
            }
            catch (Exception exception) when (!cancel.IsCancellationRequested && exception is not TimeoutException)
            {
                round.Failed.Add(look.DetentionId);
                if (look.Alerts) round.Unkept.Add(look.DetentionId);
                CannotLook(log, look.DetentionId, exception);
            }
        }
        // Where nothing at all can be written it is no child's fault.
        if (kept == 0) await database.Write(Chain.KeepOthersOut, cancel);
    }

    private async Task Keep(IReadOnlyList<Look> looks, Instant now, CancellationToken cancel)
    {
        var (told, changed) = await database.Write(
            async (connection, transaction) =>
            {
                var alerts = await AlertLog.Begin(connection, transaction, routing, now);
                var changes = new List<DetentionChanged>();
                foreach (var look in looks)
                    if (await look.Keep(connection, transaction, database.Dialect, alerts) is { } change)
                        changes.Add(change);
                return (alerts.Told, changes);
            },
            cancel);
        await delivery.Deliver(told, cancel);
        foreach (var change in changed) committed.Publish(change);
    }

    /// <summary>What came of the children whose time had come.</summary>
    private sealed class Round
    {
        /// <summary>Those that could not be looked at, or of whom it could not be kept.</summary>
        public HashSet<string> Failed { get; } = new(StringComparer.Ordinal);

        /// <summary>Those of them that had an alert to be kept.</summary>
        public HashSet<string> Unkept { get; } = new(StringComparer.Ordinal);

        /// <summary>Whether any child's alert was kept.</summary>
        public bool KeptAny { get; set; }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Whether very much fell due while the service did not run could not be told; it is tried again at the next look.")]
    private static partial void CannotSay(ILogger log, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The duties towards detention {DetentionId} could not be worked out and kept.")]
    private static partial void CannotLook(ILogger log, string detentionId, Exception exception);
}

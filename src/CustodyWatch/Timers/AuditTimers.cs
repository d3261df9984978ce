using System.Data.Common;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Proof;
using CustodyWatch.Measuring;
using CustodyWatch.Storage;
using Dapper;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CustodyWatch.Timers;

/// <summary>
/// Works out again, from the log and not from the timers, when each child has next to be looked at, and sees whether there is a
/// timer that will do so. What is missing is put in place; that it was missing is told.
/// </summary>
public sealed partial class AuditTimers(
    Database database, IClock clock, IOptions<TimerOptions> options, SuiteWatch suites, Wake wake, Measures measures, ILogger<AuditTimers> log)
{
    /// <summary>A timer that has been due for longer, while there was somebody to look at it, is one that nobody looks at.</summary>
    private static readonly Duration Patience = Duration.FromSeconds(30);

    private const int AtOnce = 50;

    // Whoever is held, whoever's duties go on after, and whoever an alert still waits for.
    private const string SelectChildren = $"""
        SELECT id FROM detentions WHERE status IN ('{DetentionRow.Open}', '{DetentionRow.Awaited}')
        UNION ALL
        SELECT id FROM detentions WHERE changes_at > @everBefore
        UNION ALL
        SELECT detention_id FROM alerts WHERE {AlertRow.Standing} AND detention_id IS NOT NULL
        """;

    public async Task<AuditFinding> Run(CancellationToken cancel)
    {
        var children = await Children(cancel);
        var (mended, stuck, unread) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var some in children.Chunk(AtOnce))
            foreach (var (id, fault) in await Faults(some, cancel))
            {
                if (fault == Fault.NoTimer && !await Mend(id, cancel)) continue;
                (fault switch { Fault.NoTimer => mended, Fault.Stuck => stuck, _ => unread }).Add(id);
            }
        var finding = new AuditFinding(children.Count, mended, stuck, unread);
        if (mended.Count + stuck.Count > 0) wake.Now();
        if (mended.Count > 0) NoTimer(log, mended);
        if (stuck.Count > 0) Stuck(log, stuck);
        measures.Stand(standing => standing with { ChildrenAudited = finding.Children, TimersWrong = finding.Wrong });
        return finding;
    }

    private async Task<IReadOnlyList<string>> Children(CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return [.. (await connection.QueryAsync<string>(SelectChildren, new { everBefore = NodaConstants.UnixEpoch })).Distinct()];
    }

    private Task<List<(string Id, Fault Fault)>> Faults(IReadOnlyList<string> children, CancellationToken cancel) => database.Read(
        async (connection, transaction) =>
        {
            var faults = new List<(string, Fault)>();
            foreach (var id in children)
            {
                try
                {
                    if (await FaultOf(connection, transaction, id) is { } fault) faults.Add((id, fault));
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // One record that cannot be read must not keep the others from being seen to.
                    faults.Add((id, Fault.Unread));
                    CannotRead(log, id, exception);
                }
            }
            return faults;
        },
        cancel);

    // Seen again where nothing can change meanwhile: what was entered between two readings is no fault.
    private Task<bool> Mend(string id, CancellationToken cancel) => database.Write(
        async (connection, transaction) =>
        {
            await Chain.KeepOthersOut(connection, transaction);
            if (await FaultOf(connection, transaction, id) is null) return false;
            await TimerRow.LookAt(connection, transaction, id, clock.Now());
            return true;
        },
        cancel);

    private async Task<Fault?> FaultOf(DbConnection connection, DbTransaction transaction, string id)
    {
        var now = clock.Now();
        var timer = await TimerRow.Find(connection, transaction, id) ?? new TimerRow { DetentionId = id };
        if (timer.FiresAt is { } firesAt && firesAt <= now) return Instant.Max(firesAt, suites.Started) <= now - Patience ? Fault.Stuck : null;
        var look = await Look.At(connection, transaction, timer, options.Value.Policy, now);
        return look.WantedAt is { } wanted && !(timer.FiresAt <= wanted) ? Fault.NoTimer : null;
    }

    private enum Fault { NoTimer, Stuck, Unread }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Nothing would have looked at the next step of these detentions in time; now it will: {DetentionIds}")]
    private static partial void NoTimer(ILogger log, IReadOnlyList<string> detentionIds);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The timers of these detentions are due and nobody looks at them: {DetentionIds}")]
    private static partial void Stuck(ILogger log, IReadOnlyList<string> detentionIds);

    [LoggerMessage(Level = LogLevel.Error, Message = "The duties towards detention {DetentionId} could not be worked out for the audit of timers.")]
    private static partial void CannotRead(ILogger log, string detentionId, Exception exception);
}

/// <summary>What an audit of the timers found.</summary>
/// <param name="Children">How many it saw to.</param>
/// <param name="Mended">Detentions whose next step had no timer, or one too late; now they have.</param>
/// <param name="Stuck">Detentions whose timer is due and is not looked at.</param>
/// <param name="Unread">Detentions whose record could not be read.</param>
public sealed record AuditFinding(int Children, IReadOnlyList<string> Mended, IReadOnlyList<string> Stuck, IReadOnlyList<string> Unread)
{
    public int Wrong => Mended.Count + Stuck.Count + Unread.Count;
}

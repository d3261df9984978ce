using System.Data.Common;
using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Proof;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Retention.Disposal;

/// <summary>What became of one record that was to be disposed of.</summary>
/// <param name="Left">Why it is left alone; null when it is gone, or would be.</param>
/// <param name="Altered">Whether that is because something of it was altered since it was written down, or cannot be read.</param>
public sealed record Disposed(string DetentionId, string Force, long Links, string? Left, bool Altered = false);

/// <summary>
/// Carries out what was decided, each record in a transaction of its own, and asks once more whether it may go: that its time is
/// over, that nothing holds it, and that it is the record that was decided about, every row as its link of the chain says: with it would go
/// the proof that it was altered.
/// </summary>
public sealed class Disposing(Database database, IClock clock)
{
    private const string SelectDecided = $"""
        SELECT r.detention_id FROM retention_decisions r WHERE r.decision = 'dispose' AND {RetentionDecisionRow.Stands} ORDER BY r.position
        """;

    /// <summary>Words given for something else that cannot be read, and were left alone.</summary>
    public IReadOnlyCollection<string> WordsLeft { get; private set; } = [];

    /// <param name="by">Under which name of the machine it is carried out.</param>
    /// <param name="dryRun">Only says what would be done.</param>
    public async Task<IReadOnlyList<Disposed>> Run(string by, bool dryRun, CancellationToken cancel)
    {
        List<string> ids;
        await using (var connection = await database.Open(cancel)) ids = (await connection.QueryAsync<string>(SelectDecided)).AsList();
        var words = dryRun ? null : await WordsElsewhere.Find(database, ids, clock.GetCurrentInstant(), cancel);
        var results = new List<Disposed>(ids.Count);
        foreach (var id in ids) results.Add(await OneOrLeft(id, by, words, cancel));
        WordsLeft = words?.Left ?? [];
        return results;
    }

    // One record that cannot be read must not keep the others.
    private async Task<Disposed> OneOrLeft(string id, string by, WordsElsewhere? words, CancellationToken cancel)
    {
        try
        {
            return await database.Write((connection, transaction) => One(connection, transaction, id, by, words), cancel);
        }
        catch (Exception exception) when (Unreadable.Is(exception))
        {
            return new(id, "", 0, Unreadable.InWords(exception), Altered: true);
        }
    }

    private async Task<Disposed> One(DbConnection connection, DbTransaction transaction, string id, string by, WordsElsewhere? words)
    {
        var now = clock.Now();
        var chain = await Chain.Take(connection, transaction);
        if (await DetentionRow.Find(connection, id, transaction) is not { } detention) return new(id, "", 0, "it is not there");
        var decision = (await RetentionDecisionRow.Of(connection, [id], transaction))[^1];
        if (await WhyNot(connection, transaction, detention, decision, now) is { } left) return new(id, detention.Force, 0, left);
        var (positions, amiss) = await RecordCheck.Of(connection, transaction, id, decision.Version);
        if (amiss is not null) return new(id, detention.Force, 0, amiss, Altered: true);
        var (links, certificates) = await Erasure.Remains(connection, transaction, id, positions);
        if (words is null) return new(id, detention.Force, links.Count, null);
        await Erasure.Erase(connection, transaction, detention, now);
        await words.Take(connection, transaction, detention);
        await new DisposalRow
        {
            DetentionId = id,
            Force = detention.Force,
            Suite = detention.Suite,
            RuleSaid = decision.Reason.Text,
            DecidedAt = decision.DecidedAt,
            DecidedBy = decision.DecidedBy,
            DecidedRole = decision.DecidedRole,
            At = now,
            CarriedOutBy = by,
        }.Insert(connection, transaction, chain, links, certificates, detention.CustodyRecordNumber);
        await connection.ExecuteAsync(AccessRow.InsertRow, Look(detention, decision, by, now), transaction);
        return new(id, detention.Force, links.Count, null);
    }

    private static async Task<string?> WhyNot(
        DbConnection connection, DbTransaction transaction, DetentionRow detention, RetentionDecisionRow decision, Instant now)
    {
        if (decision.Decision != RetentionDecisionRow.Dispose) return "it was decided meanwhile to keep it";
        if (detention.Status == DetentionRow.Open || await RetentionRow.Find(connection, detention.Id, transaction) is not { } kept)
            return "the child is in custody";
        if (decision.Version != detention.Version) return "something was entered on it since it was decided; it has to be reviewed again";
        if (!await FiguresRow.IsMade(connection, transaction, detention.Id)) return "its figures are being made anew after an upgrade; run this again once they are";
        if ((await HoldRow.Of(connection, [detention.Id], transaction)).Any(hold => hold.IsInForce(now))) return "it is on hold";
        var until = kept.KeptUntil((await LocalNumbersRow.Of(connection, detention.Force, transaction)).At(now));
        return LondonTime.DateAt(now) < until ? $"it is kept until {until:uuuu-MM-dd}" : null;
    }

    private static AccessRow Look(DetentionRow detention, RetentionDecisionRow decision, string by, Instant now) => new()
    {
        Id = NewId.At(now),
        At = now,
        UserId = decision.DecidedBy,
        Role = decision.DecidedRole,
        Force = detention.Force,
        Action = Vocabulary<AccessAction>.Word(AccessAction.Erasure),
        Subject = detention.Id,
        Reason = $"carried out by {by}; {decision.Reason.Text}",
    };
}

using System.Data.Common;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using Dapper;
using Microsoft.Extensions.Caching.Memory;
using NodaTime;

namespace CustodyWatch.Log.Projections;

/// <summary>
/// A detention with its clocks as they stand at this moment, to the millisecond: as stored while nothing has changed since,
/// worked out again where time has moved on.
/// </summary>
public sealed record Standing(DetentionRow Detention, IReadOnlyList<ClockRow> Clocks)
{
    private const string SelectClocks = $"SELECT {ClockRow.Columns} FROM clocks WHERE detention_id IN @ids";
    private static readonly string Breached = Vocabulary<ClockState>.Word(ClockState.Breached);
    private static readonly string Paused = Vocabulary<ClockState>.Word(ClockState.Paused);
    private static readonly string Running = Vocabulary<ClockState>.Word(ClockState.Running);
    private static readonly string Warning = Vocabulary<ClockState>.Word(ClockState.Warning);

    /// <summary>Where the child is, when not in the suite. The clocks of one who is away wait, and so are always worked out again from the record.</summary>
    public Absence? Away { get; init; }

    public int Breaches => Clocks.Count(clock => clock.State == Breached);

    /// <summary>Whether a clock, broken, leaves nothing that lets the police keep the child: the limit on detention without charge only until the charge.</summary>
    public static bool LetsNobodyKeep(ClockName clock, bool isCharged) =>
        clock is ClockName.UnderAge or ClockName.MentalHealthDetention || (clock == ClockName.DetentionLimit && !isCharged);

    /// <summary>Whether a clock that stands so is a limit of the law about to fall.</summary>
    public static bool IsLimitAboutToFall(ClockState state, Authority authority) => state == ClockState.Warning && authority == Authority.Statute;

    /// <summary>In the order of their rank.</summary>
    public static IEnumerable<Standing> WorstFirst(IEnumerable<Standing> standings, Instant now) =>
        standings.OrderBy(one => one.Rank(now), StringComparer.Ordinal);

    /// <summary>
    /// Sorts as text, the child in most trouble first: whom nothing lets the police keep, then breaches of the law, then of Code C, then
    /// limits of the law about to fall, then local breaches, then the soonest due.
    /// </summary>
    public string Rank(Instant now)
    {
        // Of whom nothing is known nothing can be ranked: first, until somebody has entered the arrival.
        if (Detention.Status == DetentionRow.Awaited) return $"{0:D22}{Detention.Id}";
        var next = Ahead.FirstOrDefault(clock => clock.DueAt > now)?.DueAt?.ToUnixTimeMilliseconds() ?? 99_999_999_999_999;
        var kept = Few(clock => clock.State == Breached && LetsNobodyKeep(Vocabulary<ClockName>.Read(clock.Clock), Detention.IsCharged));
        var limits = Few(clock => IsLimitAboutToFall(Vocabulary<ClockState>.Read(clock.State), ClockRow.AuthorityOf(clock.Authority)));
        return $"{kept:00}{Broken(Authority.Statute):00}{Broken(Authority.Code):00}{limits:00}{Broken(Authority.Guidance) + Broken(Authority.Local):000}{next:D15}{Detention.Id}";

        int Broken(Authority authority) => Few(clock => clock.State == Breached && ClockRow.AuthorityOf(clock.Authority) == authority);
        int Few(Func<ClockRow, bool> which) => 99 - Math.Min(99, Clocks.Count(which));
    }

    /// <summary>What is still to be done in time, soonest first.</summary>
    public IEnumerable<ClockRow> Ahead => Clocks
        .Where(clock => clock.DueAt is not null && (clock.State == Running || clock.State == Warning))
        .OrderBy(clock => clock.DueAt).ThenBy(clock => clock.Clock, StringComparer.Ordinal).ThenBy(clock => clock.Sequence);

    public static async Task<IReadOnlyList<Standing>> Of(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<DetentionRow> detentions, Instant now)
    {
        var settled = detentions.Where(detention => !(detention.ChangesAt <= now)).Select(detention => detention.Id).ToArray();
        var clocks = new List<ClockRow>();
        foreach (var ids in settled.Chunk(500)) clocks.AddRange(await connection.QueryAsync<ClockRow>(SelectClocks, new { ids }, transaction));
        var byChild = clocks.ToLookup(clock => clock.DetentionId);
        var standing = new List<Standing>(detentions.Count);
        foreach (var detention in detentions)
            standing.Add(detention.ChangesAt <= now || byChild[detention.Id].Any(IsPaused)
                ? WorkOut(await Record.OfId(connection, detention.Id, transaction), now)
                : new Standing(detention, [.. byChild[detention.Id]]));
        return standing;
    }

    // How long a clock has been paused grows all the while, and so it does where the careful reading warns of one while the child is away.
    private static bool IsPaused(ClockRow clock) =>
        clock.State == Paused || (clock.State == Warning && clock.DueAt is null && clock.PausedMs > 0);

    private static readonly string PausedInSql = $"(k.state = '{Paused}' OR (k.state = '{Warning}' AND k.due_at IS NULL AND k.paused_ms > 0))";

    /// <summary>Asks for the children who are held, with their clocks.</summary>
    /// <param name="reads">What is going to be read.</param>
    /// <param name="scope">Of which suites.</param>
    /// <param name="now">As they stand then.</param>
    /// <param name="kept">What was read before, where it is asked for again and again.</param>
    /// <returns>What gives them, once that was fetched.</returns>
    internal static Func<IReadOnlyList<Standing>> AskHeld(Reads reads, Scope scope, Instant now, ClocksKept? kept)
    {
        var (held, parameters) = HeldIn(scope, now);
        var before = kept?.Of(scope) ?? ClocksKept.Nothing;
        var (_, unread) = HeldIn(scope, now);
        unread.Add("known", before.Values.Select(one => one.Mark.Stamp).OfType<string>().ToArray());
        var rows = reads.Of<DetentionRow>($"SELECT {DetentionRow.Columns} {held}", parameters);
        var clocks = reads.Of<ClockRow>(
            $"SELECT {ClockRow.Columns} FROM clocks WHERE detention_id IN (SELECT d.id {held} AND (d.stamp IS NULL OR d.stamp NOT IN @known))", unread);
        bool NoneMoved() => !rows.Rows.Any(row => row.ChangesAt <= now) && !clocks.Rows.Any(IsPaused);
        var moved = $"{held} AND (d.changes_at <= @now OR EXISTS (SELECT 1 FROM clocks k WHERE k.detention_id = d.id AND {PausedInSql}))";
        var told = EventRow.AskToldOf(reads, $"SELECT d.id {moved}", parameters, NoneMoved);
        var numbers = LocalNumbersRow.AskOf(reads, $"SELECT d.force {moved}", parameters, NoneMoved);
        return () =>
        {
            var (read, events) = (clocks.Rows.ToLookup(clock => clock.DetentionId), told.Rows.ToLookup(entry => entry.DetentionId));
            var standing = new List<Standing>(rows.Rows.Count);
            var keep = new Dictionary<string, (ClocksMark Mark, IReadOnlyList<ClockRow> Clocks)>();
            foreach (var row in rows.Rows)
            {
                var own = before.TryGetValue(row.Id, out var one) && one.Mark.Equals(ClocksMark.Of(row)) ? one.Clocks : [.. read[row.Id]];
                if (row.ChangesAt <= now || own.Any(IsPaused))
                {
                    standing.Add(WorkOut(Record.Of(row.Id, row.Force, row.CustodyRecordNumber, events[row.Id], [.. numbers.Rows.Where(change => change.Force == row.Force)]), now));
                    continue;
                }
                keep[row.Id] = (ClocksMark.Of(row), own);
                standing.Add(new Standing(row, own));
            }
            kept?.Keep(scope, keep);
            return [.. standing.Where(one => one.Detention.IsHeldAt(now))];
        };
    }

    /// <summary>To stand after what is read of the detentions, which are <c>d</c>.</summary>
    internal static (string Sql, DynamicParameters Values) HeldIn(Scope scope, Instant now)
    {
        var values = new DynamicParameters();
        values.Add("now", now);
        // With a plain union or a plain join the few who are held would be looked for among all who were ever in the suite.
        return ($"""
            FROM ({DetentionRow.HeldIds}
                UNION ALL SELECT c.id FROM detentions c WHERE c.changes_at <= @now AND c.status <> '{DetentionRow.Open}'
                    AND (c.status = '{DetentionRow.Closed}' OR c.awaited_until IS NULL OR c.awaited_until <= @now)) held
            CROSS JOIN detentions d
            WHERE d.id = held.held_id AND {scope.Where(values, now)}
            """, values);
    }

    private static Standing WorkOut(Record record, Instant now)
    {
        var sheet = record.Clocks(now);
        return new(DetentionRow.Of(record, sheet), [.. sheet.Current.Select(clock => ClockRow.Of(record.DetentionId, clock))]) { Away = sheet.Record.Away };
    }
}

/// <summary>
/// Tells one working out of a detention's clocks from the next: by its stamp, and by what a node of a version that leaves the stamp
/// as it was does change.
/// </summary>
public readonly record struct ClocksMark(string? Stamp, long Version, Instant? ChangesAt)
{
    public static ClocksMark Of(DetentionRow detention) => new(detention.Stamp, detention.Version, detention.ChangesAt);
}

/// <summary>The clocks of those who were held when a board was last read; whoever asks tells by the marks which still stand.</summary>
internal sealed class ClocksKept : IDisposable
{
    public static readonly IReadOnlyDictionary<string, (ClocksMark Mark, IReadOnlyList<ClockRow> Clocks)> Nothing =
        new Dictionary<string, (ClocksMark, IReadOnlyList<ClockRow>)>();

    private static readonly MemoryCacheEntryOptions UntilUnasked = new() { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(10) };

    // A suite for each few children held in the country.
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 500 });

    public IReadOnlyDictionary<string, (ClocksMark Mark, IReadOnlyList<ClockRow> Clocks)> Of(Scope scope) =>
        _kept.Get<IReadOnlyDictionary<string, (ClocksMark, IReadOnlyList<ClockRow>)>>(scope.Name) ?? Nothing;

    public void Keep(Scope scope, IReadOnlyDictionary<string, (ClocksMark Mark, IReadOnlyList<ClockRow> Clocks)> clocks) =>
        _kept.Set(scope.Name, clocks, UntilUnasked);

    public void Dispose() => _kept.Dispose();
}

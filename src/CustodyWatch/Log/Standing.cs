using System.Data.Common;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log;

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

    public int Breaches => Clocks.Count(clock => clock.State == Breached);

    /// <summary>How many provisions of this authority stand broken.</summary>
    private int BreachesOf(Authority authority)
    {
        var word = ClockRow.Word(authority);
        return Clocks.Count(clock => clock.State == Breached && clock.Authority == word);
    }

    /// <summary>The child most failed first, and of two alike the one with the soonest duty ahead.</summary>
    public static IEnumerable<Standing> WorstFirst(IEnumerable<Standing> standings) => standings
        .OrderByDescending(one => one.BreachesOf(Authority.Statute))
        .ThenByDescending(one => one.BreachesOf(Authority.Code))
        .ThenByDescending(one => one.Breaches)
        .ThenBy(one => one.Ahead.FirstOrDefault()?.DueAt ?? Instant.MaxValue)
        .ThenBy(one => one.Detention.Id, StringComparer.Ordinal);

    /// <summary>What is still to be done in time, soonest first.</summary>
    public IEnumerable<ClockRow> Ahead => Clocks
        .Where(clock => clock.DueAt is not null && (clock.State == Running || clock.State == Warning))
        .OrderBy(clock => clock.DueAt).ThenBy(clock => clock.Clock, StringComparer.Ordinal).ThenBy(clock => clock.Sequence);

    /// <param name="kept">What was read before, where it is asked for again and again.</param>
    public static async Task<IReadOnlyList<Standing>> Of(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<DetentionRow> detentions, Instant now, LastRead<ClocksMark, IReadOnlyList<ClockRow>>? kept = null)
    {
        var settled = await Settled(connection, transaction, [.. detentions.Where(detention => !(detention.ChangesAt <= now))], kept);
        var standing = new List<Standing>(detentions.Count);
        foreach (var detention in detentions)
            standing.Add(settled.TryGetValue(detention.Id, out var clocks)
                ? new Standing(detention, clocks)
                : WorkOut(await Record.OfId(connection, detention.Id, transaction), now));
        return standing;
    }

    private static async Task<Dictionary<string, IReadOnlyList<ClockRow>>> Settled(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<DetentionRow> detentions, LastRead<ClocksMark, IReadOnlyList<ClockRow>>? kept)
    {
        var settled = new Dictionary<string, IReadOnlyList<ClockRow>>(detentions.Count);
        foreach (var detention in detentions)
            if (kept?.Find(detention.Id, ClocksMark.Of(detention)) is { } clocks) settled[detention.Id] = clocks;
        foreach (var asked in detentions.Where(detention => !settled.ContainsKey(detention.Id)).Chunk(500))
        {
            var ids = asked.Select(detention => detention.Id);
            var read = (await connection.QueryAsync<ClockRow>(SelectClocks, new { ids }, transaction)).ToLookup(clock => clock.DetentionId);
            foreach (var detention in asked)
            {
                // How long a clock has been paused grows all the while.
                if (read[detention.Id].Any(clock => clock.State == Paused)) continue;
                settled[detention.Id] = [.. read[detention.Id]];
                kept?.Keep(detention.Id, ClocksMark.Of(detention), settled[detention.Id]);
            }
        }
        return settled;
    }

    private static Standing WorkOut(Record record, Instant now)
    {
        var sheet = record.Clocks(now);
        return new(DetentionRow.Of(record, sheet), [.. sheet.Current.Select(clock => ClockRow.Of(record.DetentionId, clock))]);
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

using System.Data.Common;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
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

    public static async Task<IReadOnlyList<Standing>> Of(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<DetentionRow> detentions, Instant now)
    {
        var settled = detentions.Where(detention => !(detention.ChangesAt <= now)).Select(detention => detention.Id);
        var clocks = new List<ClockRow>();
        foreach (var ids in settled.Chunk(500))
            clocks.AddRange(await connection.QueryAsync<ClockRow>(SelectClocks, new { ids }, transaction));
        var byDetention = clocks.ToLookup(clock => clock.DetentionId);
        var standing = new List<Standing>(detentions.Count);
        foreach (var detention in detentions)
            standing.Add(detention.ChangesAt <= now
                ? WorkOut(await Record.OfId(connection, detention.Id, transaction), now)
                : new Standing(detention, [.. byDetention[detention.Id]]));
        return standing;
    }

    private static Standing WorkOut(Record record, Instant now)
    {
        var sheet = record.Clocks(now);
        return new(DetentionRow.Of(record, sheet), [.. sheet.Current.Select(clock => ClockRow.Of(record.DetentionId, clock))]);
    }
}

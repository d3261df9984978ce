using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Board.Pages;

/// <summary>That a child of a suite is on its board no more because another suite of the force said so, though the child may still be there.</summary>
public sealed record EndedElsewhere(string DetentionId, string CustodyRecordNumber, string BySuite, Instant At, EventKind How)
{
    /// <summary>How long a board says it after it was told: a shift.</summary>
    private static readonly Duration Said = Duration.FromHours(12);

    // Longer than anybody is held. Old records that are sent late are on no board.
    private static readonly Duration Held = Duration.FromDays(14);

    private static readonly string[] Endings = [.. Enum.GetValues<EventKind>().Where(kind => kind.IsEnd()).Select(kind => kind.TypeName())];

    // CROSS JOIN, so that SQLite begins with the few detentions and not with the events.
    private const string Select = $"""
        SELECT DISTINCT d.id
        FROM detentions d
        CROSS JOIN events e
        WHERE d.force = @Force AND d.suite = @Suite AND d.status = '{DetentionRow.Closed}' AND d.arrived_at > @held
            AND e.detention_id = d.id AND e.received > @said AND e.suite <> d.suite AND e.type IN @endings
        """;

    public string What => How switch
    {
        EventKind.Released => "the child was released",
        EventKind.Transferred => "the child was handed over",
        _ => "detention was refused",
    };

    /// <summary>Asks for those that may be.</summary>
    internal static Asked<string> Ask(Reads reads, SuiteCode suite, Instant now) =>
        reads.Of<string>(Select, new { suite.Force, suite.Suite, held = now - Held, said = now - Said, endings = Endings });

    /// <summary>Those of them whose end, as the record stands, is what another suite said. There are hardly ever any.</summary>
    internal static async Task<IReadOnlyList<EndedElsewhere>> Of(
        IReadOnlyList<string> ids, Database database, SuiteCode suite, Instant now, CancellationToken cancel)
    {
        if (ids.Count == 0) return [];
        await using var connection = await database.Open(cancel);
        var found = new List<EndedElsewhere>();
        foreach (var id in ids)
        {
            var record = await Record.OfId(connection, id);
            if (record.Clocks(now).Record.End is { } end && SourceName.Parse(end.Source) is { } by && by != suite)
                found.Add(new(id, record.CustodyRecordNumber, by.Suite, end.Occurred, end.Kind));
        }
        return [.. found.OrderBy(one => one.At)];
    }
}

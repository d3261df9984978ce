using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Detentions;

/// <summary>A child's clocks at one instant.</summary>
public sealed record ClockAnswer(Instant At, long Version, IReadOnlyList<ClockView> Clocks)
{
    /// <param name="knownAt">Leaves out what was received later: what the screen showed that night.</param>
    public static async Task<ClockAnswer> Read(
        Database database, string id, Instant at, Instant? knownAt, bool history, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var record = await Log.Record.OfId(connection, id, knownAt: knownAt);
        var sheet = record.Clocks(at);
        return new(at, record.Events.Count, [.. (history ? sheet.History : sheet.Current).Select(ClockView.Of)]);
    }
}

using CustodyWatch.Log;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Settings;
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
        var rows = (await EventRow.OfRecord(connection, id)).Where(row => !(row.Received > knownAt));
        var events = rows.Select(row => row.ToEvent()).ToArray();
        var sheet = PaceRules.Clocks(events, LocalSettings.Default, at);
        return new(at, events.Length, [.. (history ? sheet.History : sheet.Current).Select(ClockView.Of)]);
    }
}

using CustodyWatch.Access;
using CustodyWatch.Features.Detentions.Card;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Detentions.Pages;

/// <summary>Reads one custody record for its page.</summary>
internal static class RecordReading
{
    public static async Task<RecordView> Read(
        Database database, CardReading cards, DetentionRow detention, Instant? past, bool onlyKnownThen, Instant now, Caller caller,
        CancellationToken cancel)
    {
        // Alerts first: one raised between the reads is then told of again, and not missed.
        var alerts = await SuiteAlerts.Read(database, detention.SuiteCode, cancel);
        var timeline = await TimelineAnswer.Read(database, detention.Id, cancel);
        await using var connection = await database.Open(cancel);
        var record = await Log.Record.OfId(connection, detention.Id, knownAt: onlyKnownThen ? past : null);
        var sheet = record.Clocks(past ?? now);
        return new RecordView
        {
            Detention = past is null ? detention : record.IsNew ? Unknown(detention) : DetentionRow.Of(record, sheet),
            Sheet = sheet,
            Duties = [.. Screens.Duties.WorstFirst([.. sheet.Current.Select(Duty.Of)], sheet.Record.ChargedAt is not null).ThenBy(duty => duty.DoBy ?? Instant.MaxValue)],
            Timeline = [.. timeline.Items.Where(item => Shown(item, past, onlyKnownThen)).Reverse()],
            Alerts = past is { } then ? new SuiteAlerts(await SuiteAlerts.Then(connection, detention.Id, then), alerts.Sequence) : alerts,
            OldCard = past is null ? await cards.OutOfDate(connection, detention.Id, sheet) : null,
            Now = now,
            Role = caller.Role,
            Past = past,
            OnlyKnownThen = onlyKnownThen,
        };
    }

    // Before anything of it had been received, all that a screen could know of a record is its number.
    private static DetentionRow Unknown(DetentionRow detention) => new()
    {
        Id = detention.Id,
        Force = detention.Force,
        Suite = detention.Suite,
        CustodyRecordNumber = detention.CustodyRecordNumber,
    };

    private static bool Shown(TimelineItem item, Instant? past, bool onlyKnownThen) =>
        !(item.Occurred > past) && !(onlyKnownThen && item.Received > past);
}

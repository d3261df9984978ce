using System.Data.Common;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>Works out what the lists and boards go by, from the events of one record, and puts it in place.</summary>
public static class Projection
{
    public static async Task<DetentionRow> Replace(
        DbConnection connection, DbTransaction transaction, Record record, Instant now)
    {
        var sheet = record.Clocks(now);
        var detention = DetentionRow.Of(record, sheet);
        await detention.Save(connection, transaction);
        await ClockRow.Replace(connection, transaction, record.DetentionId,
            [.. sheet.Current.Select(clock => ClockRow.Of(record.DetentionId, clock))]);
        await PlaceRequestRow.Replace(connection, transaction, record, detention, now);
        await ElsewhereRow.Replace(connection, transaction, record, detention, sheet);
        await EarlyNoticeRow.Replace(connection, transaction, record, detention, now);
        await FiguresRow.Replace(connection, transaction, detention, sheet);
        await RetentionRow.Replace(connection, transaction, record, detention, sheet);
        await EntryMark.ReplaceGaps(connection, transaction, record.DetentionId, sheet.Record);
        return detention;
    }
}

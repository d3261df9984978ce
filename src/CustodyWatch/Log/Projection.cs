using System.Data.Common;
using CustodyWatch.Pace.Clocks;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>Works out what the lists and boards go by, from the events of one record, and puts it in place.</summary>
public static class Projection
{
    /// <param name="together">Where many records are put in place at once: what is then to be put into the totals.</param>
    public static async Task<DetentionRow> Replace(
        DbConnection connection, DbTransaction transaction, Record record, Instant now, TotalsChanges? together = null)
    {
        var sheet = record.Clocks(now);
        var detention = DetentionRow.Of(record, sheet);
        await detention.Save(connection, transaction);
        await ClockRow.Replace(connection, transaction, record.DetentionId,
            [.. sheet.Current.Select(clock => ClockRow.Of(record.DetentionId, clock))]);
        await PlaceRequestRow.Replace(connection, transaction, record, detention, now);
        await ElsewhereRow.Replace(connection, transaction, record, detention, sheet);
        await EarlyNoticeRow.Replace(connection, transaction, record, detention, now);
        await RetentionRow.Replace(connection, transaction, record, detention, sheet);
        await ReplaceOversight(connection, transaction, record, detention, sheet, together);
        return detention;
    }

    /// <summary>What statistics go by, and nothing that a duty, a board or a timer does.</summary>
    public static Task ReplaceOversight(DbConnection connection, DbTransaction transaction, Record record, Instant now)
    {
        var sheet = record.Clocks(now);
        return ReplaceOversight(connection, transaction, record, DetentionRow.Of(record, sheet), sheet);
    }

    private static async Task ReplaceOversight(
        DbConnection connection, DbTransaction transaction, Record record, DetentionRow detention, ClockSheet sheet,
        TotalsChanges? together = null)
    {
        await FiguresRow.Replace(connection, transaction, detention, sheet, together);
        await EntryMark.ReplaceGaps(connection, transaction, record.DetentionId, sheet.Record);
    }
}

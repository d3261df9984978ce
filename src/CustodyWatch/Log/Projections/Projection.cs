using System.Data.Common;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Log.Projections;

/// <summary>
/// What the lists, the boards and the statistics go by, worked out from the events of one record: first worked out, then asked what
/// else has to be known, then written where it differs from what lies there.
/// </summary>
internal sealed class Projection
{
    private readonly Record _record;
    private readonly InPlace _before;
    private readonly ClockSheet _sheet;
    private readonly FiguresRow _figures;
    private Asked<string> _ownCertificates = new();

    private Projection(Record record, InPlace before, Instant now)
    {
        (_record, _before, _sheet) = (record, before, record.Clocks(now));
        Detention = DetentionRow.Of(record, _sheet);
        _figures = FiguresRow.Of(Detention, _sheet);
    }

    public DetentionRow Detention { get; }

    /// <param name="totals">What of it belongs into the totals is added here, to be put there with that of others.</param>
    public static Projection Of(Record record, InPlace before, Instant now, TotalsChanges totals)
    {
        var projection = new Projection(record, before, now);
        projection._figures.Change(totals, before.Figures.Only, now);
        return projection;
    }

    public void Ask(Reads reads)
    {
        if (_record.Events.Exists(entry => entry.Fact is CertificateIssued)) _ownCertificates = ElsewhereRow.AskOwn(reads, _record.DetentionId);
    }

    public void Write(Writes writes)
    {
        Detention.Save(writes, _before.HasDetention);
        ClockRow.Replace(writes, _before.Clocks.Rows, [.. _sheet.Current.Select(clock => ClockRow.Of(_record.DetentionId, clock))]);
        PlaceRequestRow.Replace(writes, _record, Detention, _sheet.At);
        ElsewhereRow.Replace(writes, _record, Detention, _sheet, _ownCertificates.Rows);
        EarlyNoticeRow.Replace(writes, _record, Detention, _sheet.At);
        RetentionRow.Replace(writes, _record, Detention, _sheet, _before.HasRetention);
        WriteOversight(writes);
    }

    /// <summary>What statistics go by, and nothing that a duty, a board or a timer does.</summary>
    public void WriteOversight(Writes writes)
    {
        _figures.Replace(writes, _before.Figures.Only);
        EntryMark.ReplaceGaps(writes, _record, _before.Gaps.Rows, _sheet.Record);
    }

    /// <summary>All of it for one record, in a transaction that keeps out other writers.</summary>
    /// <param name="together">Where many records are put in place at once: what is then to be put into the totals.</param>
    public static async Task<DetentionRow> Replace(
        DbConnection connection, DbTransaction transaction, Dialect dialect, Record record, Instant now, TotalsChanges? together = null, bool onlyOversight = false)
    {
        var totals = together ?? new TotalsChanges();
        var projection = Of(record, await InPlace.Of(connection, transaction, dialect, record), now, totals);
        var (reads, writes) = (new Reads(), new Writes());
        projection.Ask(reads);
        if (together is null) totals.Ask(reads);
        await reads.Fetch(connection, transaction, dialect);
        if (onlyOversight) projection.WriteOversight(writes);
        else projection.Write(writes);
        if (together is null) totals.Put(writes);
        await writes.Send(connection, transaction, dialect);
        return projection.Detention;
    }
}

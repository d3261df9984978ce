using System.Data.Common;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Log.Projections;

/// <summary>One night of one ended detention.</summary>
public sealed record NightRow
{
    public string DetentionId { get; init; } = "";

    /// <summary>The date on which the night's 00:00 and 08:00 lie, <c>2026-06-11</c>.</summary>
    public string Night { get; init; } = "";

    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public int MinutesBeforeCharge { get; init; }
    public int MinutesAfterCharge { get; init; }

    /// <summary>Filled where it is read.</summary>
    public string CustodyRecordNumber { get; init; } = "";

    public Night Value => new(LocalDatePattern.Iso.Parse(Night).Value, MinutesBeforeCharge, MinutesAfterCharge);

    private const string DeleteRows = "DELETE FROM nights WHERE detention_id = @DetentionId";

    private const string InsertRow = """
        INSERT INTO nights (detention_id, night, force, suite, minutes_before_charge, minutes_after_charge)
        VALUES (@DetentionId, @Night, @Force, @Suite, @MinutesBeforeCharge, @MinutesAfterCharge)
        """;

    internal static void Replace(Writes writes, FiguresRow row, bool mayBeThere)
    {
        if (mayBeThere) writes.Add(DeleteRows, new { row.DetentionId });
        if (row.Figures is { EndedAt: { } ended } figures) writes.AddEach(InsertRow, [.. Of(row, figures, ended)]);
    }

    /// <summary>The nights of a detention up to an instant.</summary>
    public static IEnumerable<NightRow> Of(FiguresRow row, DetentionFigures figures, Instant until) =>
        figures.Nights(until).Select(night => new NightRow
        {
            DetentionId = row.DetentionId,
            Night = LocalDatePattern.Iso.Format(night.Date),
            Force = row.Force,
            Suite = row.Suite,
            MinutesBeforeCharge = night.MinutesBeforeCharge,
            MinutesAfterCharge = night.MinutesAfterCharge,
        });
}

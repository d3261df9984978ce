using System.Data.Common;
using CustodyWatch.Storage;

namespace CustodyWatch.Log.Projections;

/// <summary>What lies in the places of a record's projections, so that only what differs is written.</summary>
public sealed class InPlace
{
    private const string SelectRows = $"""
        SELECT d.suite, t.detention_id AS kept FROM detentions d LEFT JOIN retention t ON t.detention_id = d.id WHERE d.id = {Record.IdByNumber}
        """;

    private readonly Asked<(string Suite, string? Kept)> _rows;

    private InPlace(Asked<(string Suite, string? Kept)> rows) => _rows = rows;

    public bool HasDetention => _rows.Rows.Count > 0;

    /// <summary>The suite it is shown in; null of one that is new.</summary>
    public string? Suite => _rows.Rows is [var (suite, _)] ? suite : null;

    /// <summary>Its time of keeping has begun.</summary>
    public bool HasRetention => _rows.Rows is [(_, not null)];

    public required Asked<ClockRow> Clocks { get; init; }
    public required Asked<FiguresRow> Figures { get; init; }

    /// <summary>The silences of the record.</summary>
    public required Asked<EntryMark> Gaps { get; init; }

    public static InPlace Ask(Reads reads, string force, string number) => new(reads.Of<(string, string?)>(SelectRows, new { force, number }))
    {
        Clocks = ClockRow.Ask(reads, force, number),
        Figures = FiguresRow.Ask(reads, force, number),
        Gaps = EntryMark.AskGaps(reads, force, number),
    };

    public static async Task<InPlace> Of(DbConnection connection, DbTransaction transaction, Dialect dialect, Record record)
    {
        var reads = new Reads();
        var asked = Ask(reads, record.Force, record.CustodyRecordNumber);
        await reads.Fetch(connection, transaction, dialect);
        return asked;
    }
}

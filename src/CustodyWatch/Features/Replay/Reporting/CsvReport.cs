using CustodyWatch.Http;

namespace CustodyWatch.Features.Replay.Reporting;

/// <summary>Comma-separated values (RFC 4180), with a line of column names; what is not there is left empty.</summary>
internal sealed class CsvReport : IReport
{
    public byte[] Lines(IReadOnlyList<BrokenClock> clocks) => Cells.Write(clocks, ',', Csv.Cell);

    public void Write(Stream output, IReadOnlyList<byte[]> records)
    {
        output.Write(System.Text.Encoding.UTF8.GetBytes(string.Join(',', BrokenClock.Columns) + "\n"));
        foreach (var lines in records) output.Write(lines);
    }
}

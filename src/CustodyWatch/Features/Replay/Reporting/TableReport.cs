using System.Text;

namespace CustodyWatch.Features.Replay.Reporting;

/// <summary>A table to read on a screen: columns as wide as they need, nothing cut off.</summary>
internal sealed class TableReport : IReport
{
    private const char Separator = '\t';
    private const string Gap = "  ";

    public byte[] Lines(IReadOnlyList<BrokenClock> clocks) => Cells.Write(clocks, Separator, text => text);

    public void Write(Stream output, IReadOnlyList<byte[]> records)
    {
        var widths = BrokenClock.Columns.Select(name => name.Length).ToArray();
        foreach (var row in Rows(records))
            for (var i = 0; i < widths.Length; i++)
                widths[i] = Math.Max(widths[i], row[i].Length);
        using var writer = new StreamWriter(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        foreach (var row in Rows(records).Prepend(BrokenClock.Columns))
        {
            for (var i = 0; i < widths.Length - 1; i++) writer.Write(row[i].PadRight(widths[i]) + Gap);
            writer.WriteLine(row[^1].PadLeft(widths[^1]));
        }
    }

    private static IEnumerable<string[]> Rows(IReadOnlyList<byte[]> records) =>
        from lines in records
        from line in Encoding.UTF8.GetString(lines).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        select line.Split(Separator);
}

namespace CustodyWatch.Features.Replay.Reporting;

/// <summary>A way of writing the clocks that were broken or met late.</summary>
internal interface IReport
{
    /// <summary>The lines of one record. Records are written by many threads and put in order afterwards.</summary>
    byte[] Lines(IReadOnlyList<BrokenClock> clocks);

    /// <summary>Writes the whole report from the lines of every record that has any.</summary>
    void Write(Stream output, IReadOnlyList<byte[]> records);
}

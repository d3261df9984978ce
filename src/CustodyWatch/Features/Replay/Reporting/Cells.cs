using System.Buffers;
using System.Globalization;
using System.Text;
using CustodyWatch.Http;
using NodaTime;

namespace CustodyWatch.Features.Replay.Reporting;

/// <summary>Writes clocks as lines of separated cells.</summary>
internal static class Cells
{
    public static byte[] Write(IReadOnlyList<BrokenClock> clocks, char separator, Func<string, string> quoted)
    {
        var text = new ArrayBufferWriter<byte>(clocks.Count * 192);
        foreach (var broken in clocks)
        {
            var clock = broken.Clock;
            Text(text, quoted(broken.CustodyRecordNumber), separator);
            Text(text, quoted(broken.Source), separator);
            Text(text, broken.ClockWord, separator);
            Number(text, clock.Sequence, separator);
            Text(text, broken.AuthorityWord, separator);
            Text(text, quoted(clock.Basis.Citation ?? ""), separator);
            Instant(text, clock.StartedAt, separator);
            Instant(text, clock.DueAt, separator);
            Instant(text, clock.MetAt, separator);
            Text(text, broken.StateWord, separator);
            Number(text, broken.LateSeconds, '\n');
        }
        return text.WrittenSpan.ToArray();
    }

    private static void Text(ArrayBufferWriter<byte> text, string cell, char end)
    {
        var room = text.GetSpan(Encoding.UTF8.GetMaxByteCount(cell.Length) + 1);
        End(text, room, Encoding.UTF8.GetBytes(cell, room), end);
    }

    private static void Number(ArrayBufferWriter<byte> text, long? number, char end)
    {
        var room = text.GetSpan(21);
        var length = 0;
        number?.TryFormat(room, out length, default, CultureInfo.InvariantCulture);
        End(text, room, length, end);
    }

    private static void Instant(ArrayBufferWriter<byte> text, Instant? instant, char end) => Text(text, instant is { } known ? Rfc3339.Text(known) : "", end);

    private static void End(ArrayBufferWriter<byte> text, Span<byte> room, int length, char end)
    {
        room[length] = (byte)end;
        text.Advance(length + 1);
    }
}

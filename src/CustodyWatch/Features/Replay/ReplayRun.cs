using CustodyWatch.Features.Replay.Keeping;
using CustodyWatch.Features.Replay.Reading;
using CustodyWatch.Features.Replay.Reporting;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Settings;
using NodaTime;

namespace CustodyWatch.Features.Replay;

/// <summary>Reads the files on every core, puts the custody records together, and works each one out.</summary>
internal sealed class ReplayRun(ReplayArguments arguments, Stream standardInput)
{
    private readonly LineBlocks _blocks = new(arguments.Files, standardInput);
    private int _worked;

    public long BytesRead => _blocks.BytesRead;

    /// <summary>How many stand: one that was sent again is the same event.</summary>
    public int Events { get; private set; }

    public int Records { get; private set; }
    public int RecordsWorked => _worked;
    public int Broken { get; private set; }

    /// <summary>The lines that were skipped, by file and number, and why.</summary>
    public IReadOnlyList<(string File, int Line, string Reason)> Bad { get; private set; } = [];

    /// <summary>The lines of the report, by record, in the order of the report.</summary>
    public IReadOnlyList<byte[]> Work()
    {
        var readers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new LineReader(_blocks)).ToArray();
        Task.WaitAll([.. readers.Select(reader => Task.Run(reader.Run))]);

        var shelves = readers.Select(reader => reader.Shelf).ToArray();
        var archive = Archive.Of(shelves);
        var judgement = Judgement.Of(archive);
        (Events, Records) = (archive.Events - judgement.Fallen, archive.Records);
        Bad = Placed(shelves.SelectMany(shelf => shelf.Bad).Concat(judgement.Bad));

        var at = arguments.At ?? judgement.Latest;
        var worked = new Worked[archive.Records];
        Parallel.For(0, archive.Records, record =>
        {
            worked[record] = WorkOut(archive, judgement, record, at);
            Interlocked.Increment(ref _worked);
        });
        Broken = worked.Sum(record => record.Count);
        return [.. worked.Where(record => record.Count > 0).Order(ByCodePoint).Select(record => record.Lines)];
    }

    private Worked WorkOut(Archive archive, Judgement judgement, int record, Instant at)
    {
        var places = archive.PlacesOf(record);
        var events = new List<CustodyEvent>(places.Length);
        foreach (var place in places)
            if (judgement.Stands(place))
                events.Add(archive.Event(place));
        var custody = CustodyRecord.Fold(events, LocalSettings.Default, at);
        if (custody.Arrived is null) return default;
        var (number, source) = (archive.Number(record), custody.Events.First(entry => entry.Kind == EventKind.Arrived).Source);
        var broken = BrokenClock.Of(number, source, custody);
        return broken.Count == 0 ? default : new Worked(source, number, broken.Count, arguments.Report.Lines(broken));
    }

    private static readonly IComparer<Worked> ByCodePoint =
        Comparer<Worked>.Create((a, b) =>
            CodePoints.Compare(a.Source, b.Source) is var order and not 0 ? order : CodePoints.Compare(a.Number, b.Number));

    private readonly record struct Worked(string Source, string Number, int Count, byte[] Lines);

    private List<(string, int, string)> Placed(IEnumerable<(long Line, string Reason)> bad)
    {
        var places = _blocks.Places();
        return [.. bad.OrderBy(line => line.Line).Select(line =>
        {
            var (file, before) = places[line.Line >> 32];
            return (file, before + (int)(line.Line & int.MaxValue) + 1, line.Reason);
        })];
    }
}

using System.Diagnostics;
using System.Globalization;
using CustodyWatch.Access;
using CustodyWatch.Features.Board;
using CustodyWatch.Log;
using CustodyWatch.Simulator;
using CustodyWatch.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CustodyWatch.Benchmarks;

/// <summary>
/// How long it takes to enter one event on a live detention, and then to read the board, with a thousand past detentions in the
/// database and with very many. The two take turns, so that a busy machine bends both alike; the figure is the ratio.
/// </summary>
internal static class AppendBenchmark
{
    private const int Few = 1_000, WarmUps = 40, Entries = 400, Children = 16;

    // Since this afternoon, so that each entry is judged beside the clocks of a night and not of months.
    private static readonly Instant Now = Time.OfTheMachine.GetCurrentInstant(), Arrived = Now - Duration.FromHours(12);
    private static readonly Caller Feed = new() { UserId = "feed-01", Role = Role.Feed, Suites = new HashSet<SuiteCode> { new("99", "CENTRAL") } };

    public static async Task<int> Run(int most)
    {
        await using var few = await Custody.Open(Few);
        await using var many = await Custody.Open(most);
        var (afterFew, afterMany, allocated) = (new List<double>(), new List<double>(), 0L);
        var (boardOfFew, boardOfMany, held) = (new List<double>(), new List<double>(), 0);
        foreach (var (index, entry) in Live().Index())
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var (one, other) = (await few.Enter(entry), await many.Enter(entry));
            var took = (GC.GetTotalAllocatedBytes(precise: true) - before) / 2;
            var ((board, _), (otherBoard, children)) = (await few.Read(), await many.Read());
            if (index < WarmUps) continue;
            allocated += took;
            boardOfFew.Add(board);
            boardOfMany.Add(otherBoard);
            held = Math.Max(held, children);
            afterFew.Add(one);
            afterMany.Add(other);
        }
        var (median, medianMany) = (Median(afterFew), Median(afterMany));
        var (boardMedian, boardMedianMany) = (Median(boardOfFew), Median(boardOfMany));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            one event entered and committed: median {median:0.00} ms after {Few:N0} past detentions, {medianMany:0.00} ms after {most:N0}
              ratio {medianMany / median:0.00}; {allocated / afterFew.Count / 1024.0:0.0} kB allocated ({afterFew.Count} entries each)
            the board read after it, of up to {held} children: median {boardMedian:0.00} ms after {Few:N0}, {boardMedianMany:0.00} ms after {most:N0}
              ratio {boardMedianMany / boardMedian:0.00}
            """));
        return 0;
    }

    /// <summary>A few detentions at once, their events mixed in order of time.</summary>
    private static IEnumerable<InventedEvent> Live() => Enumerable.Range(0, Children)
        .SelectMany(n => Detention.Invent(500 + n, InventedSuite.Central, $"LIVE-{n}", Arrived))
        .Where(entry => entry.Time <= Now)
        .OrderBy(entry => entry.Time)
        .Take(WarmUps + Entries);

    private static double Median(List<double> took)
    {
        took.Sort();
        return took[took.Count / 2];
    }

    /// <summary>A service with a database of its own and so many past detentions in it.</summary>
    private sealed class Custody(WebApplication app, string folder) : IAsyncDisposable
    {
        private readonly CustodyLog _log = app.Services.GetRequiredService<CustodyLog>();
        private readonly BoardQuery _board = app.Services.GetRequiredService<BoardQuery>();

        public static async Task<Custody> Open(int past)
        {
            var folder = Directory.CreateTempSubdirectory("custodywatch-append-").FullName;
            string[] args = ["--environment", "Development", "--CustodyWatch:DataDirectory", folder, "--Logging:LogLevel:Default", "Warning"];
            var (app, refusal) = await global::Program.Service(args);
            var custody = new Custody(app ?? throw new InvalidOperationException(refusal), folder);
            foreach (var entry in Detention.Invent(1, InventedSuite.Central, "PAST", Arrived - Duration.FromDays(30)).Where(IsFirstOrLast))
                await custody.Enter(entry);
            await PastDetentions.Copy(app.Services.GetRequiredService<Database>(), past);
            return custody;
        }

        /// <summary>How long it took, in milliseconds.</summary>
        public async Task<double> Enter(InventedEvent entry)
        {
            var began = Stopwatch.GetTimestamp();
            var outcome = await _log.Append(EnvelopeReader.Read(entry.ToJson(), _log.Now()), Feed, CancellationToken.None);
            if (outcome.Status != OutcomeStatus.Accepted) throw new InvalidOperationException($"{entry.Type} was not taken.");
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        /// <summary>How long reading the board took, in milliseconds, and how many children are on it.</summary>
        public async Task<(double Took, int Children)> Read()
        {
            var began = Stopwatch.GetTimestamp();
            var board = await _board.Board(Scope.Of(Feed, null, null)!, "CENTRAL", CancellationToken.None);
            return (Stopwatch.GetElapsedTime(began).TotalMilliseconds, board.Children.Count);
        }

        // Enough for a detention that began and ended.
        private static bool IsFirstOrLast(InventedEvent entry) =>
            entry.Type is "custody.arrived" or "custody.detention-authorised" or "custody.released" or "custody.transferred";

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }
}

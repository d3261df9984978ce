using System.Diagnostics;
using System.Globalization;
using System.Text;
using CustodyWatch.Log;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace CustodyWatch.Benchmarks;

/// <summary>
/// How long it takes to walk the chain of so many events, and, in the same run on the same cores, merely to hash as many events that
/// lie in memory already: the ratio is what reading them costs.
/// </summary>
internal static class VerifyBenchmark
{
    private const int Stretch = 10_000;

    private const string InsertRecord =
        "INSERT INTO records (detention_id, force, custody_record_number, first_received) VALUES ('d', '99', 'CR-1', @at)";

    private const string InsertLink = """
        INSERT INTO chain (position, kind, content_hash, previous_hash, hash) VALUES (@Position, @Kind, @ContentHash, @PreviousHash, @Hash)
        """;

    private const string MoveHead = "UPDATE chain_head SET position = @Position, hash = @Hash WHERE id = 1";
    private static readonly Instant Received = Instant.FromUtc(2026, 6, 10, 18, 0);

    public static async Task<int> Run(int events)
    {
        var folder = Directory.CreateTempSubdirectory("custodywatch-verify-").FullName;
        var builder = Host.CreateApplicationBuilder(["--CustodyWatch:DataDirectory", folder, "--Logging:LogLevel:Default", "Warning"]);
        builder.AddTime();
        builder.AddStorage();
        builder.AddLog();
        using (var host = builder.Build())
        {
            await host.Services.GetRequiredService<Migrations>().Run(CancellationToken.None);
            await Fill(host.Services.GetRequiredService<Database>(), events);
            var (finding, walked, processor) = await Timed(() => host.Services.GetRequiredService<ChainCheck>().Walk(CancellationToken.None));
            var (_, hashed, _) = await Timed(() => Task.FromResult(Enumerable.Range(1, events).Sum(position => (long)Event(position).ContentHash("CR-1")[0])));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                {finding.Links:N0} links walked, intact: {finding.Intact}
                  {walked.TotalSeconds:0.0} s by the wall clock, {processor.TotalSeconds:0.0} s of processor time: {events / walked.TotalSeconds:N0} a second
                  merely hashed, in memory: {hashed.TotalSeconds:0.0} s; ratio {walked / hashed:0.0}
                """));
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static async Task Fill(Database database, int events)
    {
        await database.Write((connection, transaction) => connection.ExecuteAsync(InsertRecord, new { at = Received }, transaction), CancellationToken.None);
        var last = ChainLink.Start;
        for (var first = 1; first <= events; first += Stretch)
            await database.Write(
                async (connection, transaction) =>
                {
                    var writes = new Writes();
                    foreach (var position in Enumerable.Range(first, Math.Min(Stretch, events - first + 1)))
                    {
                        var row = Event(position);
                        last = Chain.Next(last.Position, last.Hash, Chain.Event, row.ContentHash("CR-1"));
                        writes.Add(InsertLink, last);
                        row.Insert(writes);
                    }
                    writes.Add(MoveHead, last);
                    await writes.Send(connection, transaction, database.Dialect);
                },
                CancellationToken.None);
    }

    private static EventRow Event(int position) => new()
    {
        Position = position,
        DetentionId = "d",
        Source = "/forces/99/suites/CENTRAL",
        EventId = position.ToString(CultureInfo.InvariantCulture),
        Type = "custody.visit",
        Force = "99",
        Suite = "CENTRAL",
        Occurred = Received,
        Received = Received,
        Medium = "system",
        PostedBy = "feed-01",
        Content = Encoding.UTF8.GetBytes($$$"""
            {"specversion":"1.0","id":"{{{position}}}","source":"/forces/99/suites/CENTRAL","type":"custody.visit","subject":"CR-1",
            "time":"2026-06-10T18:00:00Z","recordedtime":"2026-06-10T18:01:00Z","recordedby":"4417","data":{"method":"in-cell","response":"awake"}}
            """),
    };

    private static async Task<(T Result, TimeSpan Wall, TimeSpan Processor)> Timed<T>(Func<Task<T>> work)
    {
        var (began, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var result = await work();
        return (result, Stopwatch.GetElapsedTime(began), Environment.CpuUsage.TotalTime - used);
    }
}

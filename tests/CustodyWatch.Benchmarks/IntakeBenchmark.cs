using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using CustodyWatch.Simulator;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace CustodyWatch.Benchmarks;

/// <summary>
/// How many events a second are taken from sixty-four senders at once, over HTTP and with everything that comes of them on the disk
/// before each is answered; beside it in the same run, on the same disk, a bare loop that inserts one of the same events and commits.
/// Once each event is sent by itself, and once a record's events together, as a records system sends what it could not send before.
/// </summary>
internal static class IntakeBenchmark
{
    private const int Senders = 64, Each = 20, Records = 2, Rounds = 3, Inserts = 3_000;

    // Those whose events come one at a time are there since this evening; those whose events come together left yesterday.
    private static readonly Instant Now = Time.OfTheMachine.GetCurrentInstant(), ThisEvening = Now - Duration.FromHours(6), DaysAgo = Now - Duration.FromHours(72);

    public static async Task<int> Run()
    {
        await ServiceUnderMeasure.Run(async (_, client) =>
        {
            client.DefaultRequestHeaders.Authorization = new("Demo", "feed-01");
            for (var round = 1; round <= Rounds; round++)
            {
                var floor = Insert(Record(0, DaysAgo).Select(entry => entry.ToJson()).ToList());
                var alone = await Send(client, round, ThisEvening, record => record.TakeWhile(entry => entry.Time <= Now).Take(Each).Chunk(1));
                var together = await Send(client, round + Rounds, DaysAgo, record => [record]);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                    round {round}: a bare loop commits {floor:N0} events a second
                      {Senders} senders, one event at a time: {alone:N0} a second, ratio {alone / floor:0.00}
                      {Senders} senders, a record at a time: {together:N0} a second, ratio {together / floor:0.00}
                    """));
            }
        });
        return 0;
    }

    // Events a second.
    private static async Task<double> Send(HttpClient client, int round, Instant arrived, Func<InventedEvent[], IEnumerable<InventedEvent[]>> portions)
    {
        var records = Enumerable.Range(0, Senders * Records).Select(n => Record((round * 1000) + n, arrived)).ToList();
        var sent = 0;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(records.Chunk(Records).Select(async own =>
        {
            foreach (var portion in own.SelectMany(portions))
            {
                await Post(client, portion);
                Interlocked.Add(ref sent, portion.Length);
            }
        }));
        return sent / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task Post(HttpClient client, InventedEvent[] portion)
    {
        using var content = new StringContent("[" + string.Join(',', portion.Select(entry => Encoding.UTF8.GetString(entry.ToJson()))) + "]", Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/cloudevents-batch+json");
        using var answer = await client.PostAsync("/api/v1/events", content);
        answer.EnsureSuccessStatusCode();
    }

    private static InventedEvent[] Record(int number, Instant arrived) => [.. Detention.Invent(number, InventedSuite.Central, $"IN-{number}", arrived)];

    private static double Insert(List<byte[]> events)
    {
        var folder = Directory.CreateTempSubdirectory("custodywatch-measured-").FullName;
        try
        {
            using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "bare.db")};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE events (position INTEGER PRIMARY KEY, content BLOB)";
            command.ExecuteNonQuery();
            command.CommandText = "INSERT INTO events (content) VALUES (@content)";
            var content = command.Parameters.Add("@content", SqliteType.Blob);
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < Inserts; i++)
            {
                content.Value = events[i % events.Count];
                command.ExecuteNonQuery();
            }
            return Inserts / Stopwatch.GetElapsedTime(began).TotalSeconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

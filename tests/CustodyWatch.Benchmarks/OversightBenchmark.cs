using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using CustodyWatch.Log;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CustodyWatch.Benchmarks;

/// <summary>
/// What a detention costs when it is added to the figures, and how long each page of oversight then takes, at more and more
/// detentions, in milliseconds and against the same page at the fewest. Figures are invented and go through the projection of the
/// service; the pages are asked for over HTTP.
/// </summary>
internal static class OversightBenchmark
{
    private const int Forces = 43, SuitesInForce = 4, Stretch = 500, Rounds = 5;
    private static readonly Instant Start = Instant.FromUtc(2016, 6, 1, 0, 0);
    private static readonly Duration TenYears = Duration.FromDays(3652);
    private static readonly string[] Codes = ["W1", "W1", "W1", "W1", "W9", "M1", "A1", "A2", "B1", "B2", "O9", "NS"];

    private static readonly (string Persona, string Path)[] Pages =
    [
        ("insp-01", "/oversight"), ("hmi-01", "/oversight"), ("hmi-01", "/oversight?months=36"), ("hmi-01", "/oversight/measures/overnight"),
        ("hmi-01", "/oversight/disproportionality"), ("hmi-01", "/oversight/distance"), ("insp-01", "/oversight/distance"), ("hmi-01", "/oversight/exports"),
        ("hmi-01", "/oversight/nights"), ("hmi-01", "/forecast"), ("insp-01", "/oversight/measures/lengthMedianHours/children"),
        ("hmi-01", "/oversight/audits"), ("hmi-01", "/oversight/integrity"), ("hmi-01", "/api/v1/statistics"), ("hmi-01", "/api/v1/statistics?by=ethnicity"),
        ("hmi-01", "/api/v1/statistics?by=month"), ("hmi-01", "/api/v1/statistics?by=force"), ("hmi-01", "/api/v1/statistics?by=suite"),
    ];

    public static async Task<int> Run(IReadOnlyList<int> sizes)
    {
        var folder = Directory.CreateTempSubdirectory("custodywatch-oversight-");
        try
        {
            var (app, refusal) = await Program.Service(
                ["--environment", "Development", "--urls", "http://127.0.0.1:0", "--CustodyWatch:DataDirectory", folder.FullName, "--Logging:LogLevel:Default", "Warning"]);
            if (app is null) throw new InvalidOperationException(refusal);
            await using (app)
            {
                await app.StartAsync();
                using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(5) };
                var database = app.Services.GetRequiredService<Database>();
                var (done, atFewest) = (0, new Dictionary<(string, string), double>());
                foreach (var size in sizes)
                {
                    var filling = await Fill(database, done, size, sizes[^1]);
                    Say($"{size:N0} detentions: {filling.TotalMicroseconds / (size - done):0} microseconds to add each of the last {size - done:N0}");
                    done = size;
                    foreach (var (persona, path) in Pages)
                    {
                        var took = await Middle(client, persona, path);
                        atFewest.TryAdd((persona, path), took);
                        Say($"  {took,6:0.0} ms  {took / atFewest[(persona, path)],4:0.0} times  {path} ({persona})");
                    }
                }
                await app.StopAsync();
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
        return 0;
    }

    private static async Task<TimeSpan> Fill(Database database, int from, int to, int last)
    {
        var began = Stopwatch.GetTimestamp();
        for (var at = from; at < to; at += Stretch)
        {
            var start = at;
            await database.Write(
                async (connection, transaction) =>
                {
                    for (var number = start; number < Math.Min(start + Stretch, to); number++)
                    {
                        // Every so many of all are spread over the ten years, so that each size is a thinner picture of the same.
                        var row = Invent(number, Start + TenYears * ((double)(number * 7919L % last) / last));
                        await new Record
                        {
                            DetentionId = row.DetentionId,
                            Force = row.Force,
                            CustodyRecordNumber = $"CR-{number}",
                            Events = [],
                            Settings = Pace.Settings.LocalSettings.Default,
                        }.Insert(connection, transaction, row.Figures!.ArrivedAt);
                        await FiguresRow.Replace(connection, transaction, row, row.Figures.EndedAt!.Value);
                    }
                },
                CancellationToken.None);
        }
        return Stopwatch.GetElapsedTime(began);
    }

    private static FiguresRow Invent(int number, Instant arrived)
    {
        var chance = new Random(number);
        var length = Math.Min((int)Math.Exp(6.4 + (chance.NextDouble() + chance.NextDouble() + chance.NextDouble() - 1.5)), 96 * 60);
        var ended = arrived + Duration.FromMinutes(length);
        var refused = chance.Next(12) == 0;
        var authorised = arrived + Duration.FromMinutes(12);
        return new FiguresRow
        {
            DetentionId = string.Create(CultureInfo.InvariantCulture, $"0197a000-0000-7000-8000-{number:x12}"),
            Force = chance.Next(Forces) is 0 ? "99" : chance.Next(1, Forces).ToString("00", CultureInfo.InvariantCulture),
            Suite = $"S{chance.Next(SuitesInForce)}",
            Figures = new DetentionFigures
            {
                ArrivedAt = arrived, AuthorisedAt = authorised, EndedAt = ended, LengthMinutes = length, Age = chance.Next(10, 18),
                Sex = chance.Next(5) == 0 ? "female" : "male", Ethnicity = Codes[chance.Next(Codes.Length)], LookedAfter = chance.Next(8) == 0,
                ChargedAt = refused ? ended - Duration.FromMinutes(60) : null, BailRefusedAt = refused ? ended - Duration.FromMinutes(50) : null,
                AdultAskMinutes = chance.Next(5, 90), AdultAwaited = true, AdultArrivalMinutes = chance.Next(20, 400), AdultWithChildMinutes = chance.Next(20, 400),
                ReviewsOnTime = length / 540, FirstHourItems = 7, FirstHourDone = chance.Next(4, 8), MealTimes = length / 400, MealTimesKept = length / 450,
                Visits = length / 60, VisitsKept = length / 65, StripSearches = chance.Next(20) == 0 ? 1 : 0, ChildViews = chance.Next(2),
                Requested = refused && chance.Next(2) == 0, OvernightFrom = Night.Reaches(authorised, ended, OvernightRule.FourHours.LeastMinutes),
            },
        };
    }

    private static async Task<double> Middle(HttpClient client, string persona, string path)
    {
        var took = new List<double>(Rounds);
        for (var round = 0; round < Rounds; round++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Demo", persona);
            var began = Stopwatch.GetTimestamp();
            using var answer = await client.SendAsync(request);
            await answer.Content.ReadAsByteArrayAsync();
            answer.EnsureSuccessStatusCode();
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return took.Order().ElementAt(Rounds / 2);
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}

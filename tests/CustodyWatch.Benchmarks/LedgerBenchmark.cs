using System.Diagnostics;
using System.Globalization;
using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CustodyWatch.Benchmarks;

/// <summary>
/// How long the accommodation ledger of a hundred thousand requests takes to answer, for the inspectorate, a force and an authority.
/// The requests are invented, of 43 forces and 150 authorities over five years, and the ledger is asked for over HTTP.
/// </summary>
internal static class LedgerBenchmark
{
    private const int Requests = 100_000, Rounds = 20;
    private static readonly Instant First = Instant.FromUtc(2021, 6, 1, 0, 0);

    private static readonly (string Persona, string Path)[] Asked =
    [
        ("hmi-01", "/api/v1/accommodation-ledger"), ("hmi-01", "/api/v1/accommodation-ledger?limit=500"),
        ("hmi-01", "/api/v1/accommodation-ledger?from=2024-01-01T00:00:00Z&to=2024-02-01T00:00:00Z"), ("insp-01", "/api/v1/accommodation-ledger"),
        ("desk-01", "/api/v1/accommodation-ledger"), ("desk-01", "/api/v1/accommodation-requests?state=open"),
        ("hmi-01", "/ledger?from=2024-01-01&to=2024-01-28"), ("hmi-01", "/ledger?from=2020-01-01&to=2027-01-01"), ("insp-01", "/ledger?from=2020-01-01&to=2027-01-01"),
    ];

    private const string Fill = $"""
        WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < @count - 1)
        INSERT INTO place_requests ({PlaceRequestRow.Columns})
        SELECT 'd-1', 'r-' || i, CASE i % 43 WHEN 0 THEN '99' ELSE printf('%02d', i % 43) END, 'CENTRAL', 'CR-' || i,
            CASE i % 150 WHEN 0 THEN 'E08000099' ELSE printf('E10000%03d', i % 150) END, CASE i % 9 WHEN 0 THEN 'secure' ELSE 'non-secure' END,
            @first + i * 1577000, @first + i * 1577000 + 3600000, NULL, CASE i % 3 WHEN 0 THEN NULL ELSE @first + i * 1577000 + 1800000 END,
            CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN 'declined' ELSE 'accepted' END, 'EDT-7', NULL, @first + i * 1577000 + 9000000,
            @first + i * 1577000 - 600000, @first + i * 1577000 + 9000000, i % 3 = 2, 0, 0, NULL, NULL
        FROM n
        """;

    public static async Task<int> Run()
    {
        await ServiceUnderMeasure.Run(async (app, client) =>
        {
            await app.Services.GetRequiredService<Database>().Write(
                async (connection, transaction) =>
                {
                    await ServiceUnderMeasure.AddRecord(connection, transaction, First);
                    await connection.ExecuteAsync(Fill, new { count = Requests, first = First }, transaction, commandTimeout: 600);
                },
                CancellationToken.None);
            foreach (var (persona, path) in Asked)
            {
                var median = await Median(client, persona, path);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{median,6:0.0} ms  {path} ({persona})"));
            }
        });
        return 0;
    }

    private static async Task<double> Median(HttpClient client, string persona, string path)
    {
        var took = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new("Demo", persona) } };
            var began = Stopwatch.GetTimestamp();
            using var answer = await client.SendAsync(request);
            await answer.Content.ReadAsByteArrayAsync();
            answer.EnsureSuccessStatusCode();
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        took.Sort();
        return took[Rounds / 2];
    }
}

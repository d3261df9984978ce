using System.Diagnostics;
using System.Globalization;
using CustodyWatch.Storage;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CustodyWatch.Benchmarks;

/// <summary>What the export of five hundred certificates and of five thousand, each with its paper, asks of memory and of time.</summary>
internal static class ExportBenchmark
{
    private const string Path = "/api/v1/certificates/export?force=99";
    private static readonly Instant Signed = Instant.FromUtc(2026, 6, 10, 20, 0);

    private const string Fill = """
        INSERT INTO chain (position, kind, content_hash, previous_hash, hash) VALUES (@Position, 'certificate', @ContentHash, @ContentHash, @ContentHash)
        """;

    public static async Task<int> Run()
    {
        foreach (var certificates in new[] { 500, 5_000 })
            await ServiceUnderMeasure.Run(async (app, client) =>
            {
                await Sign(app, certificates);
                await Export(client, certificates);
            });
        return 0;
    }

    private static Task Sign(WebApplication app, int certificates) => app.Services.GetRequiredService<Database>().Write(
        async (connection, transaction) =>
        {
            await ServiceUnderMeasure.AddRecord(connection, transaction, Signed);
            for (var i = 1; i <= certificates; i++)
            {
                var row = CertificateBenchmark.Row(CertificateBenchmark.Facts) with
                {
                    Position = i,
                    Id = string.Create(CultureInfo.InvariantCulture, $"c-{i}"),
                    Number = string.Create(CultureInfo.InvariantCulture, $"99-{i:000000}"),
                    DetentionId = "d-1",
                    CustodyRecordNumber = "CR-0",
                    Force = "99",
                    Suite = "CENTRAL",
                    Limb = "impracticable",
                };
                await connection.ExecuteAsync(Fill, row, transaction);
                await row.Insert(connection, transaction);
            }
        },
        CancellationToken.None);

    private static async Task Export(HttpClient client, int certificates)
    {
        client.DefaultRequestHeaders.Authorization = new("Demo", "hmi-01");
        var (began, buffer, bytes, most) = (Stopwatch.GetTimestamp(), new byte[1 << 16], 0L, 0L);
        await using var body = await client.GetStreamAsync(Path);
        while (await body.ReadAsync(buffer) is > 0 and var read)
        {
            bytes += read;
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{certificates} certificates: {bytes >> 20} MB in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s, at most {most >> 20} MB in use meanwhile, garbage included"));
    }
}

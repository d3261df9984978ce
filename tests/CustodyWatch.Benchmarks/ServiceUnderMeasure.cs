using System.Data.Common;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using NodaTime;

namespace CustodyWatch.Benchmarks;

/// <summary>The service on a port and a database of its own, both gone afterwards.</summary>
internal static class ServiceUnderMeasure
{
    private const string InsertRecord = """
        INSERT INTO records (detention_id, force, custody_record_number, first_received) VALUES ('d-1', '99', 'CR-0', @at)
        """;

    /// <param name="measure">What is put into its database, and asked of it over HTTP.</param>
    public static async Task Run(Func<WebApplication, HttpClient, Task> measure)
    {
        var folder = Directory.CreateTempSubdirectory("custodywatch-measured-").FullName;
        try
        {
            string[] args = ["--environment", "Development", "--CustodyWatch:DataDirectory", folder, "--Logging:LogLevel:Default", "Warning"];
            var (app, refusal) = await global::Program.Service(args, builder => builder.WebHost.UseUrls("http://127.0.0.1:0"));
            await using (app ?? throw new InvalidOperationException(refusal))
            {
                await app.StartAsync();
                using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(30) };
                await measure(app, client);
                await app.StopAsync();
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>An empty record <c>d-1</c>, for what belongs to one.</summary>
    public static Task AddRecord(DbConnection connection, DbTransaction transaction, Instant at) =>
        connection.ExecuteAsync(InsertRecord, new { at }, transaction);
}

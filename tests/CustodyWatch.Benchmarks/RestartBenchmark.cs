using System.Diagnostics;
using System.Globalization;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using Dapper;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace CustodyWatch.Benchmarks;

/// <summary>How long after it begins to start a service has raised what fell due while it did not run.</summary>
internal static class RestartBenchmark
{
    private const string CountDue = "SELECT COUNT(*) FROM timers WHERE fires_at <= @now";
    private const string CountRaised = "SELECT COUNT(DISTINCT detention_id), COUNT(*) FROM alerts";

    public static async Task<int> Run(int children)
    {
        var folder = Directory.CreateTempSubdirectory("custodywatch-measured-").FullName;
        try
        {
            string[] settings = ["--environment", "Development", "--CustodyWatch:DataDirectory", folder, "--Logging:LogLevel:Default", "Error"];
            using (var before = Asleep(settings))
            {
                await before.Services.GetRequiredService<Migrations>().Run(CancellationToken.None);
                await ChildrenInCustody.Enter(before.Services.GetRequiredService<CustodyLog>(), children, care: 0.5, Time.OfTheMachine.GetCurrentInstant() - Duration.FromMinutes(30));
            }
            var began = Stopwatch.GetTimestamp();
            var (app, refusal) = await global::Program.Service(settings, builder => builder.WebHost.UseUrls("http://127.0.0.1:0"));
            await using (app ?? throw new InvalidOperationException(refusal))
            {
                await app.StartAsync();
                var started = Stopwatch.GetElapsedTime(began);
                await using var connection = await app.Services.GetRequiredService<Database>().Open(CancellationToken.None);
                while (await connection.ExecuteScalarAsync<long>(CountDue, new { now = Time.OfTheMachine.GetCurrentInstant() }) > 0) await Task.Delay(20);
                var took = Stopwatch.GetElapsedTime(began) - started;
                var (raised, alerts) = await connection.QuerySingleAsync<(long Children, long Alerts)>(CountRaised);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{children} children overdue: the service listened after {started.TotalSeconds:0.0} s, and {took.TotalSeconds:0.0} s later had raised the alerts of {raised} children, {alerts:N0} alerts"));
                await app.StopAsync();
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
        return 0;
    }

    // What takes entries, and looks at no timer.
    private static IHost Asleep(string[] settings)
    {
        var builder = Host.CreateApplicationBuilder(settings);
        builder.AddTime();
        builder.AddStorage();
        builder.AddLog();
        return builder.Build();
    }
}

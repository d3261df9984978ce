using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using Dapper;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CustodyWatch.Benchmarks;

/// <summary>
/// How long after its instant an alert is in a sergeant's hands, with very many children in custody; beside it, in the same minutes on
/// the same machine, how late the delayed jobs of other schedulers begin.
/// </summary>
internal static class DueBenchmark
{
    private const double Care = 0.98;
    private static readonly Duration Window = Duration.FromMinutes(2), After = Duration.FromSeconds(20);

    private const string CountDue = "SELECT COUNT(*) FROM timers WHERE fires_at <= @now";

    private const string SelectSpoken = """
        SELECT a.id, a.step_at, a.raised_at FROM alerts a WHERE a.step_at >= @from AND a.step_at < @until AND a.state <> 'muted'
        """;

    private static Instant Now => Time.OfTheMachine.GetCurrentInstant();

    public static async Task<int> Run(int children)
    {
        await ServiceUnderMeasure.Run(async (app, client) =>
        {
            var database = app.Services.GetRequiredService<Database>();
            await ChildrenInCustody.Enter(app.Services.GetRequiredService<CustodyLog>(), children, Care, Now);
            await using var connection = await database.Open(CancellationToken.None);
            while (await connection.ExecuteScalarAsync<long>(CountDue, new { now = Now }) > 0) await Task.Delay(500);
            var heard = new ConcurrentDictionary<string, Instant>();
            await using var screen = new HubConnectionBuilder()
                .WithUrl(new Uri(client.BaseAddress!, "/hubs/custody"), options => options.Headers["Authorization"] = "Demo sgt-01").Build();
            screen.On<JsonElement>("alertRaised", said => heard.TryAdd(said.GetProperty("id").GetString()!, Now));
            await screen.StartAsync();

            var from = Now + Duration.FromSeconds(2);
            Instant[] due = [.. Enumerable.Range(0, 300).Select(n => from + Window * (n / 300.0))];
            var wait = (Window + After).ToTimeSpan();
            var others = await Task.WhenAll(OtherSchedulers.Hangfire(due, wait), OtherSchedulers.Quartz(due, wait));

            var spoken = (await connection.QueryAsync<(string Id, Instant At, Instant RaisedAt)>(SelectSpoken, new { from, until = from + Window })).AsList();
            Tell($"children looked at", spoken.Count, [.. spoken.Select(one => (one.RaisedAt - one.At).TotalMilliseconds)]);
            Tell($"alerts in a sergeant's hands, with {children:N0} children", spoken.Count, [.. spoken.Where(one => heard.ContainsKey(one.Id)).Select(one => (heard[one.Id] - one.At).TotalMilliseconds)]);
            Tell($"delayed jobs of Hangfire as it comes", due.Length, others[0]);
            Tell($"jobs of Quartz.NET", due.Length, others[1]);
        });
        return 0;
    }

    private static void Tell(FormattableString what, int expected, IReadOnlyCollection<double> late)
    {
        double[] sorted = [.. late.Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what.ToString(CultureInfo.InvariantCulture)}: {sorted.Length} of {expected}; late by {At(0.5):0} ms at the median, {At(0.99):0} ms at the 99th percentile, {At(1):0} at most; the earliest {At(0):0} ms after its instant"));

        double At(double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * share) - 1)];
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using CustodyWatch.Log.Projections;
using Dapper;
using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Benchmarks;

/// <summary>
/// What a detention costs from its first entry to the figures, whether a rebuild from the log gives the same numbers, and how long
/// each page of oversight takes over so many detentions: the first time it is asked for, and the middle of five times after.
/// </summary>
internal static class OversightBenchmark
{
    private const int Rounds = 5;
    private const string TenYears = "from=2016-11-10";

    private static readonly string[] Ways = ["force", "suite", "month", "ethnicity", "sex", "age", "lookedAfter"];

    private static readonly string[] Numbers = ["/api/v1/statistics", .. Ways.Select(way => "/api/v1/statistics?by=" + way)];

    // A month of long ago, one of before there was anything, and one in the middle.
    private static readonly string[] Ages = ["from=2017-03-01&to=2017-04-01", "from=2010-01-01&to=2010-02-01", "from=2022-01-01&to=2022-02-01"];

    private static readonly (string Persona, string Path)[] Pages =
    [
        ("insp-01", "/oversight"), ("hmi-01", "/oversight"), ("hmi-01", "/oversight?months=36"), ("hmi-01", "/oversight/measures/overnight"),
        ("hmi-01", "/oversight/measures/overnight?months=36"), ("insp-01", "/oversight/measures/overnight"),
        ("hmi-01", "/oversight/disproportionality"), ("hmi-01", "/oversight/disproportionality?months=36"),
        ("hmi-01", "/oversight/distance"), ("hmi-01", "/oversight/distance?months=36"), ("insp-01", "/oversight/distance"),
        ("hmi-01", "/oversight/exports?months=36"), ("insp-01", "/oversight/exports/gaps?gap=Ethnicity+is+not+stated&months=36"),
        ("hmi-01", "/oversight/nights"), ("insp-01", "/oversight/nights"), ("hmi-01", "/forecast"), ("insp-01", "/forecast"),
        ("insp-01", "/oversight/measures/lengthMedianHours/children?months=36"), ("insp-01", "/oversight/measures/visitsOnTime/children?months=36"),
        ("hmi-01", "/oversight/audits"), ("insp-01", "/oversight/audits?size=100"), ("hmi-01", "/oversight/integrity"), ("insp-01", "/oversight/integrity"),
        .. QuestionKinds.Select(kind => ("hmi-01", "/oversight/integrity?months=36&kind=" + kind)),
        .. QuestionKinds.Select(kind => ("insp-01", "/oversight/integrity?kind=" + kind)),
        .. Numbers.Select(path => ("hmi-01", path)), .. Ways.Select(way => ("hmi-01", $"/api/v1/statistics?by={way}&{TenYears}")),
        ("insp-01", "/api/v1/statistics?by=suite"), ("hmi-01", "/api/v1/statistics/disproportionality?stage=overnight"),
        ("hmi-01", "/api/v1/statistics/export"), ("hmi-01", "/api/v1/statistics/export?return=home-office&" + TenYears), ("hmi-01", "/api/v1/audits/agreement"),
        ("hmi-01", "/api/v1/audits/sample?size=500"), ("hmi-01", "/api/v1/overnight?" + TenYears), ("hmi-01", "/api/v1/overnight?from=2017-02-01"),
        .. Ages.SelectMany(age => new[] { ("hmi-01", "/api/v1/integrity?" + age), ("hmi-01", "/api/v1/integrity?kind=gap&" + age), ("insp-01", "/api/v1/integrity?" + age), ("insp-01", "/api/v1/integrity?kind=pasted-text&" + age) }),
    ];

    private static IEnumerable<string> QuestionKinds => [QuestionRow.LateEntry, QuestionRow.PastedText, QuestionRow.ImpossibleCheck, QuestionRow.RoundNumbers, QuestionRow.TwoPlaces, QuestionRow.Gap, QuestionRow.ReviewBeforeSignIn];

    /// <param name="entered">How many detentions have all their entries in the log; none when the folder holds them already, and then nothing is compared.</param>
    /// <param name="all">How many there are in figures.</param>
    /// <param name="folder">Where the database is kept; without one it is made and removed.</param>
    public static async Task<int> Run(int entered, int all, string? folder)
    {
        var path = folder ?? Directory.CreateTempSubdirectory("custodywatch-oversight-").FullName;
        Directory.CreateDirectory(path);
        try
        {
            using (var nation = new NationFilling(path))
            {
                await nation.Prepare();
                if (entered > 0)
                {
                    await nation.Enter(entered, Duration.FromDays(1));
                    await CompareRebuilt(path, nation);
                }
                await nation.CopyBack(all);
            }
            await Serving(path, Time);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            if (folder is null) Directory.Delete(path, recursive: true);
        }
        return 0;
    }

    /// <summary>Enters detentions, as many as there is time for.</summary>
    public static async Task<int> Enter(int detentions, string folder, int minutes)
    {
        Directory.CreateDirectory(folder);
        using var nation = new NationFilling(folder);
        await nation.Prepare();
        await nation.Enter(detentions, Duration.FromMinutes(minutes));
        return 0;
    }

    /// <summary>Whether a rebuild from the log gives the same numbers.</summary>
    public static async Task<int> Compare(string folder)
    {
        using var nation = new NationFilling(folder);
        await nation.Prepare();
        await CompareRebuilt(folder, nation);
        return 0;
    }

    // What nobody told in time would keep the timers busy for hours.
    private static Task<int> Hush(NationFilling nation) => nation.Database.Write(
        (connection, transaction) => connection.ExecuteAsync("UPDATE timers SET fires_at = NULL", transaction: transaction, commandTimeout: 600), CancellationToken.None);

    private static async Task CompareRebuilt(string folder, NationFilling nation)
    {
        await Hush(nation);
        var (before, after) = (new List<string>(), new List<string>());
        await Serving(folder, client => Read(client, before));
        var began = Stopwatch.GetTimestamp();
        await RebuildCommand.Run(["--CustodyWatch:DataDirectory", folder, "--Logging:LogLevel:Default", "Warning"]);
        await Hush(nation);
        NationFilling.Say($"  rebuilt in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        await Serving(folder, client => Read(client, after));
        NationFilling.Say($"  {before.Count} answers of {before.Sum(text => text.Length):N0} characters, {before.Zip(after).Count(pair => pair.First == pair.Second)} of them the same after the rebuild");

        // Whoever is still held stands differently a minute later.
        async Task Read(HttpClient client, List<string> answers)
        {
            var ended = "to=" + LocalDatePattern.Iso.Format(NationFilling.Today.PlusDays(-5));
            foreach (var path in Numbers.Append("/api/v1/statistics/export").Concat(QuestionKinds.Select(kind => "/api/v1/integrity?limit=500&kind=" + kind))
                .Select(path => path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + ended))
                answers.Add(await (await Ask(client, "hmi-01", path)).Content.ReadAsStringAsync());
        }
    }

    private static async Task Serving(string folder, Func<HttpClient, Task> work)
    {
        var (app, refusal) = await Program.Service(
            ["--environment", "Development", "--urls", "http://127.0.0.1:0", "--CustodyWatch:DataDirectory", folder, "--Logging:LogLevel:Default", "Warning"]);
        if (app is null) throw new InvalidOperationException(refusal);
        await using (app)
        {
            await app.StartAsync();
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(30) };
            await work(client);
            await app.StopAsync();
        }
    }

    private static async Task Time(HttpClient client)
    {
        // What a service does for nobody once it has started is done by then.
        await Task.Delay(TimeSpan.FromSeconds(10));
        foreach (var (persona, path) in Pages)
        {
            var (took, worked) = (new List<double>(), new List<double>());
            var weight = 0L;
            for (var round = 0; round <= Rounds; round++)
            {
                var (began, working) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
                using var answer = await Ask(client, persona, path);
                // Of a file the first of it counts: it is written as it is read.
                var whole = path.Contains("/export", StringComparison.Ordinal) && path.StartsWith("/api", StringComparison.Ordinal) ? null : await answer.Content.ReadAsByteArrayAsync();
                took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                worked.Add((Process.GetCurrentProcess().TotalProcessorTime - working).TotalMilliseconds);
                weight = whole?.Length ?? 0;
                // What is left of a file goes on being made until it is seen that nobody wants it.
                answer.Dispose();
                if (whole is null) await Task.Delay(500);
            }
            NationFilling.Say($"  {took[0],7:0.0} ms first, {took.Skip(1).Order().ElementAt(Rounds / 2),7:0.0} ms then, {worked.Skip(1).Order().ElementAt(Rounds / 2),5:0} ms of a processor, {weight / 1024,6:N0} KB  {path} ({persona})");
        }
    }

    private static async Task<HttpResponseMessage> Ask(HttpClient client, string persona, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Demo", persona);
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.EnsureSuccessStatusCode();
    }
}

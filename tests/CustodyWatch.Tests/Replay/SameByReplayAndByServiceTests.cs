using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Simulator;
using CustodyWatch.Simulator.Live;
using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Replay;

public sealed class SameByReplayAndByServiceTests
{
    private static readonly string[] Told = ["clock", "sequence", "startedAt", "dueAt", "metAt", "state"];

    [Fact]
    public async Task The_same_custody_records_give_the_same_clocks_by_replay_and_by_the_service()
    {
        var entries = Enumerable.Range(0, 25)
            .SelectMany(n => Detention.Invent(700 + n, InventedSuite.Central with { Care = n / 25.0 }, $"CR-{n:00}", Instant.FromUtc(2026, 6, 10, n % 24, 7)))
            .ToList();
        const string At = "2026-06-11T09:00:00Z";

        Assert.Equal(await ByTheService(Post, At), ByReplay(0, entries.Select(entry => Encoding.UTF8.GetString(entry.ToJson())), At));

        async Task Post(CustodySuite suite)
        {
            using var api = new CustodyApi(suite.Address);
            await api.Post(entries, CancellationToken.None);
        }
    }

    [Fact]
    public async Task Ends_and_arrivals_put_right_give_the_same_clocks_in_whatever_order_they_are_told()
    {
        const string At = "2026-06-11T09:00:00Z";
        var records = PutRight.Records;
        string[] lines = [.. records.SelectMany(record => record).Select(told => told.ToJsonString())];
        var byTheService = await ByTheService(suite => suite.As("feed-01").Taken(records.SelectMany(record => record)), At);

        Assert.Equal(records.Count, byTheService.Select(line => line[..line.IndexOf(' ', StringComparison.Ordinal)]).Distinct().Count());
        var random = new Random(26);
        for (var time = 0; time < 100; time++)
        {
            Assert.Equal(byTheService, ByReplay(null, lines, At));
            random.Shuffle(lines);
        }
    }

    [Fact]
    public async Task The_same_lines_are_bad_in_whatever_order_they_are_told()
    {
        const string At = "2026-06-11T09:00:00Z";
        JsonObject[] told = [.. PutRight.Untrue.SelectMany(record => record)];
        string[] untrue = [.. told.Select(one => one["id"]!.ToString()).Where(id => id.EndsWith("-untrue", StringComparison.Ordinal))];
        var byTheService = await ByTheService(Post, At);
        string[] lines = [.. told.Select(one => one.ToJsonString())];
        var report = Report(lines, "--at", told.Where(one => !untrue.Contains(one["id"]!.ToString())).Max(one => one["time"]!.ToString())!).Csv;

        var random = new Random(27);
        for (var time = 0; time < 100; time++)
        {
            Assert.Equal(byTheService, ByReplay(2, lines, At));
            var (bad, csv) = Report(lines);
            Assert.Equal(untrue, bad.Order(StringComparer.Ordinal));
            Assert.Equal(report, csv);
            random.Shuffle(lines);
        }

        async Task Post(CustodySuite suite)
        {
            var answer = await suite.As("feed-01").TellAll(told);
            Assert.Equal(untrue, answer.Body!["results"]!.AsArray().Where(one => one!["status"]!.ToString() == "quarantined").Select(one => one!["id"]!.ToString()));
        }
    }

    /// <summary>The ids of the lines that were bad, and the report.</summary>
    private static (IEnumerable<string> Bad, string Csv) Report(string[] lines, params string[] at)
    {
        using var bench = new ReplayBench { Input = Encoding.UTF8.GetBytes(string.Join('\n', lines)) };
        Assert.Equal(2, bench.Run(["-", "--format", "csv", .. at]));
        var bad = bench.Messages.Split('\n').Where(message => message.StartsWith("-:", StringComparison.Ordinal))
            .Select(message => lines[int.Parse(message.Split(':')[1], CultureInfo.InvariantCulture) - 1]);
        return ([.. bad.Select(line => JsonNode.Parse(line)!["id"]!.ToString())], bench.Output);
    }

    /// <param name="exit">How it must end; any way when null.</param>
    private static List<string> ByReplay(int? exit, IEnumerable<string> told, string at)
    {
        using var bench = new ReplayBench { Input = Encoding.UTF8.GetBytes(string.Join('\n', told)) };
        var ended = bench.Run("-", "--format", "json", "--at", at);
        Assert.Equal(exit ?? ended, ended);
        return [.. JsonDocument.Parse(bench.Output).RootElement.EnumerateArray()
            .Select(clock => Line(clock.GetProperty("custodyRecordNumber").GetString()!, clock, clock)).Order(StringComparer.Ordinal)];
    }

    private static async Task<List<string>> ByTheService(Func<CustodySuite, Task> post, string at)
    {
        await using var suite = await CustodySuite.Open("2026-06-20T00:00:00Z");
        await post(suite);
        var inspector = suite.As("insp-01");
        var all = await inspector.GetFromJsonAsync<JsonElement>("/api/v1/detentions?status=all&limit=500");
        var lines = new List<string>();
        foreach (var detention in all.GetProperty("items").EnumerateArray())
        {
            var sheet = await inspector.GetFromJsonAsync<JsonElement>($"/api/v1/detentions/{detention.GetProperty("id").GetString()}/clocks?history=true&at={at}");
            lines.AddRange(sheet.GetProperty("clocks").EnumerateArray()
                .Where(clock => clock.GetProperty("state").GetString() is "breached" or "met-late")
                .Select(clock => Line(detention.GetProperty("custodyRecordNumber").GetString()!, clock, clock.GetProperty("basis"))));
        }
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static string Line(string number, JsonElement clock, JsonElement basis) =>
        $"{number} {string.Join(' ', Told.Select(name => clock.GetProperty(name).ToString()))} {basis.GetProperty("authority")} {basis.GetProperty("citation")}";
}

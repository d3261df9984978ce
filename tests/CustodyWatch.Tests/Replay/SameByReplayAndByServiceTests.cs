using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
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

        Assert.Equal(await ByTheService(entries, At), ByReplay(entries, At));
    }

    private static List<string> ByReplay(List<InventedEvent> entries, string at)
    {
        using var bench = new ReplayBench { Input = [.. entries.SelectMany(entry => (byte[])[.. entry.ToJson(), (byte)'\n'])] };
        Assert.Equal(0, bench.Run("-", "--format", "json", "--at", at));
        return [.. JsonDocument.Parse(bench.Output).RootElement.EnumerateArray()
            .Select(clock => Line(clock.GetProperty("custodyRecordNumber").GetString()!, clock, clock)).Order(StringComparer.Ordinal)];
    }

    private static async Task<List<string>> ByTheService(List<InventedEvent> entries, string at)
    {
        await using var suite = await CustodySuite.Open("2026-06-20T00:00:00Z");
        using var api = new CustodyApi(suite.Address);
        await api.Post(entries, CancellationToken.None);
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

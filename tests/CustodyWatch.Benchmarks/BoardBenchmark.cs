using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace CustodyWatch.Benchmarks;

/// <summary>How long the service takes to draw the board of a hundred children, and what the board and one changed card weigh compressed.</summary>
internal static class BoardBenchmark
{
    private const int Children = 100, WarmUps = 60, Draws = 500;

    public static async Task<int> Run()
    {
        await ServiceUnderMeasure.Run(async (_, client) =>
        {
            await Fill(client);
            client.DefaultRequestHeaders.Authorization = new("Demo", "sgt-01");
            client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
            await Draw(client, "as data", "/api/v1/suites/CENTRAL/board");
            await Draw(client, "as a page", "/suites/CENTRAL");
            client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
            await Draw(client, "as a page, compressed", "/suites/CENTRAL");
        });
        return 0;
    }

    private static async Task Draw(HttpClient client, string what, string path)
    {
        var took = new List<double>();
        var weight = 0;
        for (var i = 0; i < WarmUps; i++) await client.GetByteArrayAsync(path);
        for (var i = 0; i < Draws; i++)
        {
            var began = Stopwatch.GetTimestamp();
            weight = (await client.GetByteArrayAsync(path)).Length;
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        took.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"the board of {Children} children {what}: median {took[Draws / 2]:0.0} ms, 99th percentile {took[Draws * 99 / 100]:0.0} ms, asked and answered; {weight / 1024.0:0.0} KB"));
    }

    // Arrived over the last nine hours, each with what is usually on a record by then.
    private static async Task Fill(HttpClient client)
    {
#pragma warning disable RS0030 // the service under measure runs on the machine's clock
        var now = DateTimeOffset.UtcNow;
#pragma warning restore RS0030
        for (var child = 0; child < Children; child++)
        {
            var arrived = now.AddMinutes(-20 - child * 5);
            var told = new JsonArray(
                Told(child, "arrived", arrived, $$$"""{"route":"arrest","arrestedAt":"{{{Text(arrived.AddMinutes(-15))}}}","offences":[{"description":"Theft","class":"either-way"}],"child":{"apparentAge":15,"ageBasis":"appears","sex":"{{{(child % 3 == 0 ? "female" : "male")}}}","selfDefinedEthnicity":"W1","initials":"{{{(char)('A' + child % 26)}}}{{{(char)('A' + child / 26)}}}"}}"""),
                Told(child, "detention-authorised", arrived.AddMinutes(8), """{"officer":{"id":"4417","rank":"sergeant"},"grounds":["secure-or-preserve-evidence"]}"""),
                Told(child, "risk-assessed", arrived.AddMinutes(10), """{"observationLevel":2}"""),
                Told(child, "aa-requested", arrived.AddMinutes(12), """{"adult":{"kind":"parent"}}"""),
                Told(child, "cell-placed", arrived.AddMinutes(15), $$$"""{"cell":"C{{{child}}}","reason":"No other secure room"}"""),
                Told(child, "visit", now.AddMinutes(-(child % 40) - 1), """{"method":"in-cell","response":"awake"}"""));
            using var content = new StringContent(told.ToJsonString(), Encoding.UTF8);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/cloudevents-batch+json");
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/events") { Content = content };
            request.Headers.Authorization = new("Demo", "feed-01");
            using var answer = await client.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }
    }

    private static JsonObject Told(int child, string type, DateTimeOffset time, string data) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = $"{child}-{type}",
        ["source"] = "/forces/99/suites/CENTRAL",
        ["type"] = "custody." + type,
        ["subject"] = $"CR-{child:000}",
        ["time"] = Text(time),
        ["data"] = JsonNode.Parse(data),
    };

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

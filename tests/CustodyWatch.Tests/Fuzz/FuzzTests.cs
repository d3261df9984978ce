using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Access;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Fuzz;

/// <summary>Hostile requests at every address; <c>ops/fuzz</c> sends many more of them.</summary>
public sealed class FuzzTests
{
    private const string Secret = "FOREIGN-SECRET";
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(150);

    private static int Requests => int.TryParse(Environment.GetEnvironmentVariable("CUSTODYWATCH_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1_500;

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("CUSTODYWATCH_FUZZ_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : 62;

    [Fact]
    public async Task Nothing_sent_breaks_the_service_hangs_it_loses_anything_or_tells_what_is_anothers()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T22:00:00Z", settings: new Dictionary<string, string> { ["Logging:LogLevel:Microsoft.AspNetCore"] = "None" });
        var own = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        var foreign = await suite.As("sgt-98").Taken(Told.Arrived("2026-06-10T18:00:00Z", record: Secret, source: Told.Other));
        var endpoints = suite.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => !endpoint.RoutePattern.RawText!.Contains("hubs", StringComparison.Ordinal)).ToArray();
        var hostile = new HostileRequests(Seed, endpoints, [own, foreign, "x"]);
        var (wrong, accepted) = (new List<string>(), 2);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = suite.Address, Timeout = Hang };
        for (var number = 0; number < Requests && wrong.Count < 20; number++)
        {
            using var request = hostile.Next(out var persona);
            var said = $"{number}: {persona} {request.Method} {request.RequestUri}";
            using var answer = await client.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            if ((int)answer.StatusCode >= 500) wrong.Add($"{said} was answered {(int)answer.StatusCode}");
            if (body.Contains("   at CustodyWatch", StringComparison.Ordinal)) wrong.Add($"{said} was told the inside of the program");
            if (body.Contains(Secret, StringComparison.Ordinal) && !MaySee(persona)) wrong.Add($"{said} was told of another's record");
            accepted += Accepted(request, answer, body);
        }
        Assert.Empty(wrong);

        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        Assert.True(accepted <= await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM events"), "An event that was accepted is not in the log.");
        Assert.Equal("true", (await suite.As("insp-01").Read("/chain/verify")).Text("intact"));
        Assert.Equal(HttpStatusCode.OK, (await suite.As("sgt-01").Read($"/detentions/{own}/timeline")).Status);
    }

    private static bool MaySee(string persona) => Personas.Find(persona)!.Caller is { AllForces: true } or { UserId: "sgt-98" };

    private static int Accepted(HttpRequestMessage request, HttpResponseMessage answer, string body)
    {
        if (request.RequestUri!.OriginalString.Split('?')[0] != "/api/v1/events" || request.Method != HttpMethod.Post) return 0;
        if (answer.StatusCode == HttpStatusCode.Accepted) return 1;
        return answer.StatusCode == HttpStatusCode.OK && JsonNode.Parse(body)?["results"] is JsonArray results
            ? results.Count(result => result!["status"]!.ToString() == "accepted")
            : 0;
    }
}

using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustodyWatch.Access;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Administration;

/// <summary>Every address there is, asked for by everyone whose role it is open to: whatever names the child was remembered first.</summary>
public sealed partial class LooksAtRecordsTests
{
    // Longer than what the letters of a form's token spell by chance.
    private const string Number = "LOOKED-AT-1", Initials = "QXZJW";

    [Fact]
    public async Task No_address_shows_a_record_and_forgets_who_looked()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        JsonObject[] told = [.. Night.Refused(record: Number), Told.Event("force-used", "2026-06-10T18:21:00Z", new { kind = "handcuffs", reason = "ran" }, Number)];
        told[0]["data"]!["child"]!["initials"] = Initials;
        var sergeant = suite.As("sgt-01");
        var id = await sergeant.Taken(told);
        var request = await sergeant.Asks(id);
        var certificate = (await sergeant.Call($"/detentions/{id}/certificates", Night.Certificate())).Text("id")!;
        await suite.Look();
        var alert = (await suite.As("insp-01").Read("/alerts")).Body!["items"]!.AsArray().First(one => one!["clock"]!.ToString() == "force-used")!["id"]!.ToString();
        var (shown, forgotten) = (new HashSet<string>(), new List<string>());
        foreach (var (pattern, roles) in Routes(suite))
            foreach (var persona in Personas.All.Where(one => roles.Contains(one.Caller.Role)))
            {
                var before = await Looks(suite, persona.Name);
                if (!await Shows(suite, persona.Name, Fill(pattern, id, request, certificate, alert, told[0]))) continue;
                shown.Add(pattern);
                if (await Looks(suite, persona.Name) == before) forgotten.Add($"{persona.Name} {pattern}");
            }

        Assert.Empty(forgotten);
        foreach (var address in new[] { "/detentions/{id}", "/detentions/{id}/corrections", "/detentions/{id}/entries/{kind}", "/alerts/{id}/silence", "/suites/{suite}" })
            Assert.Contains(address, shown);
    }

    [Fact]
    public async Task A_form_that_is_refused_shows_the_record_again_and_that_is_a_look()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        var arrived = Told.Arrived("2026-06-10T18:00:00Z", record: Number);
        var id = await suite.As("feed-01").Taken(arrived);
        using var sergeant = new Reader(suite, "sgt-01");
        await sergeant.Open("/suites/CENTRAL/arrivals");

        foreach (var path in new[] { Correction(id, arrived), $"/detentions/{id}/entries/visit" })
        {
            var before = await Looks(suite, "sgt-01");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sergeant.Send(path)).Status);
            Assert.NotEqual(before, await Looks(suite, "sgt-01"));
        }
    }

    [Theory]
    [InlineData("corrections")]
    [InlineData("entries/visit")]
    public async Task A_records_system_is_shown_no_page_of_a_record(string page)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        var arrived = Told.Arrived("2026-06-10T18:00:00Z", record: Number);
        var id = await suite.As("feed-01").Taken(arrived);
        using var feed = new Reader(suite, "feed-01");
        Assert.Equal(HttpStatusCode.Forbidden, (await feed.Open(page == "corrections" ? Correction(id, arrived) : $"/detentions/{id}/{page}")).Status);
    }

    private static IEnumerable<(string Pattern, IReadOnlyList<Role> Roles)> Routes(CustodySuite suite) =>
        from endpoint in suite.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        where endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
        select ("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), (IReadOnlyList<Role>)[.. endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>()
            .Select(data => Policies.Table[data.Policy!]).Aggregate((one, other) => [.. one.Intersect(other)])]);

    private static string Fill(string pattern, string id, string request, string certificate, string alert, JsonNode arrived) =>
        pattern.EndsWith("/corrections", StringComparison.Ordinal) ? Correction(id, arrived) : Hole().Replace(pattern, hole => hole.Groups["name"].Value switch
        {
            "suite" => "CENTRAL",
            "force" => "99",
            "kind" => "visit",
            "name" => "overnight",
            "request" or "requestId" => request,
            "id" when pattern.StartsWith("/desk/", StringComparison.Ordinal) => request,
            "id" when pattern.Contains("/certificates/{", StringComparison.Ordinal) => certificate,
            "id" when pattern.Contains("/alerts/{", StringComparison.Ordinal) => alert,
            _ => id,
        }) + (pattern.EndsWith("/may", StringComparison.Ordinal) ? "?action=cell" : "");

    private static string Correction(string id, JsonNode arrived) =>
        $"/detentions/{id}/corrections?source={Uri.EscapeDataString(arrived["source"]!.ToString())}&event={Uri.EscapeDataString(arrived["id"]!.ToString())}";

    private static async Task<bool> Shows(CustodySuite suite, string persona, string path)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = suite.Address };
        client.DefaultRequestHeaders.Authorization = new("Demo", persona);
        if (!path.StartsWith("/api/", StringComparison.Ordinal)) client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var answer = await client.GetAsync(path);
        var body = await answer.Content.ReadAsStringAsync();
        return body.Contains(Number, StringComparison.Ordinal) || body.Contains(Initials, StringComparison.Ordinal);
    }

    private static async Task<long> Looks(CustodySuite suite, string user)
    {
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        return await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM access_log WHERE user_id = @user", new { user });
    }

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)[^}]*\}")]
    private static partial Regex Hole();
}

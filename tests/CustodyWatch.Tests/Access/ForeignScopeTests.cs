using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustodyWatch.Access;
using CustodyWatch.Tests.Harness;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Access;

/// <summary>
/// Every address that names something, asked for by everyone whose role it is open to, naming what is another force's: nothing is
/// told, nothing is done.
/// </summary>
public sealed partial class ForeignScopeTests
{
    private static readonly HttpStatusCode[] ToldNothing =
        [HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity];

    [Fact]
    public async Task What_is_anothers_is_not_told_and_not_done_at_any_address()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T22:00:00Z");
        var foreign = await suite.As("sgt-98").Taken(
            Told.Arrived("2026-06-10T18:00:00Z", record: "FOREIGN-1", source: Told.Other),
            Told.Event("review-held", "2026-06-10T18:30:00Z", new { officer = new { id = "1", rank = "constable" }, method = "in-person", outcome = "continue" }, "FOREIGN-1", Told.Other));
        var request = (await suite.As("sgt-98").Call($"/detentions/{foreign}/accommodation-requests", new JsonObject
        {
            ["authority"] = "E10000098",
            ["kind"] = "non-secure",
        })).Text("requestId") ?? "none";
        await suite.Look();
        var alert = (await suite.As("sgt-98").Alerts())[0]["id"]!.ToString();
        var version = (await suite.As("sgt-98").Read($"/detentions/{foreign}")).Text("version");
        var wrong = new List<string>();
        foreach (var (method, pattern, form, roles) in Routes(suite))
            foreach (var persona in Personas.All.Where(one => roles.Contains(one.Caller.Role) && !Owns(one)))
            {
                var path = Fill(pattern, foreign, request, alert);
                var (status, body) = await Send(suite, persona.Name, method, path, form);
                var passed = method == "GET" ? status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.BadRequest : ToldNothing.Contains(status);
                if (!passed || body.Contains("FOREIGN-1", StringComparison.Ordinal)) wrong.Add($"{persona.Name} {method} {path}: {status}");
            }
        Assert.Empty(wrong);
        Assert.NotEqual("none", request);
        Assert.Equal(version, (await suite.As("sgt-98").Read($"/detentions/{foreign}")).Text("version"));
    }

    [Theory]
    [InlineData("sgt-01")]
    [InlineData("do-01")]
    [InlineData("insp-01")]
    [InlineData("supt-01")]
    [InlineData("desk-01")]
    public async Task No_list_without_a_filter_shows_what_is_anothers_and_no_filter_may_name_it(string persona)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T22:00:00Z");
        await suite.As("sgt-98").Taken(Told.Arrived("2026-06-10T18:00:00Z", record: "FOREIGN-1", source: Told.Other));
        var role = Personas.Find(persona)!.Caller.Role;
        var wrong = new List<string>();
        foreach (var (method, pattern, _, roles) in Routes(suite, named: false).Where(route => route.Method == "GET" && route.Roles.Contains(role)))
        {
            var (_, listed) = await Send(suite, persona, method, pattern, false);
            if (listed.Contains("FOREIGN-1", StringComparison.Ordinal)) wrong.Add($"{pattern} lists it");
            foreach (var filter in new[] { "force=98", "suite=OTHER", "force=98&suite=OTHER", "authority=E10000098" })
                if ((await Send(suite, persona, method, $"{pattern}?{filter}", false)).Body.Contains("FOREIGN-1", StringComparison.Ordinal))
                    wrong.Add($"{pattern}?{filter} lists it");
        }
        Assert.Empty(wrong);
    }

    private static bool Owns(Persona persona) =>
        persona.Caller.Suites.Contains(new("98", "OTHER")) || persona.Caller.AllForces || persona.Caller.Authorities.Contains("E10000098");

    private static IEnumerable<(string Method, string Pattern, bool Form, IReadOnlyList<Role> Roles)> Routes(CustodySuite suite, bool named = true) =>
        from endpoint in suite.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where named == Names().IsMatch(pattern)
        where named || !pattern.Contains('{', StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        let form = endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("application/x-www-form-urlencoded") == true
        select (method, pattern, form, (IReadOnlyList<Role>)[.. endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => Policies.Table[data.Policy!])
            .Aggregate((one, other) => [.. one.Intersect(other)])]);

    private static string Fill(string pattern, string detention, string request, string alert) => Hole().Replace(pattern, hole => hole.Groups["name"].Value switch
    {
        "suite" => "OTHER",
        "force" => "98",
        "id" when pattern.Contains("/accommodation-requests/{id", StringComparison.Ordinal) => request,
        "id" when pattern.Contains("/alerts/{id", StringComparison.Ordinal) => alert,
        "requestId" => request,
        _ => detention,
    });

    private static async Task<(HttpStatusCode Status, string Body)> Send(CustodySuite suite, string persona, string method, string path, bool form)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = suite.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new("Demo", persona);
        if (method != "GET") request.Content = form
            ? new FormUrlEncodedContent([]) : new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    // Reference data and a measure's own name belong to nobody.
    [GeneratedRegex(@"\{(id|suite|force|requestId|alertId)[:}?]")]
    private static partial Regex Names();

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)[^}]*\}")]
    private static partial Regex Hole();
}

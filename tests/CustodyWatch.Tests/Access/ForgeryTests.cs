using System.Net;
using System.Text.RegularExpressions;
using CustodyWatch.Access;
using CustodyWatch.Tests.Harness;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Access;

public sealed partial class ForgeryTests
{
    [Fact]
    public async Task No_form_is_taken_that_did_not_come_from_a_page_of_ours()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        using var wall = new DeskBrowser(suite);
        await wall.BecomeScreen();
        var forms = Forms(suite).ToArray();
        Assert.Contains(("/tap-out", Policies.SignedIn), forms);
        Assert.Contains(("/screens/x/revoke", Policies.ManageScreens), forms);

        var taken = new List<string>();
        foreach (var (path, policy) in forms)
        {
            var status = policy == Policies.TapIn ? await wall.Ask(HttpMethod.Post, path, "application/x-www-form-urlencoded") : await Forged(suite, path, policy);
            if (status != HttpStatusCode.BadRequest) taken.Add($"{path}: {status}");
        }
        Assert.Empty(taken);
    }

    // A neighbour is of the same site, and so the cookie goes with what it sends.
    [Theory]
    [InlineData("same-origin", null, true)]
    [InlineData("none", null, true)]
    [InlineData("same-site", null, false)]
    [InlineData("cross-site", "https://elsewhere.example", false)]
    [InlineData("same-site", "ours", false)]
    [InlineData(null, "ours", true)]
    [InlineData(null, "https://custody.example", true)]
    [InlineData(null, "https://elsewhere.example", false)]
    [InlineData(null, "null", false)]
    [InlineData(null, null, true)]
    public async Task A_call_with_a_browsers_cookie_acts_only_from_a_page_of_ours(string? site, string? origin, bool taken)
    {
        await using var suite = await CustodySuite.Open(
            "2026-06-10T12:00:00Z", settings: new Dictionary<string, string> { ["CustodyWatch:PublicAddress"] = "https://custody.example/" });
        using var desk = new DeskBrowser(suite);
        await desk.SignIn("sgt-01");
        using var wall = new DeskBrowser(suite);
        await wall.BecomeScreen();
        var headers = new List<(string, string)>();
        if (site is not null) headers.Add(("Sec-Fetch-Site", site));
        if (origin is not null) headers.Add(("Origin", origin == "ours" ? suite.Address.GetLeftPart(UriPartial.Authority) : origin));

        foreach (var content in new[] { "application/json", "application/x-www-form-urlencoded" })
            Assert.Equal(taken ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden, await desk.Ask(HttpMethod.Post, "/api/v1/handovers/x/accept", content, headers));
        foreach (var browser in new[] { desk, wall })
        {
            Assert.Equal(taken ? HttpStatusCode.OK : HttpStatusCode.Forbidden, await browser.Ask(HttpMethod.Post, "/hubs/custody/negotiate?negotiateVersion=1", headers: headers));
            Assert.Equal(taken ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden, await browser.Ask(HttpMethod.Get, "/hubs/custody?id=x", headers: headers));
            Assert.Equal(HttpStatusCode.OK, await browser.Ask(HttpMethod.Get, "/api/v1/alerts", headers: headers));
        }
        var system = suite.As("sgt-01");
        foreach (var (name, value) in headers) system.DefaultRequestHeaders.Add(name, value);
        Assert.Equal(HttpStatusCode.NotFound, (await system.Call("/handovers/x/accept", "{}")).Status);
    }

    private static async Task<HttpStatusCode> Forged(CustodySuite suite, string path, string? policy)
    {
        var persona = policy is null ? null : Personas.All.First(persona => Policies.Table[policy].Contains(persona.Caller.Role)).Name;
        using var nothing = new FormUrlEncodedContent([]);
        using var answer = await suite.As(persona).PostAsync(path, nothing);
        return answer.StatusCode;
    }

    private static IEnumerable<(string Path, string? Policy)> Forms(CustodySuite suite) =>
        from endpoint in suite.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Any(method => method is not ("GET" or "HEAD")) == true
        let path = Hole().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), "x")
        where !path.StartsWith("/api/", StringComparison.Ordinal) && !path.StartsWith("/hubs/", StringComparison.Ordinal)
        where endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: false }
        select (path, endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null ? endpoint.Metadata.GetMetadata<IAuthorizeData>()!.Policy : null);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();
}

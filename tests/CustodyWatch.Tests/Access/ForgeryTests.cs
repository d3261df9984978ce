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

using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CustodyWatch.Access;
using CustodyWatch.Tests.Harness;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Access;

public sealed partial class RoleMatrixTests
{
    private const string Form = "application/x-www-form-urlencoded";

    [Fact]
    public async Task Every_role_is_turned_away_from_every_address_that_is_not_its_own_and_from_no_other()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var wrong = new List<string>();
        foreach (var route in Routes(suite))
        {
            var nobody = await Send(suite, null, route);
            if (nobody is not (HttpStatusCode.Unauthorized or HttpStatusCode.Redirect)) wrong.Add($"nobody {route}: {nobody}");
            foreach (var persona in Personas.All)
            {
                var status = await Send(suite, persona.Name, route);
                var allowed = route.Roles.Contains(persona.Caller.Role);
                if (status == HttpStatusCode.Unauthorized || (!allowed && status != HttpStatusCode.Forbidden) || (int)status >= 500)
                    wrong.Add($"{persona.Name} {route}: {status}");
            }
        }
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("sgt-01")]
    [InlineData("do-01")]
    [InlineData("insp-01")]
    [InlineData("supt-01")]
    public async Task A_foreign_record_is_not_known_to_exist(string persona)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var foreign = await suite.As("sgt-98").Taken(Told.Arrived("2026-06-10T12:00:00Z", source: Told.Other));
        foreach (var path in new[] { "", "/clocks", "/timeline" })
            Assert.Equal(HttpStatusCode.NotFound, (await suite.As(persona).Read($"/detentions/{foreign}{path}")).Status);
    }

    private static IEnumerable<Route> Routes(CustodySuite suite) =>
        from endpoint in suite.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        from method in methods
        let policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy!)
        select new Route(
            method,
            Parameter().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), "x"),
            endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains(Form) == true ? Form : "application/json",
            [.. policies.Select(name => Policies.Table[name]).Aggregate((one, other) => [.. one.Intersect(other)])]);

    // Redirects are not followed: on the way the client would forget who it is.
    private static async Task<HttpStatusCode> Send(CustodySuite suite, string? persona, Route route)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = suite.Address };
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Path);
        if (persona is not null) request.Headers.Authorization = new("Demo", persona);
        if (route.Method != "GET") request.Content = new StringContent(route.ContentType == Form ? "" : "{}", Encoding.UTF8, route.ContentType);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }

    private sealed record Route(string Method, string Path, string ContentType, IReadOnlyList<Role> Roles)
    {
        public override string ToString() => $"{Method} {Path}";
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}

using CustodyWatch.Access;
using Microsoft.AspNetCore.Authorization;

namespace CustodyWatch.Screens;

/// <summary>
/// Where each role goes from here; the first is its own page. A line is shown to whom its page is open to, and from the moment
/// there is such a page.
/// </summary>
public sealed class Navigation(EndpointDataSource pages)
{
    public sealed record Link(string Url, string Text);

    // In the order of the menu. A suite's line comes once for each suite of the caller, a force's once for each force.
    private static readonly Line[] Lines =
    [
        new("/suites/{suite}", "{suite} board"),
        new("/suites/{suite}/wall", "Wall view"),
        new("/suites/{suite}/handover", "Handover"),
        new("/forces/{force}", "Force {force}"),
        new("/forecast", "Tonight"),
        new("/desk", "Duty desk"),
        new("/ledger", "Ledger"),
        new("/certificates", "Certificates"),
        new("/oversight", "Oversight"),
        new("/rota", "Rota"),
        new("/retention", "Retention"),
        new("/screens", "Suite screens"),
        new("/administration", "Administration"),
        new("/access-log", "Access log"),
    ];

    private static readonly Link Welcome = new("/welcome", "Start");

    private readonly Lazy<IReadOnlyList<(Line Line, Role[] Roles)>> _open =
        new(() => [.. Lines.Select(line => (line, RolesOf(line.Pattern, pages.Endpoints))).Where(line => line.Item2.Length > 0)]);

    private sealed record Line(string Pattern, string Text);

    public IReadOnlyList<Link> For(Caller caller) =>
        [.. _open.Value.Where(open => open.Roles.Contains(caller.Role)).SelectMany(open => Links(open.Line, caller)).DefaultIfEmpty(Welcome)];

    /// <summary>Whether there is a page at this address for this role.</summary>
    public bool IsOpen(string pattern, Role role) => RolesOf(pattern, pages.Endpoints).Contains(role);

    /// <summary>The link under which an address lies; null when it lies under none.</summary>
    public static Link? Over(IEnumerable<Link> links, PathString path) =>
        links.Where(link => path.StartsWithSegments(link.Url)).MaxBy(link => link.Url.Length);

    private static IEnumerable<Link> Links(Line line, Caller caller)
    {
        if (line.Pattern.Contains("{suite}", StringComparison.Ordinal)) return Each("{suite}", caller.Suites.Select(code => code.Suite));
        if (line.Pattern.Contains("{force}", StringComparison.Ordinal)) return Each("{force}", caller.Forces);
        return [new(line.Pattern, line.Text)];

        IEnumerable<Link> Each(string hole, IEnumerable<string> codes)
        {
            var all = codes.Distinct().Order(StringComparer.Ordinal).ToArray();
            var text = all.Length == 1 || line.Text.Contains(hole, StringComparison.Ordinal) ? line.Text : $"{line.Text} {hole}";
            return all.Select(code => new Link(line.Pattern.Replace(hole, code), text.Replace(hole, code)));
        }
    }

    private static Role[] RolesOf(string pattern, IReadOnlyList<Endpoint> endpoints) =>
        endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => "/" + endpoint.RoutePattern.RawText?.Trim('/') == pattern
                && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true)
            .SelectMany(endpoint => endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>())
            .SelectMany(data => data.Policy is { } policy ? Policies.Table[policy] : []).Distinct().ToArray();
}

using Microsoft.AspNetCore.Http.Features;

namespace CustodyWatch.Http;

/// <summary>
/// Ids that were given elsewhere may hold a slash, which an address writes %2F. Routing leaves that as it is written, and an id that holds
/// %2F itself (written %252F) looks the same by then: which of the two was meant, the address as it was sent says.
/// </summary>
internal static class PathValues
{
    private const string Slash = "%2F", SmallSlash = "%2f";

    public static Task Read(HttpContext http, RequestDelegate next)
    {
        foreach (var (name, value) in http.Request.RouteValues.ToArray())
            if (value is string routed && routed.Contains(Slash, StringComparison.OrdinalIgnoreCase)) http.Request.RouteValues[name] = Meant(http, routed);
        return next(http);
    }

    private static string Meant(HttpContext http, string routed)
    {
        var sent = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0].Split('/');
        return sent.FirstOrDefault(part => Routed(part) == routed) is { } part
            ? Uri.UnescapeDataString(part)
            : routed.Replace(Slash, "/", StringComparison.OrdinalIgnoreCase);
    }

    private static string Routed(string part) => Uri.UnescapeDataString(
        part.Replace(Slash, "%252F", StringComparison.Ordinal).Replace(SmallSlash, "%252f", StringComparison.Ordinal));
}

using System.Net;

namespace CustodyWatch.Access;

/// <summary>Demo mode is for this machine alone: addresses that would reach further are narrowed, and callers from further refused.</summary>
public static class Loopback
{
    public static void ListenOnLoopbackOnly(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetSection("Kestrel:Endpoints") is { } endpoints && endpoints.Exists())
            foreach (var endpoint in endpoints.GetChildren())
                if (endpoint["Url"] is { } url)
                    builder.Configuration[$"{endpoint.Path}:Url"] = Narrow(url);
        var urls = builder.Configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } given
            ? given.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [.. Ports(builder, WebHostDefaults.HttpPortsKey, "http"), .. Ports(builder, WebHostDefaults.HttpsPortsKey, "https")];
        if (urls.Length > 0) builder.WebHost.UseUrls([.. urls.Select(Narrow)]);
    }

    public static void UseLoopbackOnly(this WebApplication app) => app.Use((http, next) =>
    {
        var from = http.Connection.RemoteIpAddress;
        if ((from is null || IPAddress.IsLoopback(from)) && IsLoopbackName(http.Request.Host.Host)) return next(http);
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    /// <summary>The same address on this machine alone.</summary>
    public static string Narrow(string url)
    {
        var address = BindingAddress.Parse(url);
        if (address.IsUnixPipe || address.IsNamedPipe || IsLoopbackName(address.Host)) return url;
        return $"{address.Scheme}://127.0.0.1:{address.Port}{address.PathBase}";
    }

    private static IEnumerable<string> Ports(WebApplicationBuilder builder, string key, string scheme) =>
        (builder.Configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(port => $"{scheme}://127.0.0.1:{port}");

    // A page elsewhere can make its own name lead to 127.0.0.1; the name it is called by gives it away.
    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ||
        (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

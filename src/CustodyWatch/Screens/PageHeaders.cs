using CustodyWatch.Access;

namespace CustodyWatch.Screens;

/// <summary>What a browser may do with an answer of ours: run our script, wear our style, talk to us, and nothing else.</summary>
public static class PageHeaders
{
    /// <summary>The pages of this service need no more than this; a page made by someone else's library names its own.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
        "manifest-src 'self'; worker-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    public static void UsePageHeaders(this IApplicationBuilder app)
    {
        var policy = For(app.ApplicationServices.GetRequiredService<AccessOptions>());
        app.Use((http, next) => Add(http, next, policy));
    }

    // Signing out is a form that ends at the identity provider.
    private static string For(AccessOptions access) => access is { PeopleUseProvider: true, Provider.Authority: { } authority }
        ? $"{ContentSecurityPolicy} {new Uri(authority).GetLeftPart(UriPartial.Authority)}"
        : ContentSecurityPolicy;

    private static Task Add(HttpContext http, RequestDelegate next, string policy)
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.TryAdd("Content-Security-Policy", policy);
            if (http.Request.IsHttps) headers.TryAdd("Strict-Transport-Security", "max-age=31536000");
            headers.TryAdd("X-Content-Type-Options", "nosniff");
            headers.TryAdd("Referrer-Policy", "same-origin");
            headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
            headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
            headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
            // A child's record is never left behind in a shared computer's cache.
            headers.TryAdd("Cache-Control", "no-store");
            return Task.CompletedTask;
        });
        return next(http);
    }
}

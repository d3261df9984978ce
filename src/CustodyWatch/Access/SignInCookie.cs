using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CustodyWatch.Access;

/// <summary>The cookie of a browser that is signed in: it names a session, never crosses from another site, and does not last.</summary>
public static class SignInCookie
{
    private const string Started = "started";

    public static void Configure(CookieAuthenticationOptions cookie, AccessOptions options)
    {
        // A demo cookie must mean nothing to a service that has since been given a real provider.
        cookie.Cookie.Name = options.Demo ? "custodywatch-demo" : "__Host-custodywatch";
        cookie.Cookie.Path = "/";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = options.Demo ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.ExpireTimeSpan = options.Session.Idle;
        cookie.SlidingExpiration = true;
        cookie.Events = new CookieAuthenticationEvents
        {
            OnSigningIn = NoteStart,
            OnValidatePrincipal = context => EndAfter(context, options.Session.Most),
            OnRedirectToLogin = AskToSignIn,
            OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            },
        };
    }

    /// <summary>The name of the cookie behind every form.</summary>
    public static string OfForms(AccessOptions options) => options.Demo ? "custodywatch-form" : "__Host-custodywatch-form";

    public static void ConfigureForms(CookieBuilder cookie, AccessOptions options)
    {
        cookie.Name = OfForms(options);
        cookie.Path = "/";
        // By its name a browser takes it over TLS only. Were that asked of the platform, a page asked for without TLS would be a fault of ours.
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    /// <summary>
    /// How long ago whoever is signed in by it signed in, and what the provider calls them; no time at all and nothing for who is not.
    /// </summary>
    public static async Task<(Duration Age, string? Subject)> StandingOf(HttpContext http)
    {
        const string scheme = CookieAuthenticationDefaults.AuthenticationScheme;
        if ((await http.AuthenticateAsync(scheme)).Properties is not { } properties || !properties.Items.TryGetValue(Started, out var started))
            return (Duration.Zero, null);
        var options = http.RequestServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(scheme);
        var age = options.TimeProvider!.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(started!, CultureInfo.InvariantCulture));
        return (Duration.FromTimeSpan(age), SubjectOf(properties));
    }

    private static string? SubjectOf(AuthenticationProperties properties) =>
        properties.Items.TryGetValue(Sessions.Subject, out var subject) ? subject : null;

    private static Task NoteStart(CookieSigningInContext context)
    {
        context.Properties.Items[Started] = context.Properties.IssuedUtc!.Value.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return context.HttpContext.RequestServices.GetRequiredService<Sessions>().NoteSignIn(
            context.Principal!, SubjectOf(context.Properties), context.HttpContext.RequestAborted);
    }

    // Use keeps a session alive, but not for ever.
    private static async Task EndAfter(CookieValidatePrincipalContext context, TimeSpan most)
    {
        var started = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(context.Properties.Items[Started]!, CultureInfo.InvariantCulture));
        if (context.Options.TimeProvider!.GetUtcNow() - started < most) return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
    }

    private static Task AskToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsPage(context.Request)) context.Response.Redirect(SignIn.PageFor(context.Request));
        else context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/hubs") &&
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace CustodyWatch.Access;

public static class AccessSetup
{
    private const string Chooser = "CustodyWatch";

    /// <summary>Sets up sign-in and the policies, or answers with the sentence that says why the service will not start.</summary>
    public static string? AddAccess(this WebApplicationBuilder builder)
    {
        var (options, refusal) = AccessOptions.Read(builder.Configuration, builder.Environment);
        if (options is null) return refusal;
        builder.Services.AddSingleton(options);
        builder.KeepKeysWithTheData();
        builder.Services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "custodywatch-form");
        builder.Services.AddAuthorization(Policies.Declare);
        var authentication = builder.Services.AddAuthentication(Chooser)
            .AddPolicyScheme(Chooser, null, chooser => chooser.ForwardDefaultSelector = http => Scheme(options, http))
            .AddCookie(cookie => Configure(cookie, options));
        if (options.Provider is { } provider)
            authentication.AddJwtBearer(bearer => BearerTokens.Believe(bearer, provider));
        if (!options.Demo) return null;
        authentication.AddScheme<AuthenticationSchemeOptions, DemoAuthentication>(DemoAuthentication.SchemeName, null);
        builder.ListenOnLoopbackOnly();
        return null;
    }

    /// <summary>Goes after routing and before anything that answers.</summary>
    public static void UseAccess(this WebApplication app)
    {
        if (app.Services.GetRequiredService<AccessOptions>().Demo) app.UseLoopbackOnly();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    private static string Scheme(AccessOptions options, HttpContext http) =>
        options.Demo && DemoAuthentication.Speaks(http) ? DemoAuthentication.SchemeName
        : options.Provider is not null && http.Request.Headers.Authorization.Count > 0 ? JwtBearerDefaults.AuthenticationScheme
        : CookieAuthenticationDefaults.AuthenticationScheme;

    private static void Configure(CookieAuthenticationOptions cookie, AccessOptions options)
    {
        // A demo cookie must mean nothing to a service that has since been given a real provider.
        cookie.Cookie.Name = options.Demo ? "custodywatch-demo" : "custodywatch";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = options.Demo ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
        cookie.SlidingExpiration = true;
        cookie.Events.OnRedirectToLogin = context =>
        {
            if (IsPage(context.Request)) context.Response.Redirect(SignIn.PageFor(context.Request));
            else context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        };
        cookie.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/hubs") &&
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}

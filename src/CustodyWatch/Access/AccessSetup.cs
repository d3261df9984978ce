using System.Security.Claims;
using CustodyWatch.Access.Taps;
using CustodyWatch.Http;
using CustodyWatch.Live;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

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
        builder.AddLimits();
        builder.Services.AddAntiforgery(forms => SignInCookie.ConfigureForms(forms.Cookie, options));
        builder.Services.AddAuthorization(Policies.Declare);
        var authentication = builder.Services.AddAuthentication(Chooser)
            .AddPolicyScheme(Chooser, null, chooser => chooser.ForwardDefaultSelector = http => Scheme(options, http))
            .AddCookie(cookie => SignInCookie.Configure(cookie, options));
        builder.Services.AddSingleton<Sessions>();
        builder.Services.AddSingleton<SuiteScreens>();
        builder.Services.AddSingleton<Pins>();
        builder.Services.AddSingleton<TapsInForce>();
        authentication.AddScheme<AuthenticationSchemeOptions, ScreenAuthentication>(ScreenAuthentication.SchemeName, null);
        builder.Services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<Sessions>((cookie, sessions) => cookie.SessionStore = sessions);
        if (options.Provider is { } provider)
            authentication.AddJwtBearer(bearer => BearerTokens.Believe(bearer, provider));
        if (options.Certificates is { } certificates)
        {
            builder.AddForwardedCertificates(certificates);
            authentication.AddScheme<AuthenticationSchemeOptions, CertificateAuthentication>(CertificateAuthentication.SchemeName, null);
        }
        if (options.PeopleUseProvider) authentication.AddOpenIdConnect(people => ProviderSignIn.Believe(people, options.Provider!));
        if (!options.Demo) return null;
        authentication.AddScheme<AuthenticationSchemeOptions, DemoAuthentication>(DemoAuthentication.SchemeName, null);
        builder.ListenOnLoopbackOnly();
        return null;
    }

    /// <summary>Goes after routing and before anything that answers.</summary>
    public static void UseAccess(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<AccessOptions>();
        app.Use(SayHowToSignIn);
        if (options.Demo) app.UseLoopbackOnly();
        if (options.Certificates is { } certificates) app.UseForwardedCertificates(certificates);
        app.UseAuthentication();
        app.Use(NoteOrigin);
        app.UseRequestTimeouts();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.Use(RefuseForgeries);
    }

    // RFC 9110 15.5.2: whoever is not signed in is told how a program signs in.
    private static Task SayHowToSignIn(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(() =>
        {
            if (http.Response is { StatusCode: StatusCodes.Status401Unauthorized, Headers: { WWWAuthenticate.Count: 0 } headers })
                headers.WWWAuthenticate = http.RequestServices.GetRequiredService<AccessOptions>().Schemes;
            return Task.CompletedTask;
        });
        return next(http);
    }

    private static async Task RefuseForgeries(HttpContext http, RequestDelegate next)
    {
        var forged = http.Features.Get<IAntiforgeryValidationFeature>() is { } looked ? !looked.IsValid
            : IsForBrowsers(http) && !await IsOurs(http);
        if (forged)
            await Problem.BadRequest("This form did not come from a page of this service, or the page is too old. Open the page again.").ExecuteAsync(http);
        else if (IsActByCookie(http) && IsFromElsewhere(http))
            await Problem.Forbidden("This did not come from a page of this service.").ExecuteAsync(http);
        else
            await next(http);
    }

    private static async Task<bool> IsOurs(HttpContext http)
    {
        try
        {
            return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
        }
        catch (Exception unreadable) when (unreadable is AntiforgeryValidationException or IOException or InvalidDataException)
        {
            return false;
        }
    }

    // Every form is checked, even one of which no field is read. Programs and not browsers send to the API, and to endpoints that say they
    // take no form.
    private static bool IsForBrowsers(HttpContext http) => http.GetEndpoint() is RouteEndpoint endpoint
        && endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: false } && !IsForMachines(http.Request) && !IsHub(http.Request);

    private static bool IsForMachines(HttpRequest request) => request.Path.StartsWithSegments("/api");

    private static bool IsHub(HttpRequest request) => request.Path.StartsWithSegments(CustodyHub.Path);

    // What no token guards and a browser sends a cookie with. To listen to the hub begins with a mere question.
    private static bool IsActByCookie(HttpContext http) =>
        (IsHub(http.Request) || (IsForMachines(http.Request) && !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)))
        && Scheme(http.RequestServices.GetRequiredService<AccessOptions>(), http) is CookieAuthenticationDefaults.AuthenticationScheme or ScreenAuthentication.SchemeName;

    // To the cookie every host of the same site is one of ours. A browser says where its call was made; what says nothing is none.
    private static bool IsFromElsewhere(HttpContext http)
    {
        if (http.Request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site) return site is not ("same-origin" or "none");
        return http.Request.Headers.Origin.ToString() is { Length: > 0 } origin
            && !http.RequestServices.GetRequiredService<PublicAddress>().IsOrigin(origin, http.Request);
    }

    // What is entered far from the request still says where it came from.
    private static Task NoteOrigin(HttpContext http, RequestDelegate next)
    {
        if (http.Connection.RemoteIpAddress is { } from && http.User.Identity is ClaimsIdentity { IsAuthenticated: true } who)
            who.AddClaim(new(CallerClaims.Origin, from.ToString()));
        return next(http);
    }

    private static string Scheme(AccessOptions options, HttpContext http) =>
        options.Demo && DemoAuthentication.Speaks(http) ? DemoAuthentication.SchemeName
        : options.Provider is not null && http.Request.Headers.Authorization.Count > 0 ? JwtBearerDefaults.AuthenticationScheme
        : CertificateAuthentication.Speaks(options, http) ? CertificateAuthentication.SchemeName
        : ScreenAuthentication.Speaks(options, http) ? ScreenAuthentication.SchemeName
        : CookieAuthenticationDefaults.AuthenticationScheme;
}

using System.Security.Claims;
using System.Text.Encodings.Web;
using CustodyWatch.Http;
using CustodyWatch.Live;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CustodyWatch.Access.Taps;

/// <summary>
/// Whoever asks from a suite's screen: the person who has signed in there after all, or who has tapped in; else the screen itself.
/// What listens for changes does so as the screen, whoever stands before it.
/// </summary>
public sealed class ScreenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SuiteScreens screens, TapsInForce taps,
    AccessOptions access, IClock clock) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Screen";
    private const string Person = CookieAuthenticationDefaults.AuthenticationScheme;

    public static string CookieOf(AccessOptions access) => access.Demo ? "custodywatch-screen" : "__Host-custodywatch-screen";

    public static bool Speaks(AccessOptions access, HttpContext http) => http.Request.Cookies.ContainsKey(CookieOf(access));

    /// <summary>Makes this browser the screen.</summary>
    public static void Remember(HttpContext http, AccessOptions access, string token) => http.Response.Cookies.Append(CookieOf(access), token, new()
    {
        Path = "/",
        HttpOnly = true,
        Secure = !access.Demo || http.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        MaxAge = SuiteScreens.Lasts.ToTimeSpan(),
        IsEssential = true,
    });

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var signedIn = await Context.AuthenticateAsync(Person);
        var now = clock.Now();
        var known = await screens.Known(Request.Cookies[CookieOf(access)]!, now, Context.RequestAborted);
        if (signedIn.Succeeded)
        {
            if (known is not null) ((ClaimsIdentity)signedIn.Principal.Identity!).AddClaim(new(SuiteScreens.AtOneClaim, known.Id));
            return signedIn;
        }
        if (known is not { } screen) return AuthenticateResult.Fail("No such screen.");
        var listens = Request.Path.StartsWithSegments(CustodyHub.Path);
        if (!listens && await taps.At(screen.Id, IsAct(Request), now, Context.RequestAborted) is { } tap)
            return Success(tap.Person, screen, new Claim(CallerClaims.TappedUntil, Rfc3339.Text(tap.Until)));
        return Success(screen.Caller.Principal(SchemeName), screen);
    }

    // An open page that keeps itself up to date is nobody's act.
    private static bool IsAct(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) || (Screens.Page.IsWanted(request) && !Screens.Page.IsPart(request));

    private static AuthenticateResult Success(ClaimsPrincipal who, ScreenRow screen, params Claim[] more)
    {
        var identity = (ClaimsIdentity)who.Identity!;
        identity.AddClaims([new(SuiteScreens.Claim, screen.Id), new(SuiteScreens.SuiteClaim, screen.Suite)]);
        identity.AddClaims(more);
        return AuthenticateResult.Success(new AuthenticationTicket(who, SchemeName));
    }

    // A screen that was revoked is a browser like any other.
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Context.ChallengeAsync(Person, properties);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (Context.User.FindCaller() is not { } caller || (caller.Role != Role.Screen && caller.TappedUntil is null))
            return Context.ForbidAsync(Person, properties);
        var isScreen = caller.Role == Role.Screen;
        if (isScreen && HttpMethods.IsGet(Request.Method) && Screens.Page.IsWanted(Request) && !Screens.Page.IsPart(Request))
            return new LocalRedirectResult(TapAddresses.InFor(Request.PathBase + Request.Path + Request.QueryString)).ExecuteAsync(Context);
        return Problem.Of(
            StatusCodes.Status403Forbidden, Problem.NotYours, "This is not yours to do.",
            isScreen ? "Nobody is tapped in at this screen, and nothing was recorded. Tap in and do it again."
                : "This is not done at a suite’s screen with a PIN. Sign in with your force account, or have somebody do it whose it is.")
            .ExecuteAsync(Context);
    }
}

/// <summary>Where one taps in and out.</summary>
public static class TapAddresses
{
    public const string In = "/tap-in", Out = "/tap-out";

    /// <summary>What is pressed by whoever signed in at a screen, to leave it and not sign out.</summary>
    public const string Back = "Back to the screen";

    public static string InFor(string? returnUrl) => $"{In}?returnUrl={Uri.EscapeDataString(returnUrl ?? "/")}";
}

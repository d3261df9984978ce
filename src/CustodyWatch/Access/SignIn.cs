using CustodyWatch.Access.Taps;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace CustodyWatch.Access;

/// <summary>Signing a browser in, as a persona or at the identity provider, and out. The forms carry the antiforgery token.</summary>
public static class SignIn
{
    /// <summary>The page from which a person signs in.</summary>
    public const string Page = "/sign-in";

    /// <summary>Takes the form fields <c>persona</c> and <c>returnUrl</c>.</summary>
    public const string Choose = "/sign-in/demo";

    /// <summary>Leads to the identity provider.</summary>
    public const string Start = "/sign-in/start";

    /// <summary>Where a browser arrives from the identity provider, before it goes on to what it was after.</summary>
    public const string Arrived = "/sign-in/arrived";

    public const string Out = "/sign-out";

    /// <summary>Why a sign-in at the provider came to nothing.</summary>
    public const string NoRole = "no-role", Failed = "failed", Down = "provider-down";

    public static string PageFor(HttpRequest request) =>
        $"{Page}?returnUrl={Uri.EscapeDataString(request.PathBase + request.Path + request.QueryString)}";

    public static string StartFor(string? returnUrl) => $"{Start}?returnUrl={Uri.EscapeDataString(returnUrl ?? "/")}";

    public static string ArrivedFor(string? returnUrl) => $"{Arrived}?returnUrl={Uri.EscapeDataString(returnUrl ?? "/")}";

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        var options = app.ServiceProvider.GetRequiredService<AccessOptions>();
        if (options.Demo) app.MapPost(Choose, ChoosePersona).AllowAnonymous();
        if (options.PeopleUseProvider)
        {
            app.MapGet(Start, GoToProvider).AllowAnonymous().ExcludeFromDescription();
            app.MapBackChannel();
        }
        app.MapPost(Out, Leave).RequireAuthorization(Policies.SignedIn);
    }

    public static async Task<Results<LocalRedirectResult, NotFound>> ChoosePersona(
        [FromForm] string persona, [FromForm] string? returnUrl, HttpContext http, IServiceScopeFactory scopes)
    {
        if (Personas.Find(persona) is not { } chosen) return TypedResults.NotFound();
        const string scheme = CookieAuthenticationDefaults.AuthenticationScheme;
        // Whoever was signed in here before no longer is. What has read their cookie would go on in their session: it is begun by what has not.
        await http.SignOutAsync(scheme);
        await using var anew = scopes.CreateAsyncScope();
        await anew.ServiceProvider.GetRequiredService<IAuthenticationService>().SignInAsync(http, scheme, chosen.Caller.Principal(scheme), null);
        return new LocalRedirectResult(returnUrl);
    }

    public static async Task<IResult> GoToProvider(
        string? returnUrl, HttpContext http, AccessOptions options, IOptionsMonitor<OpenIdConnectOptions> provider, CancellationToken cancel)
    {
        var onward = new OpenIdConnectChallengeProperties { RedirectUri = LocalRedirectResult.IsOurs(returnUrl) ? returnUrl : "/" };
        // At a suite's screen the provider may still know whoever stood there before: it asks who this is.
        if (ScreenAuthentication.Speaks(options, http)) onward.Prompt = "login";
        return await Answers(provider, cancel)
            ? TypedResults.Challenge(onward, [OpenIdConnectDefaults.AuthenticationScheme])
            : Screens.Page.Of<Screens.SignInPage>(new { ReturnUrl = onward.RedirectUri, Problem = Down }, StatusCodes.Status503ServiceUnavailable);
    }

    private static Task<bool> Answers(IOptionsMonitor<OpenIdConnectOptions> provider, CancellationToken cancel) =>
        ProviderSignIn.Answers(provider.Get(OpenIdConnectDefaults.AuthenticationScheme), cancel);

    public static async Task<Results<LocalRedirectResult, SignOutHttpResult>> Leave(
        [FromForm] string? returnUrl, HttpContext http, Sessions sessions, Pins pins, AccessOptions options, IOptionsMonitor<OpenIdConnectOptions> provider, CancellationToken cancel)
    {
        // The paper sheet a browser keeps for when we are down goes with the person.
        http.Response.Headers["Clear-Site-Data"] = "\"storage\"";
        const string cookie = CookieAuthenticationDefaults.AuthenticationScheme;
        if (options.Demo)
        {
            // A persona may be several people; each leaves alone.
            await pins.End(http.User.Caller().UserId, cancel);
            await http.SignOutAsync(cookie);
            return new LocalRedirectResult(returnUrl ?? Page);
        }
        await sessions.EndAllOf(http.User.Caller().UserId, cancel);
        return options.PeopleUseProvider && await Answers(provider, cancel)
            ? TypedResults.SignOut(new AuthenticationProperties { RedirectUri = Page }, [OpenIdConnectDefaults.AuthenticationScheme, cookie])
            : TypedResults.SignOut(new AuthenticationProperties { RedirectUri = Page }, [cookie]);
    }
}

using CustodyWatch.Access;

namespace CustodyWatch.Screens;

/// <summary>Pages for anyone, signed in or not.</summary>
public static class PublicPages
{
    public static void MapPublicPages(this IEndpointRouteBuilder app)
    {
        app.MapGet(SignIn.Page, ChoosePersona).AllowAnonymous().ExcludeFromDescription();
        app.MapGet(SignIn.Arrived, Arrive).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/accessibility", Accessibility).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/cookies", Cookies).AllowAnonymous().ExcludeFromDescription();
    }

    public static IResult ChoosePersona(string? returnUrl, string? problem) =>
        Page.Of<SignInPage>(new { ReturnUrl = LocalRedirectResult.IsOurs(returnUrl) ? returnUrl : null, Problem = problem },
            problem == SignIn.Down ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);

    public static IResult Arrive(string? returnUrl) =>
        Page.Of<ArrivedPage>(new { ReturnUrl = LocalRedirectResult.IsOurs(returnUrl) ? returnUrl : "/" });

    public static IResult Accessibility() => Page.Of<AccessibilityPage>();

    public static IResult Cookies() => Page.Of<CookiesPage>();
}

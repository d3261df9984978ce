using CustodyWatch.Access;

namespace CustodyWatch.Screens;

/// <summary>Pages for anyone, signed in or not.</summary>
public static class PublicPages
{
    public static void MapPublicPages(this IEndpointRouteBuilder app)
    {
        app.MapGet(SignIn.Page, ChoosePersona).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/accessibility", Accessibility).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/cookies", Cookies).AllowAnonymous().ExcludeFromDescription();
    }

    public static IResult ChoosePersona(string? returnUrl) =>
        Page.Of<SignInPage>(new { ReturnUrl = LocalRedirectResult.IsOurs(returnUrl) ? returnUrl : null });

    public static IResult Accessibility() => Page.Of<AccessibilityPage>();

    public static IResult Cookies() => Page.Of<CookiesPage>();
}

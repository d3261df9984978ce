using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CustodyWatch.Access;

/// <summary>Signing a browser in as a persona, and out. The forms carry the antiforgery token.</summary>
public static class SignIn
{
    /// <summary>The page on which a persona is chosen.</summary>
    public const string Page = "/sign-in";

    /// <summary>Takes the form fields <c>persona</c> and <c>returnUrl</c>.</summary>
    public const string Choose = "/sign-in/demo";

    public const string Out = "/sign-out";

    public static string PageFor(HttpRequest request) =>
        $"{Page}?returnUrl={Uri.EscapeDataString(request.PathBase + request.Path + request.QueryString)}";

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetRequiredService<AccessOptions>().Demo) app.MapPost(Choose, ChoosePersona).AllowAnonymous();
        app.MapPost(Out, Leave).RequireAuthorization(Policies.SignedIn);
    }

    public static async Task<Results<LocalRedirectResult, NotFound>> ChoosePersona(
        [FromForm] string persona, [FromForm] string? returnUrl, HttpContext http)
    {
        if (Personas.Find(persona) is not { } chosen) return TypedResults.NotFound();
        const string scheme = CookieAuthenticationDefaults.AuthenticationScheme;
        await http.SignInAsync(scheme, chosen.Caller.Principal(scheme));
        return new LocalRedirectResult(returnUrl);
    }

    public static async Task<LocalRedirectResult> Leave([FromForm] string? returnUrl, HttpContext http)
    {
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        // The paper sheet a browser keeps for when we are down goes with the person.
        http.Response.Headers["Clear-Site-Data"] = "\"storage\"";
        return new LocalRedirectResult(returnUrl ?? Page);
    }
}

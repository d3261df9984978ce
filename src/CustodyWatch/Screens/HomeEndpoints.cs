using CustodyWatch.Access;

namespace CustodyWatch.Screens;

/// <summary>The start: everyone goes to their own page.</summary>
public static class HomeEndpoints
{
    public static void MapHome(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", Home).RequireAuthorization(Policies.Start).ExcludeFromDescription();
        app.MapGet("/welcome", Welcome).RequireAuthorization(Policies.Start).ExcludeFromDescription();
    }

    public static LocalRedirectResult Home(HttpContext http, Navigation navigation) => new(navigation.For(http.User.Caller())[0].Url);

    public static IResult Welcome() => Page.Of<WelcomePage>();
}

using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using FromForm = Microsoft.AspNetCore.Mvc.FromFormAttribute;

namespace CustodyWatch.Features.Detentions.Card;

/// <summary>The card for the child: one page in plain words, printed and given.</summary>
public static class CardPages
{
    public static IHostApplicationBuilder AddCard(this IHostApplicationBuilder builder)
    {
        builder.Services.AddLocalization();
        builder.Services.AddSingleton<CardText>();
        builder.Services.AddSingleton<CardReading>();
        return builder;
    }

    public static void MapCard(this IEndpointRouteBuilder app)
    {
        app.MapGet("/detentions/{id}/card", Show).RequireAuthorization(Policies.ReadBoard).ExcludeFromDescription();
        app.MapPost("/detentions/{id}/card", Give).RequireAuthorization(Policies.EnterOnScreen).ExcludeFromDescription();
    }

    public static async Task<IResult> Show(
        string id, string? language, HttpContext http, RecordDoor door, CardReading cards, CancellationToken cancel) =>
        await door.Consult(http, id, cancel) is { } detention && await cards.Read(detention, language, cancel) is { } view
            ? Page.Of<CardPage>(new { View = view, MayGive = MayGive(http.User.Caller()) })
            : Problem.Missing();

    /// <param name="id">The detention.</param>
    /// <param name="language">The language of the card that was on the screen.</param>
    /// <param name="digest">What that card said: one that has changed meanwhile was not given.</param>
    public static async Task<IResult> Give(
        string id, [FromForm] string? language, [FromForm] string? digest, HttpContext http, RecordDoor door, CardReading cards,
        CancellationToken cancel)
    {
        if (!MayGive(http.User.Caller())) return Problem.Forbidden();
        if (await door.Find(http.User.Caller(), id, cancel) is not { } detention || await cards.Read(detention, language, cancel) is not { } view)
            return Problem.Missing();
        if (view.Card.Digest == digest) await cards.Give(http, view, cancel);
        return new LocalRedirectResult($"/detentions/{id}/card?language={view.Card.Language}");
    }

    private static bool MayGive(Caller caller) => caller.Role is not Role.Feed && caller.Role.MayPost(EventKind.DrinkOffered);
}

using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Administration;

/// <summary>What could not be delivered outside the screens, and sending it again.</summary>
public static class DeliveriesEndpoints
{
    public static void MapDeliveries(this IEndpointRouteBuilder app)
    {
        var deliveries = app.MapGroup("/api/v1/deliveries").RequireAuthorization(Policies.ManageSettings);
        deliveries.MapGet("/undelivered", List)
            .Answers<Page<UndeliveredRow>>("Messages outside the screens that nobody has had, and why: given up, refused, tried for minutes in vain, nobody on duty, or one who can only be rung.");
        deliveries.MapPost("/{id}/send-again", SendAgain)
            .Answers<SentAgain>("Sends a message again that was given up or refused.").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> List(HttpContext http, Database database, IClock clock, string? limit, string? cursor, CancellationToken cancel)
    {
        var query = new Query();
        var paging = query.Paging(limit, cursor, Paging.IsText);
        if (query.Refusal is { } unreadable) return unreadable;
        return TypedResults.Ok(await UndeliveredRow.Read(database, http.User.Caller(), paging, clock.Now(), cancel));
    }

    internal static async Task<IResult> SendAgain(
        HttpContext http, string id, Database database, AccessLog access, IClock clock, CancellationToken cancel) =>
        await SendingAgain.Send(http, id, database, access, clock.Now(), cancel) switch
        {
            { Again: { } again } => TypedResults.Ok(new SentAgain(again.Id)),
            { Refusal: { } why } => Problem.Unprocessable(why),
            _ => Problem.Missing("There is no such message that waits to be sent again."),
        };

    /// <summary>The attempt that is now to be made.</summary>
    public sealed record SentAgain(string Id);
}

using CustodyWatch.Access;
using CustodyWatch.Http;
using NodaTime;

namespace CustodyWatch.Features.Rota;

/// <summary>Who is on duty and how they are reached, so that an alert finds a person: read, added to, and swapped.</summary>
public static class RotaEndpoints
{
    internal static readonly Duration Furthest = Duration.FromDays(92);

    public static IHostApplicationBuilder AddRota(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RotaBook>();
        return builder;
    }

    public static void MapRota(this IEndpointRouteBuilder app)
    {
        var rota = app.MapGroup("/api/v1/rota").RequireAuthorization(Policies.ManageRota);
        rota.MapGet("", List).Answers<Page<TurnAnswer>>("Who is on duty in a stretch of time, and how they are reached.");
        rota.MapPost("", Add).Answers<TurnAnswer>("Puts somebody on duty.", StatusCodes.Status201Created);
        rota.MapPost("/{id}/swap", Swap)
            .Answers<TurnAnswer>("Has somebody else cover the rest of a turn, with the reason.").ProducesProblem(StatusCodes.Status409Conflict);
        rota.MapPost("/{id}/end", End)
            .Answers<TurnAnswer>("Ends a turn before its time, with the reason.").ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> List(
        HttpContext http, RotaBook book, string? force, string? authority, string? from, string? to, string? limit, string? cursor,
        CancellationToken cancel)
    {
        var query = new Query();
        var paging = query.Paging(limit, cursor, Paging.IsText);
        var now = book.Now();
        var (since, until) = (query.InstantOrDate("from", from) ?? now, query.InstantOrDate("to", to) ?? now + Furthest);
        if (query.Refusal is { } unreadable) return unreadable;
        if (RotaOwner.Of(http.User.Caller(), force, authority) is not { } owner) return Problem.Forbidden("That rota is not yours.");
        var turns = await book.Between(owner, since, until, cancel);
        var left = paging.Text is { } last ? turns.SkipWhile(turn => turn.Id != last).Skip(1) : turns;
        return TypedResults.Ok(paging.Of([.. left.Take(paging.Limit + 1)], TurnAnswer.Of, turn => turn.Id));
    }

    private static async Task<IResult> Add(HttpContext http, TurnRequest request, RotaBook book, CancellationToken cancel) =>
        RotaOwner.Of(http.User.Caller(), request.Force, request.Authority) is { } owner
            ? Answer(await book.Add(http, owner, request, cancel), StatusCodes.Status201Created)
            : Problem.Forbidden("That rota is not yours.");

    private static async Task<IResult> Swap(HttpContext http, string id, SwapRequest request, RotaBook book, CancellationToken cancel) =>
        Answer(await book.Swap(http, id, request, cancel));

    private static async Task<IResult> End(HttpContext http, string id, EndRequest request, RotaBook book, CancellationToken cancel) =>
        Answer(await book.End(http, id, request.Reason, cancel));

    private static IResult Answer(Turned turned, int status = StatusCodes.Status200OK) => turned switch
    {
        { Turn: { } turn } => TypedResults.Json(TurnAnswer.Of(turn), Json.Options, statusCode: status),
        { Errors: { } errors } => Problem.Invalid(errors),
        { IsOver: true } => Problem.Of(StatusCodes.Status409Conflict, Problem.Conflict, "This turn of duty is already over."),
        _ => Problem.Missing("There is no such turn of duty."),
    };
}

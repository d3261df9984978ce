using System.Text.Json;
using CustodyWatch.Access;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace CustodyWatch.Features.Rota;

/// <summary>Who is on duty and how they are reached, so that an alert finds a person: read, added to, and swapped.</summary>
public static class RotaEndpoints
{
    private static readonly Duration Furthest = Duration.FromDays(92);

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
        HttpContext http, Database database, IClock clock, string? force, string? authority, string? from, string? to, string? limit,
        string? cursor, CancellationToken cancel)
    {
        var query = new Query();
        var paging = query.Paging(limit, cursor);
        var now = clock.GetCurrentInstant();
        var (since, until) = (query.Instant("from", from) ?? now, query.Instant("to", to) ?? now + Furthest);
        if (query.Refusal is { } unreadable) return unreadable;
        if (RotaOwner.Of(http.User.Caller(), force, authority) is not { } owner) return Problem.Forbidden("That rota is not yours.");
        await using var connection = await database.Open(cancel);
        var turns = await RotaQueries.Between(connection, owner, since, until);
        var left = paging.After is { ValueKind: JsonValueKind.String } last
            ? turns.SkipWhile(turn => turn.Id != last.GetString()).Skip(1)
            : turns;
        return TypedResults.Ok(paging.Of([.. left.Take(paging.Limit + 1)], TurnAnswer.Of, turn => turn.Id));
    }

    private static async Task<IResult> Add(
        HttpContext http, TurnRequest request, Database database, AccessLog access, IClock clock, CancellationToken cancel)
    {
        if (RotaOwner.Of(http.User.Caller(), request.Force, request.Authority) is not { } owner) return Problem.Forbidden("That rota is not yours.");
        var now = Rfc3339.Cut(clock.GetCurrentInstant());
        if (request.Wrong(owner, now) is { Count: > 0 } errors) return Problem.Invalid(errors);
        var row = request.ToRow(owner, http.User.Caller().UserId, now);
        await database.Write(
            async (connection, transaction) =>
            {
                await row.Insert(connection, transaction);
                await access.Keep(http, connection, transaction, AccessAction.Alteration, "rota/" + row.Id, owner.Force);
            },
            cancel);
        return TypedResults.Json(TurnAnswer.Of(row), Json.Options, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>Somebody else takes over from now, or from when they say, until the turn would have ended.</summary>
    private static async Task<IResult> Swap(
        HttpContext http, string id, SwapRequest request, Database database, AccessLog access, IClock clock, CancellationToken cancel)
    {
        var now = Rfc3339.Cut(clock.GetCurrentInstant());
        var caller = http.User.Caller();
        return await database.Write<IResult>(
            async (connection, transaction) =>
            {
                if (await RotaRow.Find(connection, id, transaction) is not { } turn || RotaOwner.Of(caller, turn.Force, turn.Authority) is null)
                    return Problem.Missing("There is no such turn of duty.");
                var from = request.From ?? Instant.Max(now, turn.FromAt);
                if (request.Wrong(turn, from, now) is { Count: > 0 } errors) return Problem.Invalid(errors);
                var cover = turn with
                {
                    Id = Guid.CreateVersion7(now.ToDateTimeOffset()).ToString(),
                    Person = request.Person!,
                    Channel = request.Channel!,
                    Address = request.Address!,
                    FromAt = from,
                    SetBy = caller.UserId,
                    SetAt = now,
                };
                if (!await RotaQueries.End(connection, transaction, turn, from, caller.UserId, request.Reason!)) return Over();
                await cover.Insert(connection, transaction);
                await access.Keep(http, connection, transaction, AccessAction.Alteration, "rota/" + turn.Id, turn.Force, request.Reason);
                return TypedResults.Ok(TurnAnswer.Of(cover));
            },
            cancel);
    }

    private static async Task<IResult> End(
        HttpContext http, string id, EndRequest request, Database database, AccessLog access, IClock clock, CancellationToken cancel)
    {
        var now = Rfc3339.Cut(clock.GetCurrentInstant());
        var caller = http.User.Caller();
        if (TurnRequest.WrongReason(request.Reason) is { } wrong)
            return Problem.Invalid(new Dictionary<string, string[]> { ["reason"] = [wrong] });
        return await database.Write<IResult>(
            async (connection, transaction) =>
            {
                if (await RotaRow.Find(connection, id, transaction) is not { } turn || RotaOwner.Of(caller, turn.Force, turn.Authority) is null)
                    return Problem.Missing("There is no such turn of duty.");
                if (!await RotaQueries.End(connection, transaction, turn, Instant.Max(now, turn.FromAt), caller.UserId, request.Reason!)) return Over();
                await access.Keep(http, connection, transaction, AccessAction.Alteration, "rota/" + turn.Id, turn.Force, request.Reason);
                return TypedResults.Ok(TurnAnswer.Of((await RotaRow.Find(connection, id, transaction))!));
            },
            cancel);
    }

    private static ProblemHttpResult Over() =>
        Problem.Of(StatusCodes.Status409Conflict, Problem.Conflict, "This turn of duty is already over.");
}

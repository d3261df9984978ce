using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Board;

/// <summary>What a suite has to see in one look, and what is due next.</summary>
public static class BoardEndpoints
{
    private static readonly Duration UsualAhead = Duration.FromHours(6);

    public static void MapBoard(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/suites/{suite}/board", Board).RequireAuthorization(Policies.ReadBoard)
            .Answers<BoardAnswer>("The suite screen in one call: each child with every clock, breaches first.");
        app.MapGet("/api/v1/due", Due).RequireAuthorization(Policies.ReadBoard)
            .Answers<Page<DueItem>>("What is due next, soonest first.")
            .Takes("within", "How far ahead, at most a week.", Sent.Duration("PT6H"));
    }

    private static async Task<IResult> Board(
        HttpContext http, BoardQuery query, AccessLog access, string suite, string? force, CancellationToken cancel)
    {
        if (Scope.Of(http.User.Caller(), force, suite) is not { } scope) return Problem.Forbidden("That suite is not in your scope.");
        var board = await query.Board(scope, suite, cancel);
        // A code mistyped is not a suite where no child is held; one taken off the file while a child is there still shows the child.
        if (board.Children.Count == 0 && !scope.IsOfKnownSuite) return Problem.Missing("There is no such suite.");
        await access.Write(http, AccessAction.Consultation, $"suites/{suite}", force, board.Children.Select(child => child.Detention.Force), cancel);
        return TypedResults.Ok(board);
    }

    private static async Task<IResult> Due(
        HttpContext http, BoardQuery query, AccessLog access, string? force, string? suite, string? within, string? limit,
        string? cursor, CancellationToken cancel)
    {
        var asked = new Query();
        var ahead = asked.Within("within", within, UsualAhead);
        var paging = asked.Paging(limit, cursor, BoardQuery.IsPlace);
        if (asked.Refusal is { } unreadable) return unreadable;
        if (Scope.Of(http.User.Caller(), force, suite) is not { } scope) return Problem.Forbidden("That is not in your scope.");
        var page = await query.Due(scope, ahead, paging, cancel);
        await access.Write(http, AccessAction.Consultation, "due", force, page.Items.Select(due => due.Force), cancel);
        return TypedResults.Ok(page);
    }
}

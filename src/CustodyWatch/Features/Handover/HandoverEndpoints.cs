using CustodyWatch.Access;
using CustodyWatch.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustodyWatch.Features.Handover;

/// <summary>To whom the suite is handed over.</summary>
public sealed record HandoverRequest(string? To);

/// <summary>The change of shift. Nothing passes silently: each open child and open alert passes by name.</summary>
public static class HandoverEndpoints
{
    private const int LongestName = 100;

    public static void MapHandover(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/suites/{suite}/handover", Offer).RequireAuthorization(Policies.HandOver)
            .Answers<HandoverAnswer>("Hands every open child and open alert of the suite over, by name.", StatusCodes.Status201Created);
        app.MapPost("/api/v1/handovers/{id}/accept", Accept).RequireAuthorization(Policies.AcceptHandover)
            .Answers<HandoverAnswer>("Accepts a handover.").ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> Offer(
        HttpContext http, Handovers handovers, string suite, HandoverRequest request, CancellationToken cancel)
    {
        var caller = http.User.Caller();
        if (caller.ForcesOf(suite) is not [var force]) return Problem.Forbidden("That suite is not in your scope.");
        if (WrongName(request.To, caller) is { } wrong) return Refused(wrong);
        var offered = await handovers.Offer(http, new SuiteCode(force, suite), request.To!.Trim(), cancel);
        return TypedResults.Created((string?)null, offered);
    }

    /// <summary>Why nobody can take over under this name; null when somebody can.</summary>
    internal static string? WrongName(string? to, Caller caller) =>
        to?.Trim() is not { Length: > 0 and <= LongestName } name ? $"must name a person, in at most {LongestName} characters"
        : name == caller.UserId ? "must name somebody else"
        : null;

    private static async Task<IResult> Accept(HttpContext http, Handovers handovers, string id, CancellationToken cancel) =>
        await handovers.Accept(http, id, cancel) is { } accepted ? accepted.AcceptedBy is null ? Ended : TypedResults.Ok(accepted)
        : await handovers.MayKnowOf(http.User.Caller(), id, cancel)
            ? Problem.Forbidden($"Whoever was named accepts; after {handovers.Waits.TotalMinutes} minutes the custody inspector may.")
        : Problem.Missing("There is no such handover.");

    /// <summary>A later offer of the suite has taken the place of this one.</summary>
    internal static ProblemHttpResult Ended => Problem.Of(
        StatusCodes.Status409Conflict, Problem.Conflict, "This offer has ended: the suite was offered again, or taken over, since.");

    private static ProblemHttpResult Refused(string sentence) => Problem.Invalid(new Dictionary<string, string[]> { ["to"] = [sentence] });
}

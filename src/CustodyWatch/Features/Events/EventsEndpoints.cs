using System.Text.Json.Serialization;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Pace.Custody;
using Microsoft.AspNetCore.Mvc;

namespace CustodyWatch.Features.Events;

/// <summary>The door through which everything known of a detention comes in.</summary>
public static class EventsEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/v1/events", Post)
            .WithMetadata(new RequestSizeLimitAttribute(long.MaxValue))
            .RequireAuthorization(Policies.PostEvents)
            .DisableAntiforgery();

    private static async Task<IResult> Post(HttpContext http, CustodyLog log, CancellationToken cancel)
    {
        var body = await EventBody.Read(http.Request, cancel);
        if (body.Problem is { } problem) return problem;
        var caller = http.User.Caller();
        var now = log.Now();
        var sent = body.Events.Select(content => Allow(EnvelopeReader.Read(content, now), caller)).ToArray();
        var outcomes = await log.Append(sent, caller, cancel);
        if (body.IsBatch) return TypedResults.Json(new BatchAnswer([.. outcomes.Select(EventAnswer.Of)]), Json.Options);
        var outcome = outcomes[0];
        if (outcome.Refusal is { } refusal) return refusal.ToResult();
        return TypedResults.Json(
            EventAnswer.Of(outcome),
            Json.Options,
            statusCode: outcome.Status == OutcomeStatus.Duplicate ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }

    /// <summary>Whether this caller may enter this event: from a suite of theirs, and of a kind that is theirs to enter.</summary>
    private static Submission Allow(Submission sent, Caller caller)
    {
        if (sent.Suite is { } suite && !caller.MaySeeSuite(suite.Force, suite.Suite))
            return sent.Refused(Refusal.NotYours("source", "is not a suite of yours"));
        if (sent.Kind is { } kind && !caller.Role.MayPost(kind))
            return sent.Refused(Refusal.NotYours("type", $"is not for a {caller.Role.Word().Replace('-', ' ')} to enter"));
        return sent;
    }
}

/// <summary>What became of one event.</summary>
public sealed record EventAnswer(
    string? Id,
    OutcomeStatus Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DetentionId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RefusalProblem? Problem)
{
    public static EventAnswer Of(Outcome outcome) =>
        new(outcome.EventId, outcome.Status, outcome.DetentionId, outcome.Refusal?.ToProblem());
}

public sealed record BatchAnswer(IReadOnlyList<EventAnswer> Results);

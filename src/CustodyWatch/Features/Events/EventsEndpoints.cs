using System.Text.Json.Serialization;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Refusals;
using Microsoft.AspNetCore.Mvc;

namespace CustodyWatch.Features.Events;

/// <summary>The door through which everything known of a detention comes in.</summary>
public static class EventsEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/v1/events", Post)
            .WithMetadata(new RequestSizeLimitAttribute(long.MaxValue))
            .RequireAuthorization(Policies.PostEvents)
            .DisableAntiforgery()
            .Answers<EventAnswer>("Takes custody events, one or many; one that is refused spoils no other and is kept in quarantine.", StatusCodes.Status202Accepted)
            .Produces<BatchAnswer>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .AddOpenApiOperationTransformer(EventsDescription.Describe);

    private static async Task<IResult> Post(HttpContext http, CustodyLog log, CancellationToken cancel)
    {
        var body = await EventBody.Read(http.Request, cancel);
        if (body.Problem is { } problem) return problem;
        var caller = http.User.Caller();
        var now = log.Now();
        var sent = body.Events.Select(content => body.Fault is { } fault
            ? EnvelopeReader.Refused(content, fault)
            : Posting.Allow(EnvelopeReader.Read(content, now), caller)).ToArray();
        var outcomes = await log.Append(sent, caller, cancel);
        if (body.IsBatch) return TypedResults.Json(new BatchAnswer([.. outcomes.Select(EventAnswer.Of)]), Json.Options);
        return Answer(outcomes[0]);
    }

    /// <summary>What became of one event, said alone.</summary>
    internal static IResult Answer(Outcome outcome) => outcome.Refusal is { } refusal
        ? refusal.ToResult()
        : TypedResults.Json(
            EventAnswer.Of(outcome),
            Json.Options,
            statusCode: outcome.Status == OutcomeStatus.Duplicate ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
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

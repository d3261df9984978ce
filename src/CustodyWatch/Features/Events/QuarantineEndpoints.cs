using System.Runtime.InteropServices;
using System.Text.Json;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Refusals;
using CustodyWatch.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustodyWatch.Features.Events;

/// <summary>Events that were refused: looked through, put right and readmitted, or discarded with a reason.</summary>
public static class QuarantineEndpoints
{
    internal static readonly string[] States = [QuarantineRow.Held, QuarantineRow.Readmitted, QuarantineRow.Discarded];

    public static void MapQuarantine(this IEndpointRouteBuilder app)
    {
        var quarantine = app.MapGroup("/api/v1/quarantine").RequireAuthorization(Policies.ManageQuarantine);
        quarantine.MapGet("", List).Answers<Page<QuarantineItem>>("Events that were refused, the latest first. Where they are very large there are fewer at once than the limit; next leads to the others.")
            .Takes("state", "Only those that wait, were readmitted, or were discarded; all when it is left out.", Sent.Word(States));
        quarantine.MapPost("/{id}/readmit", Readmit)
            .Answers<EventAnswer>("Takes a refused event after all, as it was sent or put right.", StatusCodes.Status202Accepted)
            .Produces<EventAnswer>().ProducesProblem(StatusCodes.Status409Conflict);
        quarantine.MapPost("/{id}/discard", Discard)
            .Answers<QuarantineItem>("Gives up a refused event, with the reason.").ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> List(
        HttpContext http, Database database, AccessLog access, string? state, string? limit, string? cursor, CancellationToken cancel)
    {
        var query = new Query();
        var paging = query.Paging(limit, cursor, Paging.IsText);
        state = Query.Given(state);
        if (state is not null && !States.Contains(state)) query.Wrong("state", "must be held, readmitted or discarded");
        if (query.Refusal is { } unreadable) return unreadable;
        var page = await QuarantineList.Read(database, http.User.Caller(), state, paging, QuarantineItem.Of, EventBody.MostBytes, cancel);
        await access.Write(http, AccessAction.Consultation, "quarantine", null, page.Items.Select(item => item.Force), cancel);
        return TypedResults.Ok(page);
    }

    private static async Task<IResult> Readmit(
        HttpContext http, Database database, CustodyLog log, AccessLog access, string id, ReadmitRequest request,
        CancellationToken cancel)
    {
        var caller = http.User.Caller();
        if (WrongReason(request.Reason) is { } wrong) return wrong;
        if (await QuarantineList.Find(database, caller, id, cancel) is not { } row) return Problem.Missing();
        var content = request.Event is { ValueKind: not JsonValueKind.Null } put
            ? JsonMarshal.GetRawUtf8Value(put).ToArray()
            : row.Content.Bytes;
        var (sent, refused) = Readmission.Read(row, content, caller, log.Now());
        if (refused is not null) return refused.ToResult();
        var outcome = await log.Readmit(
            Decision(http, access, log, row, QuarantineRow.Readmitted, request.Reason!), sent, caller, cancel);
        return outcome is null ? Decided() : EventsEndpoints.Answer(outcome);
    }

    private static async Task<IResult> Discard(
        HttpContext http, Database database, CustodyLog log, AccessLog access, string id, DiscardRequest request,
        CancellationToken cancel)
    {
        if (WrongReason(request.Reason) is { } wrong) return wrong;
        if (await QuarantineList.Find(database, http.User.Caller(), id, cancel) is not { } row) return Problem.Missing();
        var decision = Decision(http, access, log, row, QuarantineRow.Discarded, request.Reason!);
        return await database.Write(decision.Save, cancel)
            ? TypedResults.Ok(QuarantineItem.Of(row with { State = QuarantineRow.Discarded }))
            : Decided();
    }

    internal static QuarantineDecision Decision(
        HttpContext http, AccessLog access, CustodyLog log, QuarantineRow row, string state, string reason) => new(
        row.Id, state, log.Now(), http.User.Caller().UserId, reason,
        access.Row(http, AccessAction.Alteration, $"quarantine/{row.Id}", row.Force, reason));

    private static ProblemHttpResult? WrongReason(string? reason) =>
        Worded.Reason(reason) is { } wrong ? Problem.Invalid(new Dictionary<string, string[]> { ["reason"] = [wrong] }) : null;

    private static ProblemHttpResult Decided() =>
        Problem.Of(StatusCodes.Status409Conflict, Problem.Conflict, "This has already been readmitted or discarded.");
}

public sealed record ReadmitRequest([MayBeLeftOut] JsonElement? Event, string? Reason);

public sealed record DiscardRequest(string? Reason);

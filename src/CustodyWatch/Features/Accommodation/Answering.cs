using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace CustodyWatch.Features.Accommodation;

public sealed record PlacementBody([MayBeLeftOut, WordsOf<PlacementKind>] string? Kind, [MayBeLeftOut] string? ReadyAt, [MayBeLeftOut] string? TransportBy);

/// <summary>An answer to a request for a place.</summary>
/// <param name="Decision">What the authority does.</param>
/// <param name="Placement">The place offered.</param>
/// <param name="ReasonCode">Why it declines.</param>
/// <param name="Text">Anything else.</param>
/// <param name="Worker">Who answers.</param>
/// <param name="Confirm"><c>duty-understood</c>, to decline a request for ordinary accommodation.</param>
/// <param name="InsteadOf">
/// The decision that whoever answers has read and means to replace, empty when they saw none; the answer is refused when another stands. Left
/// out, it replaces whatever stands.
/// </param>
public sealed record AnswerBody(
    [WordsOf<AccommodationDecision>] string? Decision, [MayBeLeftOut] PlacementBody? Placement, [MayBeLeftOut, WordsOf<DeclineReason>] string? ReasonCode,
    [MayBeLeftOut] string? Text, string? Worker, [MayBeLeftOut, Words(AnswerBody.Understood)] string? Confirm,
    [MayBeLeftOut, WordsOf<AccommodationDecision>(OrEmpty = true)] string? InsteadOf)
{
    /// <summary>What is sent to decline a request for ordinary accommodation.</summary>
    public const string Understood = "duty-understood";
}

public sealed record Answered(string RequestId, string Decision, Instant AnsweredAt, bool Late, string Outcome);

/// <summary>
/// Takes an authority's answer. A later one replaces it; but whoever says what they saw standing, and was overtaken, is told who answered
/// and what, and an answer sent again is entered once.
/// </summary>
public sealed class Answering(CustodyLog log)
{
    /// <param name="row">The request as it was found.</param>
    /// <param name="body">The answer.</param>
    /// <param name="by">Who answers.</param>
    /// <param name="also">What else belongs to the same act, committed with it.</param>
    /// <param name="cancel">Gives up.</param>
    internal async Task<IResult> Answer(
        PlaceRequestRow row, AnswerBody body, Caller by, CancellationToken cancel, Func<Deciding, Task<IResult?>>? also = null)
    {
        if (body.Decision?.Trim() == "declined" && row.Kind == "non-secure" && body.Confirm != AnswerBody.Understood)
            return Refusals.Of("confirm", $"must be {AnswerBody.Understood} to decline. {RequestRules.OrdinaryDuty}", RequestRules.OrdinaryDuty);
        var now = log.Now();
        // The clock of whoever asked may be a little fast, and nothing is answered before it was asked.
        var at = Instant.Max(now, row.AskedAt);
        return await log.Decide<IResult>(by, async act =>
        {
            var (connection, transaction) = (act.Connection, act.Transaction);
            var detention = (await DetentionRow.Find(connection, row.DetentionId, transaction))!;
            var sent = OwnEntry.Of(detention, EventKind.AccommodationAnswered, at, Data(row.RequestId, body), by, now);
            if (Refusals.Shape(sent) is { } misshapen) return misshapen;
            var record = await Record.OfId(connection, row.DetentionId, transaction);
            var request = PlaceRequests.Of(record.Known(at)).First(one => one.Asked.RequestId == row.RequestId);
            if (Taken(request, body) is { } taken) return taken;
            if (also is not null && await also(act) is { } refused) return refused;
            if (request.Answers is [.., var last] && last.Said == sent.Entry!.Event.Fact) return Given(request, last);
            await act.Take(sent);
            var after = PlaceRequests.Of([.. record.Known(at), sent.Entry!.Event]).First(one => one.Asked.RequestId == row.RequestId);
            return Given(after, after.Answers[^1]);

            Ok<Answered> Given(PlaceRequest of, PlaceAnswer answer) => TypedResults.Ok(new Answered(
                row.RequestId, Vocabulary<AccommodationDecision>.Word(answer.Said.Decision), answer.At, answer.Late,
                Vocabulary<PlaceOutcome>.Word(of.OutcomeAt(at, record.ReplyWithin(of.AskedAt)))));
        }, cancel);
    }

    // Whoever says what they saw standing replaces nothing else.
    private static ProblemHttpResult? Taken(PlaceRequest request, AnswerBody body)
    {
        if (body.InsteadOf is not { } seen || request.Standing is not { } standing || request.NeedEndedAt is not null) return null;
        var decision = Vocabulary<AccommodationDecision>.Word(standing.Said.Decision);
        return decision == seen ? null : Problem.Of(
            StatusCodes.Status409Conflict, Problem.Conflict, "This request has been answered already.",
            $"{standing.Said.Worker} answered {decision} at {Rfc3339.Text(standing.At)}. To answer otherwise, send insteadOf: {decision}.");
    }

    private static Dictionary<string, object> Data(string requestId, AnswerBody body)
    {
        var data = new Dictionary<string, object> { ["requestId"] = requestId };
        Put(data, "decision", body.Decision);
        Put(data, "reasonCode", body.ReasonCode);
        Put(data, "text", body.Text);
        Put(data, "worker", body.Worker);
        if (body.Placement is not { } placement) return data;
        var place = new Dictionary<string, object>();
        Put(place, "kind", placement.Kind);
        Put(place, "readyAt", placement.ReadyAt);
        Put(place, "transportBy", placement.TransportBy);
        if (place.Count > 0) data["placement"] = place;
        return data;
    }

    private static void Put(Dictionary<string, object> data, string name, string? value)
    {
        if (Query.Given(value?.Trim()) is { } given) data[name] = given;
    }
}

using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace CustodyWatch.Features.Accommodation;

public sealed record PlacementBody(string? Kind, string? ReadyAt, string? TransportBy);

/// <summary>An answer to a request for a place.</summary>
/// <param name="Decision">What the authority does.</param>
/// <param name="Placement">The place offered.</param>
/// <param name="ReasonCode">Why it declines.</param>
/// <param name="Text">Anything else.</param>
/// <param name="Worker">Who answers.</param>
/// <param name="Confirm"><c>duty-understood</c>, to decline a request for ordinary accommodation.</param>
/// <param name="InsteadOf">The decision that stands and that this one is to replace.</param>
public sealed record AnswerBody(
    string? Decision, PlacementBody? Placement, string? ReasonCode, string? Text, string? Worker, string? Confirm, string? InsteadOf);

public sealed record Answered(string RequestId, string Decision, Instant AnsweredAt, bool Late, string Outcome);

/// <summary>
/// Takes an authority's answer. Of two that come at once the first stands and the second is told who gave it and what it was.
/// </summary>
public sealed class Answering(CustodyLog log)
{
    private const string Understood = "duty-understood";

    /// <param name="row">The request as it was found.</param>
    /// <param name="body">The answer.</param>
    /// <param name="by">Who answers.</param>
    /// <param name="also">What else belongs to the same act, committed with it.</param>
    /// <param name="cancel">Gives up.</param>
    internal async Task<IResult> Answer(
        PlaceRequestRow row, AnswerBody body, Caller by, CancellationToken cancel, Func<Deciding, Task<IResult?>>? also = null)
    {
        if (body.Decision?.Trim() == "declined" && row.Kind == "non-secure" && body.Confirm != Understood)
            return Refusals.Of("confirm", $"must be {Understood} to decline. {RequestRules.OrdinaryDuty}", RequestRules.OrdinaryDuty);
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
            await act.Take(sent);
            var after = PlaceRequests.Of([.. record.Known(at), sent.Entry!.Event]).First(one => one.Asked.RequestId == row.RequestId);
            return TypedResults.Ok(new Answered(row.RequestId, body.Decision!, at, after.Answers[^1].Late,
                Vocabulary<PlaceOutcome>.Word(after.OutcomeAt(at, record.ReplyWithin(after.AskedAt)))));
        }, cancel);
    }

    // What stands is replaced only by someone who has seen it and says so.
    private static ProblemHttpResult? Taken(PlaceRequest request, AnswerBody body)
    {
        if (request.Standing is not { } standing || request.NeedEndedAt is not null) return null;
        var decision = Vocabulary<AccommodationDecision>.Word(standing.Said.Decision);
        return decision == body.InsteadOf ? null : Problem.Of(
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

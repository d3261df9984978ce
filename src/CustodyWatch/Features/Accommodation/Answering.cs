using System.ComponentModel;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
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
/// <param name="Confirm"><c>duty-understood</c>, to decline a request for ordinary accommodation; not asked for where the person was 18 when bail was refused.</param>
/// <param name="InsteadOf">
/// The decision that whoever answers has read and means to replace, empty when they saw none; the answer is refused when another stands. Left
/// out, it replaces whatever stands, unless it would take back a place that somebody else offered within the last two minutes.
/// </param>
/// <param name="DetentionId">Whose request is meant, where several children's have its id.</param>
public sealed record AnswerBody(
    [WordsOf<AccommodationDecision>] string? Decision, [MayBeLeftOut] PlacementBody? Placement, [MayBeLeftOut, WordsOf<DeclineReason>] string? ReasonCode,
    [MayBeLeftOut] string? Text, string? Worker, [MayBeLeftOut, Words(AnswerBody.Understood)] string? Confirm,
    [MayBeLeftOut, WordsOf<AccommodationDecision>(OrEmpty = true)] string? InsteadOf,
    [MayBeLeftOut] string? DetentionId = null)
{
    /// <summary>What is sent to decline a request for ordinary accommodation.</summary>
    public const string Understood = "duty-understood";

    /// <summary>Whether this is what stands as the answer to a request already, said by the same worker.</summary>
    internal bool Stands(PlaceRequestRow row) => row.Decision is { } decision && decision == Decision?.Trim() && row.Worker?.Text == Worker?.Trim();
}

public sealed record Answered(string RequestId, string Decision, Instant AnsweredAt, [property: Description(LateAnswer.Means)] bool Late, string Outcome);

/// <summary>
/// Takes an authority's answer. A later one replaces it; but whoever was overtaken, by what they say they saw standing or because another
/// offered a place only a moment ago, is told who answered and what, and an answer sent again is entered once.
/// </summary>
public sealed class Answering(CustodyLog log)
{
    // Within it nobody who answers can be taken to have read what another just said.
    private static readonly Duration AtOnce = Duration.FromMinutes(2);

    /// <param name="row">The request as it was found.</param>
    /// <param name="body">The answer.</param>
    /// <param name="by">Who answers.</param>
    /// <param name="also">What else belongs to the same act, committed with it.</param>
    /// <param name="cancel">Gives up.</param>
    internal async Task<IResult> Answer(
        PlaceRequestRow row, AnswerBody body, Caller by, CancellationToken cancel, Func<Deciding, Task<IResult?>>? also = null)
    {
        var now = log.Now();
        // The clock of whoever asked may be a little fast, and nothing is answered before it was asked.
        var at = Instant.Max(now, row.AskedAt);
        return await log.Decide<IResult>(by, async act =>
        {
            var (connection, transaction) = (act.Connection, act.Transaction);
            var detention = (await DetentionRow.Find(connection, row.DetentionId, transaction))!;
            var sent = OwnEntry.Of(detention, EventKind.AccommodationAnswered, at, Data(row.RequestId, body), by, now);
            var record = await Record.OfId(connection, row.DetentionId, transaction);
            var known = record.Known(at);
            if (body.Decision?.Trim() == "declined" && row.Kind == "non-secure" && body.Confirm != AnswerBody.Understood && !CertificateGround.Of(known, at).IsAdult)
                return Refusals.Of("confirm", $"must be {AnswerBody.Understood} to decline. {RequestRules.OrdinaryDuty}", RequestRules.OrdinaryDuty);
            if (Refusals.Shape(sent) is { } misshapen) return misshapen;
            // It may have been taken back since it was found, or put right to another authority.
            if (PlaceRequests.Of(known).FirstOrDefault(one => one.Asked.RequestId == row.RequestId && one.Asked.Authority == row.Authority) is not { } request) return Problem.Missing("There is no such request.");
            if (await Taken(request, known) is { } taken) return taken;
            if (also is not null && await also(act) is { } refused) return refused;
            if (request.Answers is [.., var last] && last.Said == sent.Entry!.Event.Fact) return Given(request, last);
            await act.Take(sent);
            var after = PlaceRequests.Of([.. known, sent.Entry!.Event]).First(one => one.Asked.RequestId == row.RequestId);
            return Given(after, after.Answers[^1]);

            Ok<Answered> Given(PlaceRequest of, PlaceAnswer answer) => TypedResults.Ok(new Answered(
                row.RequestId, Vocabulary<AccommodationDecision>.Word(answer.Said.Decision), answer.At, answer.Late,
                Vocabulary<PlaceOutcome>.Word(of.OutcomeAt(at, record.ReplyWithin(of.AskedAt)))));

            // Whoever says what they saw standing replaces nothing else; who says nothing of it may have seen nothing yet.
            async Task<ProblemHttpResult?> Taken(PlaceRequest before, IReadOnlyList<CustodyEvent> entries)
            {
                if (before.Standing is not { } standing || before.NeedEndedAt is not null) return null;
                var decision = Vocabulary<AccommodationDecision>.Word(standing.Said.Decision);
                var takesPlaceBack = before.PlaceStands && !((AccommodationAnswered)sent.Entry!.Event.Fact).Decision.OffersPlace();
                if (body.InsteadOf is { } seen ? decision == seen : !takesPlaceBack || !await IsOfAnotherJustNow(standing, entries)) return null;
                return Problem.Of(
                    StatusCodes.Status409Conflict, Problem.Conflict, "This request has been answered already.",
                    $"{standing.Said.Worker} answered {decision} at {Rfc3339.Text(standing.At)}. To answer otherwise, send insteadOf: {decision}.");
            }

            async Task<bool> IsOfAnotherJustNow(PlaceAnswer standing, IReadOnlyList<CustodyEvent> entries)
            {
                var said = entries.Last(entry => ReferenceEquals(entry.Fact, standing.Said));
                var entered = (await EventRow.OfRecord(connection, row.DetentionId, transaction)).First(one => one.Source == said.Source && one.EventId == said.Id);
                return entered.PostedBy != by.UserId && now - entered.Received < AtOnce;
            }
        }, cancel);
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

using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace CustodyWatch.Features.Accommodation;

/// <summary>A request for a place, as the suite makes it.</summary>
public sealed record AskingBody(
    string? Authority, [WordsOf<AccommodationKind>] string? Kind, [MayBeLeftOut] string? SeriousHarmReason, [MayBeLeftOut] string? NeededBy, [MayBeLeftOut] string? Notes);

public sealed record Asked(string RequestId, Instant ReplyDueAt);

/// <summary>Asks a local authority for a place (PACE 1984 s38(6)).</summary>
public sealed class Asking(CustodyLog log, Authorities authorities)
{
    /// <param name="detention">The child.</param>
    /// <param name="body">What is asked for.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="formId">Of the form it was written on: sent twice as it is, a form makes one request.</param>
    public async Task<IResult> Ask(DetentionRow detention, AskingBody body, Caller by, CancellationToken cancel, string? formId = null)
    {
        var now = log.Now();
        var kind = body.Kind == "secure" ? AccommodationKind.Secure : AccommodationKind.NonSecure;
        return await log.Decide<IResult>(by, async act =>
        {
            var (connection, transaction) = (act.Connection, act.Transaction);
            var record = await Record.OfId(connection, detention.Id, transaction);
            var sent = Entry(detention, body, by, now, formId);
            if (record.Holds(sent)
                && PlaceRequests.Of(record.Known(now)).FirstOrDefault(one => one.WithdrawnAt is null && one.Asked.Equals(sent.Entry?.Event.Fact)) is { } before)
                return Answer(record, before.Asked.RequestId, before.AskedAt);
            if (!record.Known(now).Any(entry => entry.Fact is Arrived))
                return Problem.Unprocessable("No arrival is on the record yet.", "Enter the arrival first: until then no authority would see the request.");
            var unlawful = RequestRules.Refusals(kind, body.SeriousHarmReason, record.Entries(now), now).ByField();
            if (unlawful.Count > 0) return Problem.Invalid(unlawful);
            if (Refusals.Shape(sent) is { } misshapen) return misshapen;
            if (await authorities.Find(body.Authority!, cancel) is null)
                return Refusals.Of("authority", $"{body.Authority} is not among the local authorities with children's services.");
            if (record.Holds(sent)) sent = Entry(detention, body, by, now, null);
            var taken = await act.Take(sent);
            return taken.Refusal is { } refusal ? Refusals.Shape(sent.Refused(refusal))! : Answer(record, sent.Id!, now);
        }, cancel);
    }

    private static Created<Asked> Answer(Record record, string requestId, Instant at) =>
        TypedResults.Created((string?)null, new Asked(requestId, at + record.ReplyWithin(at)));

    private static Submission Entry(DetentionRow detention, AskingBody body, Caller by, Instant now, string? formId)
    {
        var id = formId ?? NewId.At(now);
        var data = new Dictionary<string, object?>
        {
            ["requestId"] = id,
            ["authority"] = body.Authority,
            ["kind"] = body.Kind,
            ["seriousHarmReason"] = Query.Given(body.SeriousHarmReason?.Trim()),
            ["neededBy"] = Query.Given(body.NeededBy),
            ["notes"] = Query.Given(body.Notes),
        };
        return OwnEntry.Of(detention, EventKind.AccommodationRequested, now, Given(data), by, now, id: id);
    }

    private static Dictionary<string, object> Given(Dictionary<string, object?> data) =>
        data.Where(field => field.Value is not null).ToDictionary(field => field.Key, field => field.Value!);
}

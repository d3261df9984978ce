using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Features.Accommodation;

/// <summary>A request for a place, as the suite makes it.</summary>
public sealed record AskingBody(string? Authority, string? Kind, string? SeriousHarmReason, string? NeededBy, string? Notes);

public sealed record Asked(string RequestId, Instant ReplyDueAt);

/// <summary>Asks a local authority for a place (PACE 1984 s38(6)).</summary>
public sealed class Asking(CustodyLog log, Authorities authorities)
{
    public async Task<IResult> Ask(DetentionRow detention, AskingBody body, Caller by, CancellationToken cancel)
    {
        var (now, requestId) = (log.Now(), Guid.CreateVersion7(log.Now().ToDateTimeOffset()).ToString());
        var data = new Dictionary<string, object?>
        {
            ["requestId"] = requestId,
            ["authority"] = body.Authority,
            ["kind"] = body.Kind,
            ["seriousHarmReason"] = Query.Given(body.SeriousHarmReason?.Trim()),
            ["neededBy"] = Query.Given(body.NeededBy),
            ["notes"] = Query.Given(body.Notes),
        };
        var sent = OwnEntry.Of(detention, EventKind.AccommodationRequested, now, Given(data), by, now);
        var kind = body.Kind == "secure" ? AccommodationKind.Secure : AccommodationKind.NonSecure;
        return await log.Decide<IResult>(by, async act =>
        {
            var (connection, transaction) = (act.Connection, act.Transaction);
            var record = await Record.OfId(connection, detention.Id, transaction);
            var unlawful = RequestRules.Refusals(kind, body.SeriousHarmReason, record.Entries(now), now).ByField();
            if (unlawful.Count > 0) return Problem.Invalid(unlawful);
            if (Refusals.Shape(sent) is { } misshapen) return misshapen;
            if (await authorities.Find(body.Authority!, cancel) is null)
                return Refusals.Of("authority", $"{body.Authority} is not among the local authorities with children's services.");
            await act.Take(sent);
            return TypedResults.Created((string?)null, new Asked(requestId, now + record.ReplyWithin(now)));
        }, cancel);
    }

    private static Dictionary<string, object> Given(Dictionary<string, object?> data) =>
        data.Where(field => field.Value is not null).ToDictionary(field => field.Key, field => field.Value!);
}

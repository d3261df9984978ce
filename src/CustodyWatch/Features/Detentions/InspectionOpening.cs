using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Detentions;

/// <summary>Asks that the inspectorate may read a record until an instant.</summary>
public sealed record InspectionRequest(Instant? Until, string? Reason);

/// <summary>That a record is open to the inspectorate, and until when.</summary>
public sealed record InspectionOpened(string Id, string DetentionId, Instant Until);

/// <summary>Opens one record to the inspectorate.</summary>
public sealed class InspectionOpening(Database database, AccessLog access, IClock clock)
{
    public async Task<IResult> Open(HttpContext http, DetentionRow detention, InspectionRequest request, CancellationToken cancel)
    {
        var now = clock.Now();
        var errors = new Dictionary<string, string[]>();
        if (request.Until is null || request.Until <= now) errors["until"] = ["must be an instant in the future"];
        if (Worded.Reason(request.Reason) is { } wrong) errors["reason"] = [wrong];
        if (errors.Count > 0) return Problem.Invalid(errors);
        var row = new InspectionRow
        {
            Id = NewId.At(now),
            DetentionId = detention.Id,
            OpenedAt = now,
            OpenedBy = http.User.Caller().UserId,
            Until = request.Until!.Value,
            Reason = request.Reason!,
        };
        await database.Write(
            async (connection, transaction) =>
            {
                await row.Insert(connection, transaction);
                await access.Keep(http, connection, transaction, AccessAction.Disclosure, detention.Id, detention.Force, request.Reason);
            },
            cancel);
        return TypedResults.Ok(new InspectionOpened(row.Id, row.DetentionId, row.Until));
    }
}

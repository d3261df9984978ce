using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Administration;

/// <summary>What a person should ask about in who looked at what: for those who may read the access log, of their own force.</summary>
public static class AnomaliesEndpoints
{
    private static readonly Duration Usual = Duration.FromDays(7), Most = Duration.FromDays(92);

    public static void MapAnomalies(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/access-log/anomalies", Get).RequireAuthorization(Policies.ReadAccessLog)
            .Answers<Page<Anomaly>>("What in the access log a person should ask about: two suites at once, far beyond a suite, odd hours.");

    /// <summary>What stands out in a stretch of time; asking is itself remembered.</summary>
    internal static async Task<IReadOnlyList<Anomaly>> Read(
        HttpContext http, Database database, AccessLog access, Instant from, Instant to, CancellationToken cancel)
    {
        var forces = http.User.Caller().Forces;
        foreach (var force in forces) await access.Write(http, AccessAction.Consultation, "access-log/anomalies", force, cancel);
        return Anomalies.Of(await Look.Read(database, forces, from - Anomalies.Before, to, cancel), from);
    }

    /// <summary>The stretch asked about: the last week when nothing is said.</summary>
    internal static (Instant From, Instant To) Stretch(Query query, Instant? from, Instant? to, Instant now)
    {
        var until = to ?? now + Duration.FromMilliseconds(1);
        var since = from ?? until - Usual;
        if (since >= until || until - since > Most) query.Wrong("from", "must lie before to, by no more than 92 days");
        return (since, until);
    }

    private static async Task<IResult> Get(
        HttpContext http, Database database, AccessLog access, IClock clock, string? from, string? to, CancellationToken cancel)
    {
        var query = new Query();
        var (since, until) = Stretch(query, query.InstantOrDate("from", from), query.InstantOrDate("to", to), clock.Now());
        if (query.Refusal is { } unreadable) return unreadable;
        return TypedResults.Ok(new Page<Anomaly>(await Read(http, database, access, since, until, cancel), null));
    }
}

using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Oversight;

/// <summary>Nights in custody: those that were, and those that can still be prevented.</summary>
internal static class NightEndpoints
{
    private static readonly Duration FurthestAhead = Duration.FromHours(24);

    public static async Task<IResult> Overnight(
        HttpContext http, Database database, AccessLog access, IClock clock, string? force, string? suite, string? from, string? to,
        string? rule, string? limit, string? cursor, string? publication, CancellationToken cancel)
    {
        var query = new Query();
        Publication.Refuse(query, publication);
        var paging = query.Paging(limit, cursor, NightList.Key.Is);
        var period = Period.Read(query, from, to);
        var named = OvernightRule.Find(Query.Given(rule) ?? OvernightRule.FourHours.Name);
        if (named is null) query.Wrong("rule", "must be one of " + string.Join(", ", OvernightRule.All.Select(known => known.Name)));
        if (query.Refusal is { } unreadable) return unreadable;
        if (Scope.Of(http.User.Caller(), force, suite) is not { } scope) return Problem.Forbidden("That is not in your scope.");
        var list = await NightList.Read(database, scope.OfFigures, period, named!, paging, clock.GetCurrentInstant(), cancel);
        await access.Write(http, AccessAction.Consultation, "overnight", force, list.Items.Select(night => night.Force), cancel);
        return TypedResults.Ok(list);
    }

    public static async Task<IResult> Forecast(
        HttpContext http, Database database, AccessLog access, IClock clock, string? force, string? suite, string? at, string? limit,
        string? cursor, string? publication, CancellationToken cancel)
    {
        var query = new Query();
        Publication.Refuse(query, publication);
        var paging = query.Paging(limit, cursor, ForecastAnswer.Key.Is);
        var now = clock.Now();
        var when = query.Instant("at", at) ?? now;
        if (when > now + FurthestAhead) query.Wrong("at", "lies more than a day ahead");
        if (query.Refusal is { } unreadable) return unreadable;
        if (Scope.Of(http.User.Caller(), force, suite) is not { } scope) return Problem.Forbidden("That is not in your scope.");
        var forecast = (await ForecastAnswer.Read(database, scope.OfFigures, when, now, cancel)).Part(paging);
        await access.Write(http, AccessAction.Consultation, "overnight/forecast", force, forecast.Items.Select(child => child.Force), cancel);
        return TypedResults.Ok(forecast);
    }
}

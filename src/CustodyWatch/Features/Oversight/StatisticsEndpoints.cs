using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Oversight;

/// <summary>Statistics, how they fall on children of different ethnicity, and the rows behind them without identifiers.</summary>
internal static class StatisticsEndpoints
{
    public static async Task<IResult> Statistics(
        HttpContext http, Database database, IClock clock, string? force, string? suite, string? authority, string? from, string? to,
        string? by, string? publication, CancellationToken cancel)
    {
        var query = new Query();
        var (period, publishes) = (Period.Read(query, from, to), query.Flag("publication", publication));
        var caller = http.User.Caller();
        var isDesk = caller.Role is Role.DutyDesk or Role.DutyManager;
        var ways = isDesk ? LedgerStatistics.Ways : TotalsReading.Ways;
        var way = Query.Given(by);
        if (way is not null && !ways.Contains(way)) query.Wrong("by", "must be one of " + string.Join(", ", ways));
        if (query.Refusal is { } unreadable) return unreadable;
        var now = clock.GetCurrentInstant();
        if (isDesk)
            return Query.Given(authority) is { } named && !caller.MaySeeAuthority(named)
                ? Problem.Forbidden("That is not in your scope.")
                : TypedResults.Ok(await LedgerStatistics.Read(
                    database, Query.Given(authority) is { } one ? [one] : caller.Authorities, Query.Given(force), period, way, publishes, now, cancel));
        if (Scope.Of(caller, force, suite) is not { } scope) return Problem.Forbidden("That is not in your scope.");
        var parts = await TotalsReading.Read(database, scope.OfFigures, period, way, now, cancel);
        if (!publishes) return TypedResults.Ok(StatisticsAnswer.Of(parts, way is not null, publication: false));
        var areas = await PublishedAreas.Read(database, Scope.Of(caller, null, null)!, period, now, cancel);
        parts = Publication.Listed(parts, way, scope);
        return TypedResults.Ok(StatisticsAnswer.Of(parts, way is not null, publication: true, areas.Of(scope, parts, way)));
    }

    public static async Task<IResult> Disproportionality(
        HttpContext http, Database database, Populations populations, IClock clock, string? force, string? suite, string? from, string? to, string? stage,
        string? publication, CancellationToken cancel)
    {
        var query = new Query();
        var (period, publishes) = (Period.Read(query, from, to), query.Flag("publication", publication));
        var named = Stage.Find(Query.Given(stage) ?? Stage.Detentions);
        if (named is null) query.Wrong("stage", "must be one of " + string.Join(", ", Stage.All.Select(known => known.Name)));
        if (query.Refusal is { } unreadable) return unreadable;
        var (caller, now) = (http.User.Caller(), clock.GetCurrentInstant());
        if (Scope.Of(caller, force, suite) is not { } scope) return Problem.Forbidden("That is not in your scope.");
        var parts = await TotalsReading.Read(database, scope.OfFigures, period, Dimensions.Ethnicity, now, cancel);
        if (!publishes) return TypedResults.Ok(DisproportionalityAnswer.Of(parts, populations, scope.OfFigures, named!, publication: false));
        var areas = await PublishedAreas.Read(database, Scope.Of(caller, null, null)!, period, now, cancel);
        parts = Publication.EveryGroup(parts);
        return TypedResults.Ok(DisproportionalityAnswer.Of(
            parts, populations, scope.OfFigures, named!, publication: true, areas.Of(scope, parts, Dimensions.Ethnicity)));
    }

    public static async Task<IResult> Export(
        HttpContext http, Database database, AccessLog access, IClock clock, string? force, string? suite, string? from, string? to,
        [Microsoft.AspNetCore.Mvc.FromQuery(Name = "return")] string? kind, string? publication, CancellationToken cancel)
    {
        var query = new Query();
        var period = Period.Read(query, from, to);
        Publication.Refuse(query, publication);
        var sheet = Return.Find(Query.Given(kind) ?? Return.Detail);
        if (sheet is null) query.Wrong("return", "must be one of " + string.Join(", ", Return.All.Select(known => known.Name)));
        if (query.Refusal is { } unreadable) return unreadable;
        if (Scope.Of(http.User.Caller(), force, suite) is not { } scope) return Problem.Forbidden("That is not in your scope.");
        await access.Write(http, AccessAction.Disclosure, "statistics/export", Query.Given(force), cancel, sheet!.Name);
        return new ReturnResult(database, sheet, scope.OfFigures, period, clock.GetCurrentInstant());
    }
}

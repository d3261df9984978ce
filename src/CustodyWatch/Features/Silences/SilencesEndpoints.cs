using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Silences;

/// <summary>What is silenced for a while, by whom and why.</summary>
public static class SilencesEndpoints
{
    private const string InForce = "in-force", All = "all";
    private static readonly string[] States = [InForce, All];

    public static IHostApplicationBuilder AddSilences(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Silencing>();
        return builder;
    }

    public static void MapSilences(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/silences", List).RequireAuthorization(Policies.ReadBoard)
            .Answers<Page<SilenceAnswer>>("What is silenced, by whom, until when and why; the latest first.")
            .Takes("state", "Those in force, or those that are over as well.", Sent.Word(States, InForce));
        app.MapPost("/api/v1/silences", Make).RequireAuthorization(Policies.SilenceAlerts).DisableAntiforgery()
            .Answers<SilenceAnswer>("Silences one alert, one clock of a child, or a local clock of a suite.", StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound);
        app.MapPost("/api/v1/silences/{id}/lift", Lift).RequireAuthorization(Policies.SilenceAlerts).DisableAntiforgery()
            .Answers<SilenceAnswer>("Ends a silence before its time.");
    }

    private static async Task<IResult> List(
        HttpContext http, Database database, AccessLog access, IClock clock, string? force, string? suite, string? state, string? limit,
        string? cursor, CancellationToken cancel)
    {
        var query = new Query();
        var paging = query.Paging(limit, cursor, Paging.IsNumber);
        if (Query.Given(state) is { } named && !States.Contains(named)) query.Wrong("state", "must be in-force or all");
        if (query.Refusal is { } unreadable) return unreadable;
        if (Scope.Of(http.User.Caller(), force, suite) is not { } scope) return Problem.Forbidden("That is not in your scope.");
        var now = clock.Now();
        var rows = await Read(database, scope, now, Query.Given(state) == All, paging, cancel);
        await access.Write(http, AccessAction.Consultation, "silences", force, rows.Take(paging.Limit).Select(row => row.Force), cancel);
        return TypedResults.Ok(paging.Of(rows, row => SilenceAnswer.Of(row, now), row => row.Position));
    }

    internal static async Task<IReadOnlyList<SilenceRow>> Read(
        Database database, Scope scope, Instant now, bool all, Paging paging, CancellationToken cancel)
    {
        var parameters = new DynamicParameters(new { now, before = paging.Number ?? long.MaxValue, take = paging.Limit + 1 });
        var where = $"d.position < @before AND {scope.Where(parameters, now)}" + (all ? "" : " AND d.until_at > @now AND l.at IS NULL");
        await using var connection = await database.Open(cancel);
        return (await connection.QueryAsync<SilenceRow>(
            $"SELECT {SilenceRow.WithLift} WHERE {where} ORDER BY d.position DESC {database.Dialect.First}", parameters)).AsList();
    }

    private static async Task<IResult> Make(HttpContext http, SilenceRequest request, Silencing silencing, CancellationToken cancel)
    {
        if (request.Suite is { } suite && (Scope.Of(http.User.Caller(), request.Force, suite) is null || Scope.ForceOf(http.User.Caller(), suite) is null))
            return Problem.Forbidden("That suite is not in your scope.");
        var made = await silencing.Make(http, request, cancel);
        return made switch
        {
            { Row: { } row } => TypedResults.Json(SilenceAnswer.Of(row, silencing.Now()), Json.Options, statusCode: StatusCodes.Status201Created),
            { Errors: { } errors } => Problem.Invalid(errors),
            _ => Problem.Missing(),
        };
    }

    private static async Task<IResult> Lift(HttpContext http, string id, LiftRequest request, Silencing silencing, CancellationToken cancel) =>
        await silencing.Lift(http, id, request.Reason, cancel) switch
        {
            { Row: { } row } => TypedResults.Ok(SilenceAnswer.Of(row, silencing.Now())),
            { Errors: { } errors } => Problem.Invalid(errors),
            _ => Problem.Missing("There is no such silence."),
        };
}

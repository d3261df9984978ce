using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Storage;
using Dapper;

namespace CustodyWatch.Features.Retention;

/// <summary>What is due for review, what was decided, what is held, and what was disposed of.</summary>
public static class RetentionEndpoints
{
    private const string SelectDisposals = $"""
        SELECT {DisposalRow.Columns} FROM disposals d
        WHERE d.force = @force AND d.position < @before
        """;

    private const string OfMask = "d.detention_id IN (SELECT r.detention_id FROM records r WHERE r.force = @force AND r.custody_record_number = @mask)";

    /// <summary>That something was entered.</summary>
    public sealed record Made(string Id);

    /// <summary>A decision about one record.</summary>
    public sealed record DecisionRequest([Words(RetentionDecisionRow.Keep, RetentionDecisionRow.Dispose)] string? Decision, [MayBeLeftOut] string? Reason, [MayBeLeftOut] NodaTime.Instant? ReviewAt);

    public static IHostApplicationBuilder AddRetention(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Reviewing>();
        return builder;
    }

    public static void MapRetention(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/retention", List).RequireAuthorization(Policies.ReviewRetention)
            .Answers<Page<KeptRecord>>("Records due for review, to be disposed of, or on hold.")
            .Takes("state", "Due for review, decided to be disposed of, or held.", Sent.Word(RetentionList.States, RetentionList.Due));
        app.MapGet("/api/v1/disposals", Disposals).RequireAuthorization(Policies.ReviewRetention)
            .Answers<Page<DisposalRow>>("Records that were disposed of, the latest first: by whom, when and under what rule. With a custody record number, whether that one was.")
            .Takes("number", "Only the record of this custody record number.", Sent.Text());
        app.MapPost("/api/v1/detentions/{id}/retention", Decide).RequireAuthorization(Policies.ReviewRetention).DisableAntiforgery()
            .Answers<Made>("Keeps a record longer, with a reason and a day of the next review, or decides that it is disposed of.", StatusCodes.Status201Created);
        app.MapPost("/api/v1/detentions/{id}/holds", Hold).RequireAuthorization(Policies.ReviewRetention).DisableAntiforgery()
            .Answers<Made>("Holds a record back from disposal, for litigation or a complaint.", StatusCodes.Status201Created);
        app.MapPost("/api/v1/holds/{id}/lift", Lift).RequireAuthorization(Policies.DecideDisposal).DisableAntiforgery()
            .Answers<Made>("Ends a hold before its time.");
    }

    private static async Task<IResult> List(
        HttpContext http, string? force, string? state, string? limit, string? cursor, Database database, Reviewing reviewing, AccessLog access,
        CancellationToken cancel)
    {
        var query = new Query();
        var paging = query.Paging(limit, cursor, Paging.IsText);
        state = Query.Given(state) ?? RetentionList.Due;
        if (!RetentionList.States.Contains(state)) query.Wrong("state", "must be due, decided or held");
        if (query.Refusal is { } unreadable) return unreadable;
        if (Theirs(http, force) is not { } own) return Problem.Forbidden("That is not in your scope.");
        var page = await RetentionList.Read(database, own, state, paging, reviewing.Now(), cancel);
        await access.Write(http, AccessAction.Consultation, "retention", own, cancel);
        return TypedResults.Ok(page);
    }

    private static async Task<IResult> Disposals(
        HttpContext http, string? force, string? number, string? limit, string? cursor, Database database, AccessLog access, CancellationToken cancel)
    {
        var query = new Query();
        var paging = query.Paging(limit, cursor, Paging.IsNumber);
        if (query.Refusal is { } unreadable) return unreadable;
        if (Theirs(http, force) is not { } own) return Problem.Forbidden("That is not in your scope.");
        var page = await ReadDisposals(database, own, number, paging, cancel);
        await access.Write(http, AccessAction.Consultation, "disposals", own, cancel);
        return TypedResults.Ok(page);
    }

    internal static async Task<Page<DisposalRow>> ReadDisposals(
        Database database, string force, string? number, Paging paging, CancellationToken cancel)
    {
        var before = paging.Number ?? long.MaxValue;
        var mask = string.IsNullOrWhiteSpace(number) ? null : DisposalRow.Mask(force, number.Trim());
        await using var connection = await database.Open(cancel);
        var rows = (await connection.QueryAsync<DisposalRow>(
            $"{SelectDisposals}{Conditions.And((mask, OfMask))} ORDER BY d.position DESC {database.Dialect.First}", new { force, before, mask, take = paging.Limit + 1 })).AsList();
        return paging.Of(rows, row => row, row => row.Position);
    }

    private static async Task<IResult> Decide(HttpContext http, string id, DecisionRequest request, Reviewing reviewing, CancellationToken cancel) =>
        !MayDecide(http, request.Decision)
            ? Problem.Forbidden("A superintendent decides that a record is disposed of.")
            : Answer(await reviewing.Decide(http, new([id], request.Decision, request.Reason, request.ReviewAt), cancel), StatusCodes.Status201Created);

    private static async Task<IResult> Hold(HttpContext http, string id, HoldRequest request, Reviewing reviewing, CancellationToken cancel) =>
        Answer(await reviewing.Hold(http, id, request, cancel), StatusCodes.Status201Created);

    private static async Task<IResult> Lift(HttpContext http, string id, LiftHoldRequest request, Reviewing reviewing, CancellationToken cancel) =>
        Answer(await reviewing.Lift(http, id, request.Reason, cancel), StatusCodes.Status200OK);

    /// <summary>To keep is an inspector's to decide as well; to dispose of is not.</summary>
    internal static bool MayDecide(HttpContext http, string? decision) =>
        decision != RetentionDecisionRow.Dispose || Policies.Table[Policies.DecideDisposal].Contains(http.User.Caller().Role);

    /// <summary>The force meant, when it is the caller's own; their first when none is named.</summary>
    internal static string? Theirs(HttpContext http, string? force)
    {
        var caller = http.User.Caller();
        return Query.Given(force) is not { } named ? caller.Forces.Order(StringComparer.Ordinal).FirstOrDefault() : caller.MaySeeForce(named) ? named : null;
    }

    private static IResult Answer(Reviewed made, int status) => made switch
    {
        { Id: { } id } => TypedResults.Json(new Made(id), Json.Options, statusCode: status),
        { Errors: { } errors } => Problem.Invalid(errors),
        _ => Problem.Missing(),
    };
}

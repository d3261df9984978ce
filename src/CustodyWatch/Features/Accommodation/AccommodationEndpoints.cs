using CustodyWatch.Access;
using CustodyWatch.Features.Accommodation.Pages;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Accommodation;

/// <summary>A place for the night: asking, answering, and the ledger of both.</summary>
public static class AccommodationEndpoints
{
    public static IHostApplicationBuilder AddAccommodation(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Asking>();
        builder.Services.AddSingleton<Answering>();
        builder.Services.AddSingleton<RequestLinks>();
        builder.Services.AddSingleton<PlacePages>();
        builder.AddRateLimit(LinkPages.Limited, LinkPages.MostAMinute);
        return builder;
    }

    public static void MapAccommodation(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapPost("/detentions/{id}/accommodation-requests", Ask).RequireAuthorization(Policies.RequestAccommodation)
            .Answers<Asked>("Asks a local authority for a place, and says by when it must answer.", StatusCodes.Status201Created);
        api.MapGet("/accommodation-requests", List).RequireAuthorization(Policies.ReadAccommodationRequests)
            .Answers<Page<DeskRequest>>("Requests for a place as a duty desk sees them: what each child needs tonight, and nothing more.")
            .Takes("state", "Only those that wait for an answer, have one, or are closed; all when it is left out.", Sent.Word(RequestQueries.States));
        api.MapPost("/accommodation-requests/{id}/answer", Answer).RequireAuthorization(Policies.AnswerAccommodation)
            .Answers<Answered>("Answers a request for a place. Where several children's requests have this id, detentionId says which.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("/accommodation-requests/{id}/link", Link).RequireAuthorization(Policies.RequestAccommodation)
            .Answers<LinkGiven>("Makes a link and a code with which a desk without an account answers once.")
            .Takes("detentionId", "Whose request is meant, where several children's have this id.", Sent.Text())
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/accommodation-ledger", Ledger).RequireAuthorization(Policies.ReadLedger)
            .Answers<Page<LedgerRow>>("Each request and what became of it, the same for both sides.");
    }

    private static async Task<IResult> Ask(
        HttpContext http, RecordDoor door, Asking asking, string id, AskingBody body, CancellationToken cancel) =>
        await door.Find(http.User.Caller(), id, cancel) is { } detention
            ? await asking.Ask(detention, body, http.User.Caller(), cancel)
            : Problem.Missing();

    private static async Task<IResult> List(
        HttpContext http, Database database, AccessLog access, IClock clock, string? authority, string? force, string? state, string? from,
        string? to, string? limit, string? cursor, CancellationToken cancel)
    {
        var query = new Query();
        var paging = query.Paging(limit, cursor, RequestQueries.Key.Is);
        var (since, until) = query.Between(from, to);
        if (Query.Given(state) is { } named && !RequestQueries.States.Contains(named)) query.Wrong("state", "must be open, answered or closed");
        if (query.Refusal is { } unreadable) return unreadable;
        if (RequestScope.Of(http.User.Caller(), authority, force) is not { } scope) return Problem.Forbidden("That is not in your scope.");
        var now = clock.GetCurrentInstant();
        var rows = await RequestQueries.Read(database, new(scope, Query.Given(state), since, until), paging, cancel);
        await using var connection = await database.Open(cancel);
        var records = new Dictionary<string, Record>();
        foreach (var id in rows.Take(paging.Limit).Select(row => row.DetentionId).Distinct()) records[id] = await Record.OfId(connection, id);
        var page = paging.Of(rows, row => DeskRequest.Of(row, records[row.DetentionId], now), RequestQueries.Key.Of);
        await access.Write(http, AccessAction.Consultation, "accommodation-requests", scope.Force, page.Items.Select(item => item.Force), cancel);
        return TypedResults.Ok(page);
    }

    private static async Task<IResult> Answer(
        HttpContext http, Database database, Answering answering, string id, AnswerBody body, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var meant = await RequestChoice.Find(connection, RequestScope.Of(http.User.Caller(), null, null)!, id, Query.Given(body.DetentionId), body);
        return meant.Row is { } row ? await answering.Answer(row, body, http.User.Caller(), cancel) : meant.Refusal!;
    }

    private static async Task<IResult> Link(
        HttpContext http, Database database, RequestLinks links, string id, string? detentionId, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var meant = await RequestChoice.Find(connection, RequestScope.Of(http.User.Caller(), null, null)!, id, Query.Given(detentionId));
        if (meant.Row is not { } row) return meant.Refusal!;
        return row.IsClosed
            ? Problem.Unprocessable("This request is closed, so nobody needs to answer it.")
            : TypedResults.Ok(await links.Make(http, row, cancel));
    }

    private static async Task<IResult> Ledger(
        HttpContext http, Database database, AccessLog access, IClock clock, string? force, string? authority, string? from, string? to,
        string? limit, string? cursor, CancellationToken cancel)
    {
        var query = new Query();
        var paging = query.Paging(limit, cursor, RequestQueries.Key.Is);
        var (since, until) = query.Between(from, to);
        if (query.Refusal is { } unreadable) return unreadable;
        if (RequestScope.Of(http.User.Caller(), authority, force) is not { } scope) return Problem.Forbidden("That is not in your scope.");
        var now = clock.GetCurrentInstant();
        var rows = await RequestQueries.Read(database, new(scope, null, since, until), paging, cancel);
        var settings = await ForceSettings.Of(database, rows.Select(row => row.Force), cancel);
        var page = paging.Of(rows, row => LedgerRow.Of(row, now, settings[row.Force]), RequestQueries.Key.Of);
        await access.Write(http, AccessAction.Consultation, "accommodation-ledger", scope.Force, page.Items.Select(item => item.Force), cancel);
        return TypedResults.Ok(page);
    }
}

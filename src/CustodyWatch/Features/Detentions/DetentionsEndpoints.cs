using System.Text;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Safeguards;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Detentions;

/// <summary>Custody records: the list, one of them, its clocks and its timeline.</summary>
public static class DetentionsEndpoints
{
    private static readonly Duration FurthestAhead = Duration.FromDays(366);

    public static void MapDetentions(this IEndpointRouteBuilder app)
    {
        var detentions = app.MapGroup("/api/v1/detentions").RequireAuthorization(Policies.ReadRecords);
        detentions.MapGet("", List).Answers<Page<DetentionSummary>>("Detentions in your scope, the latest arrival first.")
            .Takes("status", "Those still in custody; those that have left; or all, with records on which no arrival is (awaited) behind them.", Sent.Word(DetentionList.Words, DetentionRow.Open));
        detentions.MapGet("/{id}", One).Answers<DetentionDetail>("One detention, with the child and the offences.");
        detentions.MapGet("/{id}/clocks", Clocks)
            .Answers<ClockAnswer>("Every clock of a detention at an instant, as known now or as it was known then.")
            .Takes("at", "The instant the clocks are read at, at most a year ahead; now when it is left out.", Sent.Instant())
            .Takes("knownAt", "Only what had been received by then counts; all that is known now when it is left out.", Sent.Instant())
            .Takes("history", "Clocks that are done with as well.", Sent.Flag());
        detentions.MapGet("/{id}/timeline", Timeline)
            .Answers<TimelineAnswer>("Everything entered on a record, and the alerts it gave, in order of occurrence; a part of it where limit or cursor is sent.");
        app.MapGet("/api/v1/detentions/{id}/may", May).RequireAuthorization(Policies.ReadBoard)
            .Answers<MayAnswer>("Whether something may lawfully be done now, and why; asking changes nothing.")
            .Takes("action", "What is to be done.", Sent.Word(Vocabulary<AskedAction>.Words), required: true);
        app.MapPost("/api/v1/detentions/{id}/open-for-inspection", OpenForInspection).RequireAuthorization(Policies.OpenForInspection)
            .Answers<InspectionOpened>("Lets the inspectorate read this record until an instant.");
    }

    private static async Task<IResult> List(
        HttpContext http, Database database, AccessLog access, IClock clock, string? suite, string? force, string? status,
        string? from, string? to, string? limit, string? cursor, CancellationToken cancel)
    {
        var query = new Query();
        var paging = query.Paging(limit, cursor, DetentionList.Key.Is);
        var (since, until) = query.Between(from, to);
        var statuses = DetentionList.StatusesOf(status);
        if (statuses.Count == 0) query.Wrong("status", "must be open, closed or all");
        if (query.Refusal is { } unreadable) return unreadable;
        if (Scope.Of(http.User.Caller(), force, suite) is not { } scope) return Problem.Forbidden("That is not in your scope.");
        var now = clock.GetCurrentInstant();
        var page = await DetentionList.Read(database, scope, statuses, since, until, paging, now, cancel);
        await access.Write(http, AccessAction.Consultation, "detentions", force, page.Items.Select(detention => detention.Force), cancel);
        return TypedResults.Ok(page);
    }

    private static async Task<IResult> One(
        HttpContext http, RecordDoor door, Database database, IClock clock, string id, CancellationToken cancel) =>
        await door.Consult(http, id, cancel) is { } detention
            ? TypedResults.Ok(await DetentionDetail.Read(database, detention.Id, clock.GetCurrentInstant(), cancel))
            : Problem.Missing();

    private static async Task<IResult> Clocks(
        HttpContext http, RecordDoor door, Database database, IClock clock, string id, string? at, string? knownAt, string? history,
        CancellationToken cancel)
    {
        var query = new Query();
        var now = clock.Now();
        var (when, known) = (query.Instant("at", at) ?? now, query.Instant("knownAt", knownAt));
        if (when > now + FurthestAhead) query.Wrong("at", "lies more than a year ahead");
        var whole = query.Flag("history", history);
        if (query.Refusal is { } unreadable) return unreadable;
        return await door.Consult(http, id, cancel) is { } detention
            ? TypedResults.Ok(await ClockAnswer.Read(database, detention.Id, when, known, whole, cancel))
            : Problem.Missing();
    }

    private static async Task<IResult> Timeline(
        HttpContext http, RecordDoor door, Database database, string id, string? limit, string? cursor, CancellationToken cancel)
    {
        var query = new Query();
        var paging = limit is null && cursor is null ? null : query.Paging(limit, cursor, Paging.IsText);
        if (query.Refusal is { } unreadable) return unreadable;
        if (await door.Consult(http, id, cancel) is not { } detention) return Problem.Missing();
        var whole = await TimelineAnswer.Read(database, detention.Id, cancel);
        return TypedResults.Ok(paging is null ? whole : whole.Part(paging));
    }

    private static async Task<IResult> May(
        HttpContext http, RecordDoor door, Database database, IClock clock, string id, string? action, CancellationToken cancel)
    {
        var query = new Query();
        if (Vocabulary<AskedAction>.Parse(Encoding.UTF8.GetBytes(action ?? "")) is not { } asked)
        {
            query.Wrong("action", "must be one of " + string.Join(", ", Vocabulary<AskedAction>.Words));
            return query.Refusal!;
        }
        if (await door.Consult(http, id, cancel) is not { } detention) return Problem.Missing();
        await using var connection = await database.Open(cancel);
        var record = await Log.Record.OfId(connection, detention.Id);
        return TypedResults.Ok(MayWe.Answer(asked, record.Clocks(clock.GetCurrentInstant()).Record));
    }

    private static async Task<IResult> OpenForInspection(
        HttpContext http, RecordDoor door, InspectionOpening opening, string id, InspectionRequest request, CancellationToken cancel) =>
        await door.Find(http.User.Caller(), id, cancel) is { } detention
            ? await opening.Open(http, detention, request, cancel)
            : Problem.Missing();
}

using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Log.Projections;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustodyWatch.Features.Retention.Pages;

/// <summary>Reviews on a page: what is due, decided, held and gone; and one record with what holds it.</summary>
public static class RetentionPages
{
    private const string Url = "/retention";

    public static void MapRetentionPages(this IEndpointRouteBuilder app)
    {
        app.MapGet(Url, Show).RequireAuthorization(Policies.ReviewRetention).ExcludeFromDescription();
        app.MapPost(Url, DecideMany).RequireAuthorization(Policies.ReviewRetention).ExcludeFromDescription();
        app.MapGet("/detentions/{id}/retention", One).RequireAuthorization(Policies.ReviewRetention).ExcludeFromDescription();
        app.MapPost("/detentions/{id}/retention", DecideOne).RequireAuthorization(Policies.ReviewRetention).ExcludeFromDescription();
        app.MapPost("/detentions/{id}/holds", Hold).RequireAuthorization(Policies.ReviewRetention).ExcludeFromDescription();
        app.MapPost("/holds/{id}/lift", Lift).RequireAuthorization(Policies.DecideDisposal).ExcludeFromDescription();
    }

    public static async Task<IResult> Show(
        HttpContext http, string? force, string? state, string? number, string? cursor, Database database, Reviewing reviewing, AccessLog access,
        CancellationToken cancel)
    {
        var query = new Query();
        var paging = query.Paging(null, cursor, state == RetentionView.Gone ? Paging.IsNumber : Paging.IsText);
        if (RetentionView.States.All(one => one.State != (state ?? RetentionList.Due))) query.Wrong("state", "is not one of the lists");
        if (query.Refusal is { } unreadable) return unreadable;
        if (RetentionEndpoints.Theirs(http, force) is not { } own) return Problem.Forbidden("That is not in your scope.");
        var view = await View(http, database, reviewing, own, state ?? RetentionList.Due, number, paging, cancel);
        await access.Write(http, AccessAction.Consultation, view.State == RetentionView.Gone ? "disposals" : "retention", own, cancel);
        return Page.Of<RetentionPage>(new { View = view });
    }

    public static async Task<IResult> DecideMany(
        HttpContext http, string? force, IFormCollection answers, Database database, Reviewing reviewing, CancellationToken cancel)
    {
        if (RetentionEndpoints.Theirs(http, force) is not { } own) return Problem.Forbidden("That is not in your scope.");
        var request = Request(answers, [.. answers["ids"].OfType<string>()]);
        if (!RetentionEndpoints.MayDecide(http, request.Decision)) return Problem.Forbidden("A superintendent decides that a record is disposed of.");
        var made = await reviewing.Decide(http, request, cancel);
        if (made.Id is not null) return new LocalRedirectResult($"{Url}?force={Uri.EscapeDataString(own)}&recorded=yes");
        if (made.Errors is not { } errors) return Problem.Missing();
        var view = await View(http, database, reviewing, own, RetentionList.Due, null, new Paging(50, null), cancel);
        return Page.Of<RetentionPage>(
            new { View = view with { Errors = Told(ReviewFields.ForMany(view.MayDispose), errors), Answer = path => answers[path], Ticked = request.Ids! } },
            StatusCodes.Status422UnprocessableEntity);
    }

    public static async Task<IResult> One(
        HttpContext http, string id, RecordDoor door, Database database, Reviewing reviewing, CancellationToken cancel) =>
        await door.Consult(http, id, cancel) is { } detention
            ? Page.Of<RecordRetentionPage>(new { View = await View(http, detention, database, reviewing, cancel) })
            : Problem.Missing();

    public static async Task<IResult> DecideOne(
        HttpContext http, string id, IFormCollection answers, RecordDoor door, Database database, Reviewing reviewing, CancellationToken cancel)
    {
        if (await door.Find(http.User.Caller(), id, cancel) is not { } detention) return Problem.Missing();
        var request = Request(answers, [id]);
        if (!RetentionEndpoints.MayDecide(http, request.Decision)) return Problem.Forbidden("A superintendent decides that a record is disposed of.");
        var made = await reviewing.Decide(http, request, cancel);
        if (made.Id is not null) return Back(detention.Id);
        var view = await View(http, detention, database, reviewing, cancel);
        return Again(view with { Errors = Told(view.Fields, made.Errors!), Answer = path => answers[path] });
    }

    public static async Task<IResult> Hold(
        HttpContext http, string id, IFormCollection answers, RecordDoor door, Database database, Reviewing reviewing, CancellationToken cancel)
    {
        if (await door.Find(http.User.Caller(), id, cancel) is not { } detention) return Problem.Missing();
        var until = answers["hold.until"].ToString();
        var made = Query.Given(until) is not null && ReviewFields.DayOf(until) is null
            ? Reviewed.Wrong("until", "must be a date")
            : await reviewing.Hold(http, id, new(Query.Given(answers["hold.kind"].ToString()), answers["hold.reason"].ToString(), ReviewFields.DayOf(until)), cancel);
        if (made.Id is not null) return Back(detention.Id);
        return Again(await View(http, detention, database, reviewing, cancel) with { HoldErrors = Told(ReviewFields.Hold, made.Errors!, "hold."), Answer = path => answers[path] });
    }

    public static async Task<IResult> Lift(
        HttpContext http, string id, IFormCollection answers, Database database, Reviewing reviewing, CancellationToken cancel)
    {
        var path = ReviewFields.LiftPath(id);
        var lifted = await reviewing.Lift(http, id, answers[path].ToString(), cancel);
        if (lifted.Id is { } detention) return Back(detention);
        if (lifted.Errors is not { } errors || await HeldBy(database, id, cancel) is not { } held) return Problem.Missing("There is no such hold.");
        var view = await View(http, held, database, reviewing, cancel);
        var why = ReviewFields.LiftReason(view.Kept.Holds.Single(hold => hold.Id == id));
        return Again(view with
        {
            LiftErrors = new([why], new Dictionary<string, string[]> { ["data." + path] = [.. errors.Values.SelectMany(said => said)] }),
            Answer = given => answers[given],
        });
    }

    private static async Task<DetentionRow?> HeldBy(Database database, string id, CancellationToken cancel) => await database.Read(
        async (connection, transaction) => await HoldRow.Find(connection, id, transaction) is { } hold
            ? await DetentionRow.Find(connection, hold.DetentionId, transaction)
            : null,
        cancel);

    private static ReviewRequest Request(IFormCollection answers, IReadOnlyList<string> ids) => new(
        ids, Query.Given(answers["decision"].ToString()), answers["reason"].ToString(), ReviewFields.DayOf(answers["reviewAt"].ToString()));

    private static LocalRedirectResult Back(string detention) => new($"/detentions/{detention}/retention?recorded=yes");

    private static RazorComponentResult<RecordRetentionPage> Again(RecordRetentionView view) => Page.Of<RecordRetentionPage>(new { View = view }, StatusCodes.Status422UnprocessableEntity);

    private static bool MayDispose(HttpContext http) => Policies.Table[Policies.DecideDisposal].Contains(http.User.Caller().Role);

    private static async Task<RecordRetentionView> View(
        HttpContext http, DetentionRow detention, Database database, Reviewing reviewing, CancellationToken cancel) =>
        new(detention, await RetentionList.One(database, detention, reviewing.Now(), cancel), reviewing.Now(), MayDispose(http));

    private static async Task<RetentionView> View(
        HttpContext http, Database database, Reviewing reviewing, string force, string state, string? number, Paging paging, CancellationToken cancel)
    {
        var view = new RetentionView { Force = force, State = state, Now = reviewing.Now(), MayDispose = MayDispose(http), Number = number };
        if (state == RetentionView.Gone) return view with { Disposals = await RetentionEndpoints.ReadDisposals(database, force, number, paging, cancel) };
        return view with { Records = await RetentionList.Read(database, force, state, paging, view.Now, cancel) };
    }

    private static EntryErrors Told(IReadOnlyList<Field> fields, IReadOnlyDictionary<string, string[]> errors, string of = "") =>
        new(fields, errors.ToDictionary(error => $"data.{of}{error.Key}", error => error.Value));
}

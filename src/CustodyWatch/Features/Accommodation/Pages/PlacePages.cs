using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Storage;

namespace CustodyWatch.Features.Accommodation.Pages;

/// <summary>Finding a bed for one child: early word, the request, its withdrawal, and the link for a desk with no account.</summary>
public sealed class PlacePages(RecordDoor door, Database database, Authorities authorities, CustodyLog log)
{
    private const string Root = "/detentions/{id}/place";

    public static void MapPlacePages(IEndpointRouteBuilder app)
    {
        // A page that answers a form stands at the form's address, and goes on reading itself again from there.
        foreach (var address in new[] { "", "/ask", "/early", "/requests/{request}/withdraw", "/requests/{request}/link" })
            app.MapGet(Root + address, (PlacePages pages, string id, HttpContext http, CancellationToken cancel) => pages.Show(id, http, cancel))
                .RequireAuthorization(Policies.ReadRecords).ExcludeFromDescription();
        var acts = app.MapGroup(Root).RequireAuthorization(Policies.RequestAccommodation).ExcludeFromDescription();
        acts.MapPost("/ask", (PlacePages pages, Asking asking, string id, IFormCollection form, HttpContext http, CancellationToken cancel) =>
            pages.Ask(id, form, asking, http, cancel));
        acts.MapPost("/early", (PlacePages pages, string id, IFormCollection form, HttpContext http, CancellationToken cancel) =>
            pages.Enter(id, EventKind.AccommodationLikely, new { authority = form["authority"].ToString(), reason = Written(form) }, null, form, http, cancel));
        acts.MapPost("/requests/{request}/withdraw",
            (PlacePages pages, string id, string request, IFormCollection form, HttpContext http, CancellationToken cancel) =>
                pages.Enter(id, EventKind.AccommodationWithdrawn, new { requestId = request, reason = Written(form) }, request, form, http, cancel));
        acts.MapPost("/requests/{request}/link",
            (PlacePages pages, RequestLinks links, string id, string request, IFormCollection form, HttpContext http, CancellationToken cancel) =>
                pages.Link(id, request, form, links, http, cancel));
    }

    private async Task<IResult> Show(string id, HttpContext http, CancellationToken cancel) =>
        await door.Consult(http, id, cancel) is { } detention
            ? Page.Of<PlacePage>(new { View = await Read(detention, http, null, cancel) })
            : Problem.Missing();

    private async Task<IResult> Ask(string id, IFormCollection form, Asking asking, HttpContext http, CancellationToken cancel)
    {
        if (await door.Find(http.User.Caller(), id, cancel) is not { } detention) return Problem.Missing();
        var view = await Read(detention, http, form, cancel);
        if (view.Form.Slipped(view.Now) is { } slipped)
            return Page.Of<PlacePage>(new { View = view with { Form = view.Form with { Errors = slipped } } }, StatusCodes.Status422UnprocessableEntity);
        var answer = await asking.Ask(detention, view.Form.ToBody(), http.User.Caller(), cancel, EntryForm.IdOf(form));
        return FormErrors.Of(answer, view.Form.Fields) is { } errors
            ? Page.Of<PlacePage>(new { View = view with { Form = view.Form with { Errors = errors } } }, FormErrors.StatusOf(answer))
            : new LocalRedirectResult(EntriesEndpoints.Recorded(view.Url, EventKind.AccommodationRequested));
    }

    // Through the one door; what is refused is said on the page and nothing is written.
    private async Task<IResult> Enter(
        string id, EventKind kind, object data, string? request, IFormCollection form, HttpContext http, CancellationToken cancel)
    {
        if (await door.Find(http.User.Caller(), id, cancel) is not { } detention) return Problem.Missing();
        var (by, now) = (http.User.Caller(), log.Now());
        Submission Entry(string? entryId) => OwnEntry.Of(detention, kind, now, data, by, now, id: entryId);
        var refusal = await log.Decide(by, async act =>
        {
            var sent = Entry(EntryForm.IdOf(form));
            if (sent.Refusal is { } misshapen) return misshapen;
            var record = await Record.OfId(act.Connection, detention.Id, act.Transaction);
            // The same form once more says nothing new; with other answers it is another entry.
            if (record.Known(now).Any(entry => entry.Source == sent.Source && entry.Id == sent.Id && entry.Fact.Equals(sent.Entry!.Event.Fact))) return null;
            return (await act.Take(record.Holds(sent) ? Entry(null) : sent)).Refusal;
        }, cancel);
        if (refusal is null) return new LocalRedirectResult(EntriesEndpoints.Recorded($"/detentions/{id}/place", kind));
        var view = await Read(detention, http, null, cancel);
        var fields = request is null ? view.EarlyWordFields : [PlaceView.Withdrawal(request)];
        return Page.Of<PlacePage>(
            new { View = view with { Refused = new(request, path => form[path], new EntryErrors(fields, refusal.Errors)) } },
            StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<IResult> Link(string id, string request, IFormCollection form, RequestLinks links, HttpContext http, CancellationToken cancel)
    {
        if (await door.Find(http.User.Caller(), id, cancel) is not { } detention) return Problem.Missing();
        await using var connection = await database.Open(cancel);
        if ((await RequestQueries.Of(connection, id)).FirstOrDefault(row => row.RequestId == request) is not { IsClosed: false } row)
            return Problem.Missing("There is no such request that waits.");
        var (link, madeAt) = await links.MakeOnce(http, row, EntryForm.IdOf(form), cancel);
        if (link is null) await door.Consult(http, id, cancel);
        var view = await Read(detention, http, null, cancel);
        return Page.Of<PlacePage>(new { View = link is null ? view with { LinkMade = (request, madeAt) } : view with { Link = link } });
    }

    private Task<PlaceView> Read(DetentionRow detention, HttpContext http, IFormCollection? form, CancellationToken cancel) =>
        PlaceView.Read(database, authorities, detention, http.User.Caller(), log.Now(), form, Query.Given(http.Request.Query["kind"]), cancel);

    private static string? Written(IFormCollection form) => Query.Given(form["reason"].ToString().Trim());
}

using System.Text;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Refusals;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using FromForm = Microsoft.AspNetCore.Mvc.FromFormAttribute;

namespace CustodyWatch.Features.Events.Pages;

/// <summary>Refused events on a page: each put right and readmitted, or discarded, with a reason.</summary>
public static class QuarantinePages
{
    private const string Url = "/administration/quarantine";

    // A page shows little of each, but has to read all of it.
    private const int MostBytes = 10 * EventBody.MostBytes;

    public static void MapQuarantinePages(this IEndpointRouteBuilder app)
    {
        app.MapGet(Url, Show).RequireAuthorization(Policies.ManageQuarantine).ExcludeFromDescription();
        app.MapGet(Url + "/{id}", One).RequireAuthorization(Policies.ManageQuarantine).ExcludeFromDescription();
        app.MapPost(Url + "/{id}", Decide).RequireAuthorization(Policies.ManageQuarantine).ExcludeFromDescription();
    }

    public static async Task<IResult> Show(
        HttpContext http, Database database, AccessLog access, IClock clock, string? state, string? cursor, CancellationToken cancel)
    {
        var query = new Query();
        var paging = query.Paging(null, cursor, Paging.IsText);
        if (query.Refusal is { } unreadable) return unreadable;
        state = QuarantineEndpoints.States.Contains(state) ? state! : QuarantineRow.Held;
        var page = await QuarantineList.Read(database, http.User.Caller(), state, paging, RefusedLine.Of, MostBytes, cancel);
        await access.Write(http, AccessAction.Consultation, "quarantine", null, page.Items.Select(item => item.Force), cancel);
        return Page.Of<QuarantinePage>(new { Found = page, State = state, Now = clock.GetCurrentInstant() });
    }

    public static async Task<IResult> One(
        HttpContext http, Database database, AccessLog access, IClock clock, string id, CancellationToken cancel)
    {
        if (await QuarantineList.Find(database, http.User.Caller(), id, cancel) is not { } row) return Problem.Missing();
        await access.Write(http, AccessAction.Consultation, $"quarantine/{row.Id}", row.Force, cancel);
        return Page.Of<RefusedEventPage>(new { Refused = RefusedEvent.Of(row, clock.GetCurrentInstant()) });
    }

    public static async Task<IResult> Decide(
        HttpContext http, Database database, CustodyLog log, AccessLog access, string id, [FromForm] string? decision,
        [FromForm] string? reason, [FromForm] string? content, CancellationToken cancel)
    {
        var caller = http.User.Caller();
        if (await QuarantineList.Find(database, caller, id, cancel) is not { } row) return Problem.Missing();
        var refused = RefusedEvent.Of(row, log.Now()) with { Reason = reason ?? "", Content = content ?? "" };
        if (Worded.Reason(reason) is { } unsaid) return Again(refused, "reason", $"A reason {unsaid}");
        if (decision == "discard")
        {
            await database.Write(QuarantineEndpoints.Decision(http, access, log, row, QuarantineRow.Discarded, reason!).Save, cancel);
            return new LocalRedirectResult(Url);
        }
        // A form sends line ends of its own; an event nobody touched goes in byte for byte.
        var (sent, wrong) = Readmission.Read(row, refused.IsUntouched(row) ? row.Content.Bytes : Encoding.UTF8.GetBytes(refused.Content), caller, log.Now());
        if (wrong is not null) return Again(refused, wrong);
        var outcome = await log.Readmit(
            QuarantineEndpoints.Decision(http, access, log, row, QuarantineRow.Readmitted, reason!), sent, caller, cancel);
        return outcome?.Refusal is { } refusal ? Again(refused, refusal) : new LocalRedirectResult(Url);
    }

    private static RazorComponentResult<RefusedEventPage> Again(RefusedEvent refused, Refusal refusal) => Again(
        refused, "content", string.Join(". ", refusal.Errors.Select(error => $"{error.Key} {string.Join(" and ", error.Value)}").DefaultIfEmpty(refusal.Title)));

    private static RazorComponentResult<RefusedEventPage> Again(RefusedEvent refused, string field, string sentence) =>
        Page.Of<RefusedEventPage>(new { Refused = refused with { Errors = EntryErrors.One(field, sentence) } }, StatusCodes.Status422UnprocessableEntity);
}

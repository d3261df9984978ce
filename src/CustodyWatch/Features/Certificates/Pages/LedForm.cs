using CustodyWatch.Access;
using CustodyWatch.Features.Certificates.Document;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;

namespace CustodyWatch.Features.Certificates.Pages;

/// <summary>
/// Leads a custody officer through s38 to the paper that is lawful, if any is: what the record answers is not asked, and a
/// certificate is offered only at the end that allows it.
/// </summary>
internal static class LedForm
{
    public static void MapLedForm(this IEndpointRouteBuilder app)
    {
        app.MapGet("/detentions/{id}/certificate", Ask).RequireAuthorization(Policies.SignCertificates).ExcludeFromDescription();
        app.MapPost("/detentions/{id}/certificate", Go).RequireAuthorization(Policies.SignCertificates).ExcludeFromDescription();
    }

    private static async Task<IResult> Ask(
        HttpContext http, string id, RecordDoor door, Database database, CustodyLog log, CancellationToken cancel) =>
        await door.Consult(http, id, cancel) is { } detention
            ? Answered(await View(database, detention, log, name => http.Request.Query[name], Guid.CreateVersion7(), cancel))
            : Problem.Missing();

    // Whoever went on without an answer is asked again and told why.
    private static RazorComponentResult<LedPage> Answered(LedView view) =>
        view.Decision.Asking is { } asking && LedAnswers.Name(asking) is { } name && view.Given(LedAnswers.Asked) == name
            ? Screens.Page.Of<LedPage>(new { View = view with { Errors = EntryErrors.One("answer-yes", "Choose yes or no") } }, StatusCodes.Status422UnprocessableEntity)
            : Show(view);

    private static async Task<IResult> Go(
        HttpContext http, string id, IFormCollection answers, RecordDoor door, Database database, CustodyLog log, Signing signing,
        PublicAddress address, CancellationToken cancel)
    {
        var caller = http.User.Caller();
        if (await door.Find(caller, id, cancel) is not { } detention) return Problem.Missing();
        var view = await View(database, detention, log, name => answers[name], Guid.TryParse(answers["id"], out var given) ? given : Guid.CreateVersion7(), cancel);
        // The record has moved on since the form was drawn: a place was offered, or bail given.
        if (view.Decision.Limb is not { } limb || view.First is not null || answers["do"] == "change") return Show(view);
        var body = LedFields.Body(limb, view.Given);
        if (limb == CertificateLimb.Impracticable && StringValues.IsNullOrEmpty(answers["reason"]))
            return Refused(view, limb, new Dictionary<string, string[]> { ["reason"] = [$"Choose a reason ({Citation.Impracticable})."] });
        var verifyAt = address.Of(http.Request);
        if (answers["do"] == "sign")
        {
            var signed = await signing.Sign(detention, body, caller, verifyAt, cancel, view.Id);
            return signed.Result is { } done ? new LocalRedirectResult($"/certificates/{done.Id}") : Refused(view, limb, signed.Errors!);
        }
        var judged = await signing.Preview(detention, body, caller, verifyAt, cancel);
        return judged.Result is { } content
            ? Show(view with { Preview = SheetOf.Content(content, null) })
            : Refused(view, limb, judged.Errors!);
    }

    private static RazorComponentResult<LedPage> Show(LedView view) => Screens.Page.Of<LedPage>(new { View = view });

    private static RazorComponentResult<LedPage> Refused(LedView view, CertificateLimb limb, IReadOnlyDictionary<string, string[]> errors) =>
        Screens.Page.Of<LedPage>(new { View = view with { Errors = LedFields.Errors(limb, errors) } }, StatusCodes.Status422UnprocessableEntity);

    private static async Task<LedView> View(
        Database database, DetentionRow detention, CustodyLog log, Func<string, StringValues> given, Guid id, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var (record, now) = (await Record.OfId(connection, detention.Id), log.Now());
        var entries = record.Entries(now);
        var ground = CertificateGround.Of(entries, now);
        var decision = Section38.Decide(LedAnswers.Over(Section38Facts.Of(entries, now), given));
        return new LedView
        {
            Detention = detention,
            Decision = decision,
            Ground = ground,
            Outcomes = ground.Requests.ToDictionary(
                request => request.Asked.RequestId, request => request.OutcomeAt(now, record.ReplyWithin(request.AskedAt))),
            Carrying = [.. ground.Requests.Where(request => request.BearsOutFailure(record.ReplyWithin(request.AskedAt)))],
            Now = now,
            Given = given,
            Replaces = (await CertificateRow.OfDetention(connection, detention.Id))
                .LastOrDefault(row => row.SupersededBy is null && row.IsStatement == (decision.Limb == CertificateLimb.LaFailure))?.Number,
            Id = id,
        };
    }
}

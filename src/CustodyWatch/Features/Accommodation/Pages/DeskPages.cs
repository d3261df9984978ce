using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Screens;
using CustodyWatch.Storage;

namespace CustodyWatch.Features.Accommodation.Pages;

/// <summary>The duty desk: one page for the queue and one for a request.</summary>
public static class DeskPages
{
    public static void MapDeskPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/desk", Queue).RequireAuthorization(Policies.AnswerAccommodation).ExcludeFromDescription();
        app.MapGet("/desk/requests/{id}", Named).RequireAuthorization(Policies.AnswerAccommodation).ExcludeFromDescription();
        app.MapGet("/desk/requests/{detentionId}/{requestId}", Show).RequireAuthorization(Policies.AnswerAccommodation).ExcludeFromDescription();
        app.MapPost("/desk/requests/{detentionId}/{requestId}", Answer).RequireAuthorization(Policies.AnswerAccommodation).ExcludeFromDescription();
    }

    /// <summary>The page of one request. Two forces may give two children's requests the same id, so the child is named too.</summary>
    public static string UrlOf(string detentionId, string requestId) =>
        $"/desk/requests/{Uri.EscapeDataString(detentionId)}/{Uri.EscapeDataString(requestId)}";

    private static async Task<IResult> Queue(
        HttpContext http, Database database, AccessLog access, CustodyLog log, CancellationToken cancel)
    {
        var view = await DeskView.Read(database, http.User.Caller(), log.Now(), cancel);
        await access.Write(http, AccessAction.Consultation, "accommodation-requests", null, view.Forces, cancel);
        return Page.Of<DeskPage>(new { View = view });
    }

    // An address with an id alone leads on where only one request has it; else the reader chooses from the queue.
    private static async Task<IResult> Named(string id, HttpContext http, Database database, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await RequestQueries.Named(connection, RequestScope.Of(http.User.Caller(), null, null)!, id) switch
        {
            [] => Problem.Missing("There is no such request."),
            [var row] => new LocalRedirectResult(UrlOf(row.DetentionId, row.RequestId)),
            _ => new LocalRedirectResult("/desk"),
        };
    }

    private static async Task<IResult> Show(
        string detentionId, string requestId, HttpContext http, Database database, AccessLog access, CustodyLog log, CancellationToken cancel)
    {
        if (await Find(http.User.Caller(), detentionId, requestId, database, cancel) is not { } row) return Problem.Missing("There is no such request.");
        await access.Write(http, AccessAction.Consultation, row.DetentionId, row.Force, cancel, $"request {row.RequestId}");
        return await Draw(row, AnswerForm.Empty(http.User.Caller().UserId, row.Decision), http, database, log, StatusCodes.Status200OK, cancel);
    }

    private static async Task<IResult> Answer(
        string detentionId, string requestId, IFormCollection form, HttpContext http, Database database, Answering answering, CustodyLog log,
        CancellationToken cancel)
    {
        if (await Find(http.User.Caller(), detentionId, requestId, database, cancel) is not { } row) return Problem.Missing("There is no such request.");
        var filled = AnswerForm.Filled(form);
        if (filled.Incomplete(log.Now()) is { } missing)
            return await Draw(row, filled with { Errors = missing }, http, database, log, StatusCodes.Status422UnprocessableEntity, cancel);
        var answer = await answering.Answer(row, filled.ToBody(), http.User.Caller(), cancel);
        if (FormErrors.Of(answer, AnswerForm.All) is not { } errors) return new LocalRedirectResult($"{UrlOf(detentionId, requestId)}?answered=yes");
        // Whoever was overtaken has now been told what stands, and may say otherwise.
        if (await Find(http.User.Caller(), detentionId, requestId, database, cancel) is not { } stands) return Problem.Missing("There is no such request.");
        return await Draw(stands, filled with { Errors = errors, InsteadOf = stands.Decision }, http, database, log, FormErrors.StatusOf(answer), cancel);
    }

    private static async Task<IResult> Draw(
        PlaceRequestRow row, AnswerForm form, HttpContext http, Database database, CustodyLog log, int status, CancellationToken cancel)
    {
        var sequence = await DeskView.SequenceOf(database, http.User.Caller(), cancel);
        await using var connection = await database.Open(cancel);
        var now = log.Now();
        return Page.Of<RequestPage>(new
        {
            View = new RequestView
            {
                Request = DeskRequest.Of(row, await Record.OfId(connection, row.DetentionId), now),
                Form = form,
                Now = now,
                Url = UrlOf(row.DetentionId, row.RequestId),
                Sequence = sequence,
            },
        }, status);
    }

    private static async Task<PlaceRequestRow?> Find(Caller caller, string detentionId, string requestId, Database database, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return (await RequestQueries.Named(connection, RequestScope.Of(caller, null, null)!, requestId, detentionId)).SingleOrDefault();
    }
}

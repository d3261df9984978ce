using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;

namespace CustodyWatch.Screens.Entries;

/// <summary>Putting an entry right, with a reason.</summary>
public static class CorrectionsEndpoints
{
    public static void MapCorrections(this IEndpointRouteBuilder app)
    {
        app.MapGet("/detentions/{id}/corrections", Ask).RequireAuthorization(Policies.EnterOnScreen).ExcludeFromDescription();
        app.MapPost("/detentions/{id}/corrections", Correct).RequireAuthorization(Policies.EnterOnScreen).ExcludeFromDescription();
    }

    /// <param name="source">The source of the entry to put right.</param>
    /// <param name="event">Its id.</param>
    public static async Task<IResult> Ask(
        string id, string source, string @event, HttpContext http, RecordDoor door, Database database, CustodyLog log, AccessLog access,
        CancellationToken cancel)
    {
        if (!http.User.Caller().Role.MayPost(EventKind.Corrected)) return Problem.Forbidden();
        if (await Find(id, source, @event, http, door, database, cancel) is not var (detention, wrong, standing)) return Problem.Missing();
        await access.Write(http, AccessAction.Consultation, detention.Id, detention.Force, cancel);
        var form = CorrectionForm.Empty(detention, wrong, standing, log.Now());
        return Page.Of<CorrectionPage>(new { Form = form with { OnRecord = await OnRecord.Read(database, detention.Id, form.Now, cancel) } });
    }

    public static async Task<IResult> Correct(
        string id, string source, string @event, IFormCollection answers, HttpContext http, RecordDoor door, Database database,
        CustodyLog log, AccessLog access, CancellationToken cancel)
    {
        var caller = http.User.Caller();
        if (!caller.Role.MayPost(EventKind.Corrected)) return Problem.Forbidden();
        if (await Find(id, source, @event, http, door, database, cancel) is not var (detention, wrong, standing)) return Problem.Missing();
        var form = CorrectionForm.Filled(detention, wrong, log.Now(), answers) with
        {
            OnRecord = await OnRecord.Read(database, detention.Id, log.Now(), cancel),
        };
        if (form.Overtaken(standing) is { } overtaken)
        {
            await access.Write(http, AccessAction.Consultation, detention.Id, detention.Force, cancel);
            return Page.Of<CorrectionPage>(new { Form = overtaken }, StatusCodes.Status409Conflict);
        }
        var entry = form.Mistaken is null ? form.ToEntry(caller.UserId) : null;
        var refusal = form.Mistaken ?? (await entry!.Send(log, caller, cancel)).Refusal;
        if (refusal is null)
            return new LocalRedirectResult(EntriesEndpoints.Recorded(
                $"/detentions/{detention.Id}", EventKind.Corrected, await Uncounted.OfPutRight(database, detention, entry!, wrong.EventId, cancel)));
        await access.Write(http, AccessAction.Consultation, detention.Id, detention.Force, cancel);
        return Page.Of<CorrectionPage>(new { Form = form.Refused(refusal) }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<(DetentionRow Detention, EventRow Wrong, EventRow? Standing)?> Find(
        string id, string source, string eventId, HttpContext http, RecordDoor door, Database database, CancellationToken cancel)
    {
        if (await door.Find(http.User.Caller(), id, cancel) is not { } detention) return null;
        await using var connection = await database.Open(cancel);
        var rows = await EventRow.OfRecord(connection, detention.Id);
        return rows.FirstOrDefault(row => row.Source == source && row.EventId == eventId) is { } wrong ? (detention, wrong, Standing(rows, wrong)) : null;
    }

    private static EventRow? Standing(IReadOnlyList<EventRow> rows, EventRow wrong)
    {
        var entries = rows.Select(row => (Row: row, Event: row.ToEvent())).ToArray();
        var counts = Corrections.InForce([.. entries.Select(entry => entry.Event)]).GetValueOrDefault((wrong.Source, wrong.EventId));
        return counts is null ? null : entries.First(entry => ReferenceEquals(entry.Event.Fact, counts)).Row;
    }
}

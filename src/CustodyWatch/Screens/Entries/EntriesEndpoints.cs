using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Pace.Custody;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace CustodyWatch.Screens.Entries;

/// <summary>Entries made by people on a screen: by two taps, or on a form with every field of its kind.</summary>
public static class EntriesEndpoints
{
    public static void MapEntries(this IEndpointRouteBuilder app)
    {
        app.MapGet("/detentions/{id}/entries/{kind}", Ask).RequireAuthorization(Policies.PostEvents).ExcludeFromDescription();
        app.MapPost("/detentions/{id}/entries/{kind}", Enter).RequireAuthorization(Policies.PostEvents).ExcludeFromDescription();
        app.MapPost("/detentions/{id}/entries", EnterQuickly).RequireAuthorization(Policies.PostEvents).ExcludeFromDescription();
    }

    public static async Task<IResult> Ask(
        string id, string kind, HttpContext http, RecordDoor door, CustodyLog log, CancellationToken cancel)
    {
        if (Kind(kind) is not { } known) return Problem.Missing();
        if (await door.Find(http.User.Caller(), id, cancel) is not { } detention) return Problem.Missing();
        if (!http.User.Caller().Role.MayPost(known)) return Problem.Forbidden();
        return Page.Of<EntryPage>(new { Form = EntryForm.Empty(detention, known, http.User.Caller(), log.Now(), http.Request.Query) });
    }

    public static async Task<IResult> Enter(
        string id, string kind, HttpContext http, RecordDoor door, CustodyLog log, CancellationToken cancel)
    {
        if (Kind(kind) is not { } known) return Problem.Missing();
        if (await door.Find(http.User.Caller(), id, cancel) is not { } detention) return Problem.Missing();
        var answers = await http.Request.ReadFormAsync(cancel);
        var form = EntryForm.Filled(detention, known, log.Now(), answers);
        var refusal = form.Occurred is { } occurred
            ? await Send(form.ToEntry(http.User.Caller(), occurred), http.User.Caller(), log, cancel)
            : Refusal.Invalid("time", "must be a date and a time");
        if (refusal is null) return new LocalRedirectResult(answers["returnUrl"]);
        return refusal.Kind == RefusalKind.NotYours
            ? Problem.Forbidden()
            : Page.Of<EntryPage>(new { Form = form.Refused(refusal) }, StatusCodes.Status422UnprocessableEntity);
    }

    public static async Task<IResult> EnterQuickly(
        string id, HttpContext http, RecordDoor door, CustodyLog log, CancellationToken cancel)
    {
        if (await door.Find(http.User.Caller(), id, cancel) is not { } detention) return Problem.Missing();
        var answers = await http.Request.ReadFormAsync(cancel);
        var quick = answers["quick"].ToString().Split('?', 2);
        if (quick is not [var word, var query] || Kind(word) is not { } kind) return Problem.BadRequest("Choose what happened.");
        var now = log.Now();
        if (DoorTime.Of(answers["at"], now) is not { } occurred) return Problem.BadRequest("Write the time as hours and minutes, such as 20:52.");
        var fields = QueryHelpers.ParseQuery(query);
        var refusal = await Send(
            new ScreenEntry
            {
                Id = EntryForm.IdOf(answers),
                Suite = detention.SuiteCode,
                CustodyRecordNumber = detention.CustodyRecordNumber,
                Kind = kind,
                Occurred = occurred,
                Recorded = now,
                RecordedBy = http.User.Caller().UserId,
                Data = EntryData.From(EntryFields.For(kind), path => fields.GetValueOrDefault(path)),
            },
            http.User.Caller(), log, cancel);
        return refusal?.ToResult() ?? new LocalRedirectResult(answers["returnUrl"]);
    }

    private static Task<Refusal?> Send(ScreenEntry entry, Caller caller, CustodyLog log, CancellationToken cancel) =>
        caller.Role.MayPost(entry.Kind)
            ? entry.Send(log, caller, cancel)
            : Task.FromResult<Refusal?>(Refusal.NotYours("type", $"is not for a {Words.Of(caller.Role)} to enter"));

    private static EventKind? Kind(string word) => EventKinds.Parse("custody." + word) is { } kind and not EventKind.Arrived and not EventKind.Corrected
        ? kind
        : null;
}

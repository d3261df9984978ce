using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Refusals;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace CustodyWatch.Screens.Entries;

/// <summary>Entries made by people on a screen: by two taps, or on a form with every field of its kind.</summary>
public static class EntriesEndpoints
{
    public static void MapEntries(this IEndpointRouteBuilder app)
    {
        app.MapGet("/detentions/{id}/entries/{kind}", Ask).RequireAuthorization(Policies.EnterOnScreen).ExcludeFromDescription();
        app.MapPost("/detentions/{id}/entries/{kind}", Enter).RequireAuthorization(Policies.EnterOnScreen).ExcludeFromDescription();
        app.MapPost("/detentions/{id}/entries", EnterQuickly).RequireAuthorization(Policies.EnterOnScreen).ExcludeFromDescription();
    }

    /// <summary>Where the page that a form leads back to says what was recorded.</summary>
    /// <param name="returnUrl">That page.</param>
    /// <param name="kind">Which kind of event.</param>
    /// <param name="uncounted">Why it does not count; null when it does.</param>
    /// <param name="during">What was open meanwhile; null when nothing was.</param>
    public static string Recorded(string? returnUrl, EventKind kind, string? uncounted = null, string? during = null) =>
        Recorded(returnUrl, Vocabulary<EventKind>.Word(kind)) is var said && said != returnUrl
            ? QueryHelpers.AddQueryString(said, new Dictionary<string, string?> { [Uncounted.Name] = uncounted, [DuringInterview.Name] = during })
            : said;

    public static string Recorded(string? returnUrl, string what) => !LocalRedirectResult.IsOurs(returnUrl) || returnUrl.Contains("recorded=", StringComparison.Ordinal)
        ? returnUrl ?? "/"
        : QueryHelpers.AddQueryString(returnUrl, "recorded", what);

    public static async Task<IResult> Ask(
        string id, string kind, HttpContext http, RecordDoor door, Database database, CustodyLog log, CancellationToken cancel)
    {
        if (Kind(kind) is not { } known) return Problem.Missing();
        if (known != EventKind.CertificateIssued && !http.User.Caller().Role.MayPost(known)) return Problem.Forbidden();
        if (await door.Consult(http, id, cancel) is not { } detention) return Problem.Missing();
        if (known == EventKind.CertificateIssued) return new LocalRedirectResult($"/detentions/{detention.Id}/certificate");
        var form = EntryForm.Empty(detention, known, http.User.Caller(), log.Now(), http.Request.Query);
        return Page.Of<EntryPage>(new { Form = form with { OnRecord = await OnRecord.Read(database, detention.Id, form.Now, cancel) } });
    }

    public static async Task<IResult> Enter(
        string id, string kind, IFormCollection answers, HttpContext http, RecordDoor door, Database database, CustodyLog log,
        OneDoorAtATime doors, AccessLog access, CancellationToken cancel)
    {
        // A certificate is signed and never merely entered.
        if (Kind(kind) is not { } known || known == EventKind.CertificateIssued) return Problem.Missing();
        var caller = http.User.Caller();
        if (await door.Find(caller, id, cancel) is not { } detention) return Problem.Missing();
        if (OneDoorAtATime.IsBulk(answers)) return OneDoorAtATime.Bulk();
        var form = EntryForm.Filled(detention, known, log.Now(), answers) with
        {
            OnRecord = await OnRecord.Read(database, detention.Id, log.Now(), cancel),
        };
        var entry = form.WrongTime is null ? form.ToEntry(caller, form.Occurred!.Value) : null;
        var refusal = form.WrongTime ?? await Send(entry!, detention, caller, log, doors, cancel);
        if (refusal is null) return await Recorded(answers, database, detention, entry!, cancel);
        if (refusal.Kind == RefusalKind.NotYours) return Problem.Forbidden();
        await access.Write(http, AccessAction.Consultation, detention.Id, detention.Force, cancel);
        return Page.Of<EntryPage>(new { Form = form.Refused(refusal) }, StatusCodes.Status422UnprocessableEntity);
    }

    public static async Task<IResult> EnterQuickly(
        string id, IFormCollection answers, HttpContext http, RecordDoor door, Database database, CustodyLog log, OneDoorAtATime doors,
        AccessLog access, CancellationToken cancel)
    {
        var caller = http.User.Caller();
        if (await door.Find(caller, id, cancel) is not { } detention) return Problem.Missing();
        if (OneDoorAtATime.IsBulk(answers)) return OneDoorAtATime.Bulk();
        var quick = answers["quick"].ToString().Split('?', 2);
        if (quick is not [var word, var query] || Kind(word) is not { } kind || kind == EventKind.CertificateIssued)
            return Refusal.Invalid("quick", "Choose what happened.").ToResult();
        if (!caller.Role.MayPost(kind)) return NotTheirs(caller).ToResult();
        var now = log.Now();
        var (occurred, mistimed) = DoorTime.Of(answers["at"], now, detention.ArrivedAt);
        var form = EntryForm.Quick(detention, kind, now, answers, QueryHelpers.ParseQuery(query));
        var wrong = HasEnded(detention, now) ?? mistimed;
        var entry = form.ToEntry(caller, occurred);
        var refusal = wrong is not null
            ? Refusal.Invalid("time", wrong)
            : await Send(entry, detention, caller, log, doors, cancel);
        if (refusal is null) return await Recorded(answers, database, detention, entry, cancel);
        if (refusal.Kind != RefusalKind.Invalid) return refusal.ToResult();
        // What two taps could not say is asked for on the whole form, with what they did say in it.
        await access.Write(http, AccessAction.Consultation, detention.Id, detention.Force, cancel);
        form = form with { OnRecord = await OnRecord.Read(database, detention.Id, now, cancel) };
        return Page.Of<EntryPage>(
            new { Form = wrong is null ? form.Refused(refusal) : form with { Errors = EntryErrors.Whole(form.Fields, refusal.Errors) } },
            StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<LocalRedirectResult> Recorded(
        IFormCollection answers, Database database, DetentionRow detention, ScreenEntry entry, CancellationToken cancel) => new(Recorded(
        answers["returnUrl"], entry.Kind, await Uncounted.Of(database, detention, entry, cancel), await DuringInterview.Of(database, detention, entry, cancel)));

    private static string? HasEnded(DetentionRow detention, Instant now) => detention is { Status: DetentionRow.Closed, EndedAt: { } ended }
        ? $"The detention has ended ({LondonText.Time(ended, now)}). What happened before that can still be recorded: give its date and time."
        : null;

    private static async Task<Refusal?> Send(
        ScreenEntry entry, DetentionRow detention, Caller caller, CustodyLog log, OneDoorAtATime doors, CancellationToken cancel)
    {
        if (!caller.Role.MayPost(entry.Kind)) return NotTheirs(caller);
        return await doors.Refuse(entry, detention, cancel) ?? (await entry.Send(log, caller, cancel)).Refusal;
    }

    private static Refusal NotTheirs(Caller caller) => Refusal.NotYours("type", $"is not for a {Words.Of(caller.Role)} to enter");

    private static EventKind? Kind(string word) => EventKinds.Parse("custody." + word) is { } kind and not EventKind.Arrived and not EventKind.Corrected
        ? kind
        : null;
}

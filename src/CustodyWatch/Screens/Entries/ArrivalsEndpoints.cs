using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Pace.Custody;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustodyWatch.Screens.Entries;

/// <summary>A child who has arrived at a suite whose records system cannot say so.</summary>
public static class ArrivalsEndpoints
{
    public static void MapArrivals(this IEndpointRouteBuilder app)
    {
        app.MapGet("/suites/{suite}/arrivals", Ask).RequireAuthorization(Policies.EnterOnScreen).ExcludeFromDescription();
        app.MapPost("/suites/{suite}/arrivals", Enter).RequireAuthorization(Policies.EnterOnScreen).ExcludeFromDescription();
    }

    public static IResult Ask(string suite, string? medium, string? number, HttpContext http, CustodyLog log)
    {
        var caller = http.User.Caller();
        if (!caller.Role.MayPost(EventKind.Arrived)) return Problem.Forbidden();
        return caller.ForcesOf(suite) is [var force]
            ? Page.Of<ArrivalPage>(new { Form = ArrivalForm.Empty(new SuiteCode(force, suite), log.Now(), medium == EntryForm.Paper, number) })
            : Problem.Missing();
    }

    public static async Task<IResult> Enter(string suite, IFormCollection answers, HttpContext http, CustodyLog log, CancellationToken cancel)
    {
        var caller = http.User.Caller();
        if (!caller.Role.MayPost(EventKind.Arrived)) return Problem.Forbidden();
        if (caller.ForcesOf(suite) is not [var force]) return Problem.Missing();
        var form = ArrivalForm.Filled(new SuiteCode(force, suite), log.Now(), answers);
        var entry = form.AsEntry();
        if (entry.WrongTime is { } wrong) return Again(form, wrong);
        var outcome = await entry.ToEntry(caller, entry.Occurred!.Value).Send(log, caller, cancel);
        return outcome.Refusal is { } refusal
            ? Again(form, refusal)
            : new LocalRedirectResult(EntriesEndpoints.Recorded($"/detentions/{outcome.DetentionId}", EventKind.Arrived));
    }

    private static RazorComponentResult<ArrivalPage> Again(ArrivalForm form, Refusal refusal) =>
        Page.Of<ArrivalPage>(new { Form = form.Refused(refusal) }, StatusCodes.Status422UnprocessableEntity);
}

using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Reference;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using FromForm = Microsoft.AspNetCore.Mvc.FromFormAttribute;

namespace CustodyWatch.Features.Handover.Pages;

/// <summary>The change of shift on a page: offered by name, accepted by name.</summary>
public static class HandoverPages
{
    public static void MapHandoverPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/suites/{suite}/handover", Show).RequireAuthorization(Policies.AcceptHandover).ExcludeFromDescription();
        app.MapPost("/suites/{suite}/handover", Offer).RequireAuthorization(Policies.HandOver).ExcludeFromDescription();
        app.MapPost("/handovers/{id}/accept", Accept).RequireAuthorization(Policies.AcceptHandover).ExcludeFromDescription();
    }

    public static async Task<IResult> Show(
        string suite, HttpContext http, HandoverReading reading, AccessLog access, CancellationToken cancel)
    {
        var caller = http.User.Caller();
        if (Scope.ForceOf(caller, suite) is not { } force) return Problem.Missing();
        var code = new SuiteCode(force, suite);
        var view = await reading.Read(code, caller, cancel);
        if (KnownSuites.IsNowhere(code, view.Children.Count)) return Problem.Missing("There is no such suite.");
        await access.Write(http, AccessAction.Consultation, $"suites/{suite}", force, cancel);
        return Page.Of<HandoverPage>(new { View = view });
    }

    public static async Task<IResult> Offer(
        string suite, [FromForm] string? to, HttpContext http, HandoverReading reading, Handovers handovers, CancellationToken cancel)
    {
        var caller = http.User.Caller();
        if (caller.ForcesOf(suite) is not [var force]) return Problem.Missing();
        var code = new SuiteCode(force, suite);
        if (HandoverEndpoints.WrongName(to, caller) is { } wrong)
            return Page.Of<HandoverPage>(
                new { View = await reading.Read(code, caller, cancel) with { To = to ?? "", Errors = EntryErrors.One("to", $"Who takes over {wrong}") } },
                StatusCodes.Status422UnprocessableEntity);
        await handovers.Offer(http, code, to!.Trim(), cancel);
        return new LocalRedirectResult($"/suites/{suite}/handover?recorded=yes");
    }

    public static async Task<IResult> Accept(
        string id, [FromForm] string? returnUrl, HttpContext http, Handovers handovers, CancellationToken cancel)
    {
        if (await handovers.Accept(http, id, cancel) is not { } accepted) return Problem.Missing();
        if (accepted.AcceptedBy is null) return HandoverEndpoints.Ended;
        return new LocalRedirectResult(http.User.Caller().MaySeeSuite(accepted.Force, accepted.Suite) ? EntriesEndpoints.Recorded(returnUrl, "yes") : "/");
    }
}

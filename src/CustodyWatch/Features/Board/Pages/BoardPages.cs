using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Reference;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Storage;

namespace CustodyWatch.Features.Board.Pages;

/// <summary>The suite's screen.</summary>
public static class BoardPages
{
    public static void MapBoardPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/suites/{suite}", Show).RequireAuthorization(Policies.ShowBoard).ExcludeFromDescription();
        app.MapGet("/suites/{suite}/wall", Wall).RequireAuthorization(Policies.ShowBoard).ExcludeFromDescription();
        app.MapGet("/suites/{suite}/paper", Paper).RequireAuthorization(Policies.ShowBoard).ExcludeFromDescription();
        app.MapGet("/forces/{force}", Force).RequireAuthorization(Policies.ReadBoard).ExcludeFromDescription();
        app.MapPost("/forces/{force}", SayWhy).RequireAuthorization(Policies.ReadBoard).ExcludeFromDescription();
    }

    /// <param name="suite">The suite's code.</param>
    /// <param name="theme">The wall is dark, for a dim room, unless <c>light</c> is asked for.</param>
    public static async Task<IResult> Wall(
        string suite, string? theme, HttpContext http, BoardQuery query, Database database, AccessLog access, CancellationToken cancel) =>
        await Whole(suite, http, query, database, access, cancel) is { } view
            ? Page.Of<WallPage>(new { View = view, Light = theme == "light" })
            : Problem.Missing();

    public static async Task<IResult> Paper(
        string suite, HttpContext http, BoardQuery query, Database database, AccessLog access, CancellationToken cancel) =>
        await Whole(suite, http, query, database, access, cancel) is { } view
            ? Page.Of<PaperPage>(new { View = view, Sheets = await SheetsOf(view, database, cancel) })
            : Problem.Missing();

    private static async Task<IReadOnlyList<PaperSheet>> SheetsOf(BoardView view, Database database, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var sheets = new List<PaperSheet>();
        foreach (var child in view.Children) sheets.Add(PaperSheet.Of(child, await Record.OfId(connection, child.Id), view.Now));
        return sheets;
    }

    private static async Task<BoardView?> Whole(
        string suite, HttpContext http, BoardQuery query, Database database, AccessLog access, CancellationToken cancel)
    {
        var caller = http.User.Caller();
        if (Scope.ForceOf(caller, suite) is not { } force) return null;
        var code = new SuiteCode(force, suite);
        var view = await BoardReading.Read(query, database, code, caller, cancel);
        if (KnownSuites.IsNowhere(code, view.Children.Count)) return null;
        await access.Write(http, AccessAction.Consultation, $"suites/{suite}", force, cancel);
        return view;
    }

    public static async Task<IResult> Force(
        string force, HttpContext http, BoardQuery query, Database database, AccessLog access, CancellationToken cancel)
    {
        var caller = http.User.Caller();
        if (!caller.MaySeeForce(force)) return Problem.Missing();
        var view = await ForceView.Read(query, database, force, caller, cancel);
        await access.Write(http, AccessAction.Consultation, $"forces/{force}", force, cancel);
        return Page.Of<ForcePage>(new { View = view });
    }

    /// <summary>Why the reader looks, into the access log; nothing said changes nothing.</summary>
    public static async Task<IResult> SayWhy(string force, HttpContext http, IFormCollection answers, AccessLog access, CancellationToken cancel)
    {
        if (!http.User.Caller().MaySeeForce(force)) return Problem.Missing();
        if (AccessLog.Said(answers) is not { } said) return new LocalRedirectResult($"/forces/{force}");
        await access.Write(http, AccessAction.Consultation, $"forces/{force}", force, cancel, said);
        return new LocalRedirectResult($"/forces/{force}?recorded=yes");
    }

    /// <param name="suite">The suite's code.</param>
    /// <param name="child">Only this child's card, for a board that is already open.</param>
    public static async Task<IResult> Show(
        string suite, string? child, HttpContext http, BoardQuery query, AlertBudgets budgets, Database database, AccessLog access,
        CancellationToken cancel)
    {
        var caller = http.User.Caller();
        if (Scope.ForceOf(caller, suite) is not { } force) return Problem.Missing();
        // Where a form was sent without script: back to the whole board, at the same child.
        if (child is not null && !Page.IsPart(http.Request)) return new LocalRedirectResult($"/suites/{suite}{Said(http.Request, child)}#name-{child}");
        var code = new SuiteCode(force, suite);
        var view = await BoardReading.Read(query, database, code, caller, cancel, budgets);
        if (KnownSuites.IsNowhere(code, view.Children.Count)) return Problem.Missing();
        await access.Write(http, AccessAction.Consultation, child ?? $"suites/{suite}", force, cancel);
        if (child is null) return Page.Of<BoardPage>(new { View = view with { Recorded = Recorded(http.Request) } });
        return view.Children.FirstOrDefault(one => one.Id == child) is { } one
            ? Page.Of<ChildPart>(new { View = view, Child = one, Uncounted = RecordedBanner.UncountedOf(http.Request) })
            : Problem.Missing();
    }

    private static QueryString Said(HttpRequest request, string child)
    {
        if (RecordedBanner.Of(request) is null) return QueryString.Empty;
        string[] said = ["recorded", Uncounted.Name, DuringInterview.Name];
        return QueryString.Create(said.Select(name => KeyValuePair.Create(name, request.Query[name])).Where(one => one.Value.ToString().Length > 0)).Add("of", child);
    }

    private static (string Child, string What, string? Uncounted)? Recorded(HttpRequest request) =>
        RecordedBanner.Of(request) is { } what && !Page.IsPart(request) ? (request.Query["of"].ToString(), what, RecordedBanner.UncountedOf(request)) : null;
}

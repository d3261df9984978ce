using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Storage;
using CustodyWatch.Timers;

namespace CustodyWatch.Features.Silences.Pages;

/// <summary>What is silenced in a suite on a page, one alert silenced from its line, a silence lifted.</summary>
public static class SilencePages
{
    private const int Shown = 100;

    public static void MapSilencePages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/suites/{suite}/silences", Show).RequireAuthorization(Policies.ReadBoard).ExcludeFromDescription();
        app.MapPost("/suites/{suite}/silences", OfSuite).RequireAuthorization(Policies.SilenceAlerts).ExcludeFromDescription();
        app.MapGet("/alerts/{id}/silence", One).RequireAuthorization(Policies.SilenceAlerts).ExcludeFromDescription();
        app.MapPost("/alerts/{id}/silence", OfAlert).RequireAuthorization(Policies.SilenceAlerts).ExcludeFromDescription();
        app.MapPost("/silences/{id}/lift", Lift).RequireAuthorization(Policies.SilenceAlerts).ExcludeFromDescription();
    }

    public static async Task<IResult> Show(
        HttpContext http, string suite, Database database, AccessLog access, Silencing silencing, CancellationToken cancel)
    {
        if (Scope.ForceOf(http.User.Caller(), suite) is not { } force) return Problem.Missing();
        await access.Write(http, AccessAction.Consultation, $"suites/{suite}/silences", force, cancel);
        return Page.Of<SilencesPage>(new { View = await View(http, database, silencing, new(force, suite), cancel) });
    }

    public static async Task<IResult> OfSuite(
        HttpContext http, string suite, IFormCollection answers, Database database, Silencing silencing, CancellationToken cancel)
    {
        if (Scope.ForceOf(http.User.Caller(), suite) is not { } force) return Problem.Missing();
        var request = new SilenceRequest(null, null, force, suite, Given(answers, "clock"), LondonText.FromField(answers["until"].ToString()), Given(answers, "reason"));
        var made = await silencing.Make(http, request, cancel);
        if (made.Row is not null) return new LocalRedirectResult($"/suites/{suite}/silences?recorded=yes");
        var view = await View(http, database, silencing, new(force, suite), cancel);
        return Page.Of<SilencesPage>(
            new { View = view with { Errors = Told(SilencesView.Fields, made), Answer = path => answers[path] } }, StatusCodes.Status422UnprocessableEntity);
    }

    public static async Task<IResult> One(HttpContext http, string id, Database database, AccessLog access, CancellationToken cancel)
    {
        if (await Found(http, id, database, cancel) is not { } alert) return Problem.Missing();
        await access.Write(http, AccessAction.Consultation, alert.DetentionId!, alert.Force, cancel);
        return Page.Of<SilenceAlertPage>(new { View = new SilenceAlertView(alert) });
    }

    public static async Task<IResult> OfAlert(
        HttpContext http, string id, IFormCollection answers, Database database, AccessLog access, Silencing silencing, CancellationToken cancel)
    {
        if (await Found(http, id, database, cancel) is not { } alert) return Problem.Missing();
        var whole = answers["how"] == "clock";
        var request = new SilenceRequest(
            whole ? null : id, whole ? alert.DetentionId : null, null, null, whole ? alert.Clock : null,
            LondonText.FromField(answers["until"].ToString()), Given(answers, "reason"));
        var made = await silencing.Make(http, request, cancel);
        if (made.Row is not null) return new LocalRedirectResult($"/suites/{alert.Suite}?child={alert.DetentionId}&recorded={RecordedBanner.Silenced}");
        await access.Write(http, AccessAction.Consultation, alert.DetentionId!, alert.Force, cancel);
        var view = new SilenceAlertView(alert) { Errors = Told(SilenceAlertView.Fields, made), Answer = path => answers[path] };
        return Page.Of<SilenceAlertPage>(new { View = view }, StatusCodes.Status422UnprocessableEntity);
    }

    public static async Task<IResult> Lift(
        HttpContext http, string id, IFormCollection answers, Database database, Silencing silencing, CancellationToken cancel)
    {
        var why = SilencesView.LiftReason(id);
        var lifted = await silencing.Lift(http, id, Given(answers, why.Path), cancel);
        if (lifted.Row is { } row) return new LocalRedirectResult($"/suites/{row.Suite}/silences?recorded=yes");
        if (lifted.Errors is not { } errors || await Of(database, id, cancel) is not { } refused) return Problem.Missing("There is no such silence.");
        var view = await View(http, database, silencing, new(refused.Force, refused.Suite), cancel);
        return Page.Of<SilencesPage>(
            new { View = view with { Errors = new([why], new Dictionary<string, string[]> { ["data." + why.Path] = [.. errors.Values.SelectMany(said => said)] }) } },
            StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<SilenceRow?> Of(Database database, string id, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await SilenceRow.Find(connection, id);
    }

    private static async Task<AlertRow?> Found(HttpContext http, string id, Database database, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await AlertRow.Find(connection, id) is { DetentionId: not null } alert && AlertScope.Includes(http.User.Caller(), alert) ? alert : null;
    }

    private static async Task<SilencesView> View(HttpContext http, Database database, Silencing silencing, SuiteCode suite, CancellationToken cancel)
    {
        var now = silencing.Now();
        var scope = Scope.Of(http.User.Caller(), suite.Force, suite.Suite)!;
        var rows = await SilencesEndpoints.Read(database, scope, now, all: true, new Paging(Shown, null), cancel);
        return new SilencesView(suite, now, [.. rows.Take(Shown)]) { MaySilence = Policies.Table[Policies.SilenceAlerts].Contains(http.User.Caller().Role) };
    }

    private static EntryErrors Told(IReadOnlyList<Field> fields, Silenced made) =>
        new(fields, (made.Errors ?? new Dictionary<string, string[]>()).ToDictionary(error => "data." + error.Key, error => error.Value));

    private static string? Given(IFormCollection answers, string name) => Query.Given(answers[name].ToString().Trim());
}

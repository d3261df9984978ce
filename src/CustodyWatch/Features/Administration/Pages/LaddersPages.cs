using System.Globalization;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CustodyWatch.Features.Administration.Pages;

/// <summary>A force's ladders on a page: every clock at once, as now or on a past night, and one clock to change it.</summary>
public static class LaddersPages
{
    private const string Url = "/administration/ladders";

    public static void MapLaddersPages(this IEndpointRouteBuilder app)
    {
        app.MapGet(Url, Show).RequireAuthorization(Policies.ManageSettings).ExcludeFromDescription();
        app.MapGet(Url + "/{clock}", One).RequireAuthorization(Policies.ManageSettings).ExcludeFromDescription();
        app.MapPost(Url + "/{clock}", Change).RequireAuthorization(Policies.ManageSettings).ExcludeFromDescription();
    }

    public static async Task<IResult> Show(
        HttpContext http, string? force, string? at, Database database, IOptions<TimerOptions> options, IClock clock, CancellationToken cancel)
    {
        if (SettingsEndpoints.Theirs(http, Query.Given(force)) is not { } own) return Problem.Missing();
        var now = clock.Now();
        var then = LondonText.FromField(at ?? "");
        var read = await LadderReading.Read(database, options.Value.Policy, own, then ?? now, cancel);
        return Page.Of<LaddersPage>(new { Read = read, Now = now, IsPast = then is not null });
    }

    public static async Task<IResult> One(
        HttpContext http, string clock, string? force, Database database, IOptions<TimerOptions> options, IClock time, CancellationToken cancel) =>
        await View(http, clock, force, database, options, time, cancel) is { } view ? Page.Of<LadderPage>(new { View = view }) : Problem.Missing();

    public static async Task<IResult> Change(
        HttpContext http, string clock, string? force, IFormCollection answers, Database database, IOptions<TimerOptions> options,
        LadderChanges changes, IClock time, CancellationToken cancel)
    {
        if (await View(http, clock, force, database, options, time, cancel) is not { } view) return Problem.Missing();
        var usual = answers["usual"] == "yes";
        var rows = Rows(answers);
        var from = answers["from"].ToString();
        var request = new LadderRequest(
            view.Force, clock, LondonText.FromField(from), usual ? null : Ladder(answers, rows), usual, answers["reason"].ToString().Trim());
        var (row, errors) = changes.Read(view.Force, http.User.Caller().UserId, request);
        if (!string.IsNullOrWhiteSpace(from) && request.From is null) errors["from"] = "must be a date and a time";
        if (answers.TryGetValue("seen", out var seen) && seen != view.Seen)
            errors["changes"] = "the ladder was changed while this page was open. Look under “Every change”, and send this again if it is still what you want";
        if (row is not null && errors.Count == 0)
        {
            await changes.Keep(http, row, cancel);
            return new LocalRedirectResult($"{Url}/{clock}?force={Uri.EscapeDataString(view.Force)}&changed=yes");
        }
        var told = errors.ToDictionary(error => "data." + error.Key.Replace("ladder.", "", StringComparison.Ordinal), error => new[] { error.Value });
        var refused = usual ? view with { UsualErrors = new EntryErrors(LadderView.GoingBack, told) } : view.Refused(answers, rows, told);
        return Page.Of<LadderPage>(new { View = refused }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<LadderView?> View(
        HttpContext http, string clock, string? force, Database database, IOptions<TimerOptions> options, IClock time, CancellationToken cancel)
    {
        if (SettingsEndpoints.Theirs(http, Query.Given(force)) is not { } own || LadderRow.ClockOf(clock) is not { } name) return null;
        var read = await LadderReading.Read(database, options.Value.Policy, own, time.Now(), cancel);
        return LadderView.Of(read, read.Ladders.Single(ladder => ladder.Kind.Name == name));
    }

    // A row left empty is not there: those that were written close up, so that what is refused is said of the right one.
    private static List<EscalationRow> Rows(IFormCollection answers) =>
        [.. Enumerable.Range(0, LadderBody.MostEscalations)
            .Select(i => new EscalationRow(
                answers[LadderView.AfterOf(i)].ToString().Trim(), answers[LadderView.FromOf(i)], answers[LadderView.ToOf(i)], answers[LadderView.OutOfBandOf(i)]))
            .Where(row => row.After.Length > 0 || row.To.Count > 0)];

    private static LadderBody Ladder(IFormCollection answers, IReadOnlyList<EscalationRow> rows) => new(
        new RungBody(answers["warning.to"].ToArray(), answers.ContainsKey("warning.outOfBand")),
        new RungBody(answers["due.to"].ToArray(), answers.ContainsKey("due.outOfBand")),
        [.. rows.Select(row => new EscalationBody(Whole(row.After), Query.Given(row.From), row.To.ToArray(), row.OutOfBand.Count > 0))],
        Whole(answers["acknowledgementMinutes"].ToString().Trim()) ?? 0,
        new RungBody(null, answers.ContainsKey("start.outOfBand")));

    private static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

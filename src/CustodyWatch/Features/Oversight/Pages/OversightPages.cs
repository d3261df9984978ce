using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Oversight.Pages;

/// <summary>The pages of oversight.</summary>
public static class OversightPages
{
    public static void MapOversightPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").RequireAuthorization(Policies.ReadOversight).ExcludeFromDescription();
        pages.MapGet("/oversight", Overview);
        pages.MapGet("/oversight/measures/{name}", OneMeasure);
        pages.MapGet("/oversight/measures/{name}/children", Children);
        pages.MapGet("/oversight/records/{id}", Record);
        pages.MapGet("/oversight/disproportionality", Disproportionality);
        pages.MapGet("/oversight/nights", Nights);
        pages.MapGet("/oversight/distance", DistanceFromGood);
        pages.MapGet("/oversight/exports", Exports);
        pages.MapGet("/oversight/exports/gaps", Gaps);
        pages.MapGet("/forecast", Tonight);
        app.MapGet("/oversight/integrity", Integrity).RequireAuthorization(Policies.ReadIntegrity).ExcludeFromDescription();
    }

    internal static async Task<IResult> Overview(HttpContext http, Database database, IClock clock, CancellationToken cancel)
    {
        if (OversightView.Read(http, clock) is not { } view) return Problem.Forbidden("That is not in your scope.");
        var months = await Parts(database, view, TotalsReading.Month, cancel);
        var all = TotalsReading.Together(months);
        return Page.Of<OverviewPage>(new { View = view, Panels = Panel.Of(months, all), Totals = all });
    }

    internal static async Task<IResult> OneMeasure(string name, HttpContext http, Database database, IClock clock, CancellationToken cancel)
    {
        if (Measures.Find(name) is not { } measure) return Problem.Missing();
        if (OversightView.Read(http, clock) is not { } view) return Problem.Forbidden("That is not in your scope.");
        var months = await Parts(database, view, TotalsReading.Month, cancel);
        var all = TotalsReading.Together(months);
        var divided = new List<(string, IReadOnlyList<Part>)>();
        foreach (var (heading, way) in new[]
        {
            (MeasurePage.BySuite, TotalsReading.Suite), (MeasurePage.ByEthnicity, Dimensions.Ethnicity), (MeasurePage.BySex, Dimensions.Sex),
            (MeasurePage.ByAge, Dimensions.Age), (MeasurePage.ByLookedAfter, Dimensions.LookedAfter),
        })
            divided.Add((heading, await Parts(database, view, way, cancel)));
        return Page.Of<MeasurePage>(new
        {
            View = view,
            Measure = measure,
            Reading = measure.Of(all),
            Panel = Panel.Of(months, all, measure),
            Divided = (IReadOnlyList<(string, IReadOnlyList<Part>)>)divided,
        });
    }

    private static async Task<IResult> Children(
        string name, string? who, string? by, string? part, string? cursor, HttpContext http, Database database, AccessLog access, IClock clock,
        CancellationToken cancel)
    {
        if (Measures.Find(name) is not { } measure || Behind.Read(measure, who, by, part) is not { } behind) return Problem.Missing();
        if (OversightView.Read(http, clock) is not { } view) return Problem.Forbidden("That is not in your scope.");
        var query = new Query();
        var paging = ListPaging(query, cursor);
        if (query.Refusal is { } unreadable) return unreadable;
        var children = await ChildrenBehind.Read(database, view.Scope, view.Period, behind, paging, view.Now, cancel);
        await access.Write(http, AccessAction.Consultation, $"statistics/{name}", view.Force, children.Page.Items.Select(child => child.Force), cancel);
        var disposed = behind.Counted(await TotalsReading.Disposed(database, view.Scope.OfFigures, view.Period, behind.By, behind.Part, view.Now, cancel));
        return Page.Of<ChildrenPage>(new { View = view, Behind = behind, Children = children, Disposed = disposed });
    }

    private static async Task<IResult> Record(string id, HttpContext http, Database database, RecordDoor door, IClock clock, CancellationToken cancel)
    {
        if (OversightView.Read(http, clock) is not { } view) return Problem.Forbidden("That is not in your scope.");
        if (await door.Consult(http, id, cancel) is not { } detention) return Problem.Missing();
        await using var connection = await database.Open(cancel);
        return Page.Of<RecordFiguresPage>(new { View = view, Detention = detention, Totals = await FiguresRow.TotalsOf(connection, id, view.Now) });
    }

    private static async Task<IResult> Disproportionality(
        HttpContext http, Database database, Populations populations, IClock clock, CancellationToken cancel)
    {
        if (OversightView.Read(http, clock) is not { } view) return Problem.Forbidden("That is not in your scope.");
        var parts = await Parts(database, view, Dimensions.Ethnicity, cancel);
        var stages = Stage.All.Select(stage => (stage, DisproportionalityAnswer.Of(parts, populations, view.Scope, stage, publication: false))).ToArray();
        return Page.Of<DisproportionalityPage>(new { View = view, Stages = (IReadOnlyList<(Stage, DisproportionalityAnswer)>)stages });
    }

    private static async Task<IResult> Tonight(
        string? at, HttpContext http, Database database, AccessLog access, IClock clock, CancellationToken cancel)
    {
        if (OversightView.Read(http, clock) is not { } view) return Problem.Forbidden("That is not in your scope.");
        var when = Rfc3339.Parse(at) is { } given && given <= view.Now + Duration.FromHours(24) ? given : view.Now;
        var forecast = await ForecastAnswer.Read(database, view.Scope.OfFigures, when, view.Now, cancel);
        await access.Write(http, AccessAction.Consultation, "overnight/forecast", view.Force, forecast.Items.Select(child => child.Force), cancel);
        return Page.Of<TonightPage>(new { View = view, Forecast = forecast });
    }

    private static async Task<IResult> Nights(
        string? from, string? to, string? cursor, HttpContext http, Database database, AccessLog access, IClock clock, CancellationToken cancel)
    {
        if (OversightView.Read(http, clock) is not { } view) return Problem.Forbidden("That is not in your scope.");
        var query = new Query();
        from ??= NodaTime.Text.LocalDatePattern.Iso.Format(Pace.LondonTime.DateAt(view.Now).PlusDays(-7));
        var (paging, period) = (query.Paging(null, cursor, NightList.Key.Is), Period.Read(query, from, to));
        if (query.Errors.Any(error => error.Name is not ("from" or "to"))) return query.Refusal!;
        (string, string)[] errors = [.. query.Errors.Select(error => (error.Name, error.Name == "from" ? "From must be a date" : "Before must be a date later than From"))];
        if (errors.Length > 0)
            return Page.Of<NightsPage>(new { View = view, List = NightList.Empty(OvernightRule.FourHours), From = from, To = to, Errors = errors }, StatusCodes.Status400BadRequest);
        var list = await NightList.Read(database, view.Scope.OfFigures, period, OvernightRule.FourHours, paging, view.Now, cancel);
        await access.Write(http, AccessAction.Consultation, "overnight", view.Force, list.Items.Select(night => night.Force), cancel);
        return Page.Of<NightsPage>(new { View = view, List = list, From = from, To = to });
    }

    private static async Task<IResult> DistanceFromGood(
        string? measure, HttpContext http, Database database, IClock clock, CancellationToken cancel)
    {
        if (OversightView.Read(http, clock) is not { } view) return Problem.Forbidden("That is not in your scope.");
        // All measures of the suites of one force; of the suites of a nation one at a time.
        var chosen = view.Scope.OnlyForce is null ? Distance.Measured.FirstOrDefault(one => one.Name == measure) ?? Distance.Measured[0] : null;
        var now = await Parts(database, view, TotalsReading.Suite, cancel);
        var earlier = Period.MonthsTo(view.Period.From!.Value - Duration.Epsilon, view.Months);
        var before = await TotalsReading.Read(database, view.Scope.OfFigures, earlier, TotalsReading.Suite, view.Now, cancel);
        // A suite is set against every other of its force, whichever are shown; only to whom those may be shown too.
        var whole = view.OfWholeForces;
        var all = whole is null ? [] : view.Suite is null ? now : await Parts(database, view with { Scope = whole }, TotalsReading.Suite, cancel);
        return Page.Of<DistancePage>(new { View = view, Rows = Distance.Of(now, before, all, chosen), Chosen = chosen });
    }

    private static async Task<IResult> Exports(HttpContext http, Database database, IClock clock, CancellationToken cancel) =>
        OversightView.Read(http, clock) is { } view
            ? Page.Of<ExportsPage>(new
            {
                View = view,
                Totals = TotalsReading.Together(await Parts(database, view, null, cancel)),
                Disposed = await TotalsReading.Disposed(database, view.Scope.OfFigures, view.Period, null, null, view.Now, cancel),
            })
            : Problem.Forbidden("That is not in your scope.");

    private static async Task<IResult> Gaps(
        string? gap, string? cursor, HttpContext http, Database database, AccessLog access, IClock clock, CancellationToken cancel)
    {
        if (Return.All.SelectMany(sheet => sheet.Gaps).FirstOrDefault(known => known.Sentence == gap) is not { } one) return Problem.Missing();
        if (OversightView.Read(http, clock) is not { } view) return Problem.Forbidden("That is not in your scope.");
        var query = new Query();
        var paging = ListPaging(query, cursor);
        if (query.Refusal is { } unreadable) return unreadable;
        var children = await ChildrenBehind.Lacking(database, view.Scope, view.Period, one, paging, view.Now, cancel);
        await access.Write(http, AccessAction.Consultation, "statistics/gaps", view.Force, children.Page.Items.Select(child => child.Force), cancel);
        return Page.Of<GapPage>(new { View = view, Gap = one, Children = children });
    }

    private static async Task<IResult> Integrity(
        string? kind, string? cursor, HttpContext http, Database database, AccessLog access, IClock clock, CancellationToken cancel)
    {
        if (OversightView.Read(http, clock) is not { } view) return Problem.Forbidden("That is not in your scope.");
        var query = new Query();
        var paging = query.Paging(null, cursor, Questions.Key.Is);
        var named = Query.Given(kind);
        if (named is not null && !Questions.Kinds.Contains(named)) query.Wrong("kind", "is not a kind of question");
        if (query.Refusal is { } unreadable) return unreadable;
        var page = await Questions.Read(database, view.Scope.OfFigures, view.Period, named is null ? Questions.Kinds : [named], paging, view.Now, cancel);
        await access.Write(http, AccessAction.Combination, "integrity", view.Force, page.Items.Select(question => question.Force), cancel);
        return Page.Of<IntegrityPage>(new { View = view, List = page, Kind = Query.Given(kind) });
    }

    private static Paging ListPaging(Query query, string? cursor) => query.Paging("100", cursor, place => ChildrenBehind.KeyOf(place) is not null);

    private static Task<IReadOnlyList<Part>> Parts(Database database, OversightView view, string? by, CancellationToken cancel) =>
        TotalsReading.Read(database, view.Scope.OfFigures, view.Period, by, view.Now, cancel);
}

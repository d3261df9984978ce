using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Pace.Oversight;

namespace CustodyWatch.Features.Oversight;

/// <summary>Numbers that make themselves, each open to dispute down to the events.</summary>
public static class OversightEndpoints
{
    public static void MapOversight(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapGet("/statistics", StatisticsEndpoints.Statistics).RequireAuthorization(Policies.ReadStatistics)
            .Answers<StatisticsAnswer>("Measures of a period, each with its definition, as a whole and by group.")
            .Takes("by", $"Groups by this as well; a duty desk or manager by {string.Join(", ", LedgerStatistics.Ways)} alone.", Sent.Word(TotalsReading.Ways));
        api.MapGet("/statistics/disproportionality", StatisticsEndpoints.Disproportionality).RequireAuthorization(Policies.ReadOversight)
            .Answers<DisproportionalityAnswer>("How often something befell children of each ethnicity, against White children.")
            .Takes("stage", "What befell them.", Sent.Word(Stage.All.Select(stage => stage.Name), Stage.Detentions));
        api.MapGet("/statistics/export", StatisticsEndpoints.Export).RequireAuthorization(Policies.ReadOversight)
            .AnswersFile("The rows behind the statistics, one a detention, with no identifiers.", "text/csv")
            .Takes("return", "Which rows, by the name of the return they are made for.", Sent.Word(Return.All.Select(one => one.Name), Return.Detail))
            .Takes("publication", Publication.Refused, Sent.Flag())
            .WithRequestTimeout(CallerLimits.WholeFile);
        api.MapGet("/overnight", NightEndpoints.Overnight).RequireAuthorization(Policies.ReadOversight)
            .Answers<NightList>("Nights that children spent in custody, counted by a named rule.")
            .Takes("rule", "What counts as a night in custody.", Sent.Word(OvernightRule.All.Select(rule => rule.Name), OvernightRule.FourHours.Name))
            .Takes("publication", Publication.Refused, Sent.Flag());
        api.MapGet("/overnight/forecast", NightEndpoints.Forecast).RequireAuthorization(Policies.ReadOversight)
            .Answers<ForecastAnswer>("Children who will spend the coming night in custody unless something changes, and the one step that prevents it.")
            .Takes("at", "The instant looked ahead from, at most a day ahead; now when it is left out.", Sent.Instant())
            .Takes("publication", Publication.Refused, Sent.Flag());
        api.MapGet("/integrity", IntegrityEndpoints.Integrity).RequireAuthorization(Policies.ReadIntegrity)
            .Answers<Page<Question>>("What on the records is worth a question.")
            .Takes("kind", "Only questions of this kind; without it, of each kind but gap and review-before-sign-in.", Sent.Word(Questions.Kinds))
            .Takes("publication", Publication.Refused, Sent.Flag());
    }
}

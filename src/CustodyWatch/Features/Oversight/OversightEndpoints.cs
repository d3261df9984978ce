using CustodyWatch.Access;
using CustodyWatch.Http;

namespace CustodyWatch.Features.Oversight;

/// <summary>Numbers that make themselves, each open to dispute down to the events.</summary>
public static class OversightEndpoints
{
    public static void MapOversight(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapGet("/statistics", StatisticsEndpoints.Statistics).RequireAuthorization(Policies.ReadStatistics)
            .Answers<StatisticsAnswer>("Measures of a period, each with its definition, as a whole and by group.");
        api.MapGet("/statistics/disproportionality", StatisticsEndpoints.Disproportionality).RequireAuthorization(Policies.ReadOversight)
            .Answers<DisproportionalityAnswer>("How often something befell children of each ethnicity, against White children.");
        api.MapGet("/statistics/export", StatisticsEndpoints.Export).RequireAuthorization(Policies.ReadOversight)
            .AnswersFile("The rows behind the statistics, one a detention, with no identifiers.", "text/csv")
            .WithRequestTimeout(CallerLimits.WholeFile);
        api.MapGet("/overnight", NightEndpoints.Overnight).RequireAuthorization(Policies.ReadOversight)
            .Answers<NightList>("Nights that children spent in custody, counted by a named rule.");
        api.MapGet("/overnight/forecast", NightEndpoints.Forecast).RequireAuthorization(Policies.ReadOversight)
            .Answers<ForecastAnswer>("Children who will spend the coming night in custody unless something changes, and the one step that prevents it.");
        api.MapGet("/integrity", IntegrityEndpoints.Integrity).RequireAuthorization(Policies.ReadIntegrity)
            .Answers<Page<Question>>("What on the records is worth a question.");
    }
}

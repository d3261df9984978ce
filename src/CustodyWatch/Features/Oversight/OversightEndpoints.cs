using CustodyWatch.Access;

namespace CustodyWatch.Features.Oversight;

/// <summary>Numbers that make themselves, each open to dispute down to the events.</summary>
public static class OversightEndpoints
{
    public static void MapOversight(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapGet("/statistics", StatisticsEndpoints.Statistics).RequireAuthorization(Policies.ReadStatistics);
        api.MapGet("/statistics/disproportionality", StatisticsEndpoints.Disproportionality).RequireAuthorization(Policies.ReadOversight);
        api.MapGet("/statistics/export", StatisticsEndpoints.Export).RequireAuthorization(Policies.ReadOversight).WithRequestTimeout(CallerLimits.WholeFile);
        api.MapGet("/overnight", NightEndpoints.Overnight).RequireAuthorization(Policies.ReadOversight);
        api.MapGet("/overnight/forecast", NightEndpoints.Forecast).RequireAuthorization(Policies.ReadOversight);
        api.MapGet("/integrity", IntegrityEndpoints.Integrity).RequireAuthorization(Policies.ReadIntegrity);
    }
}

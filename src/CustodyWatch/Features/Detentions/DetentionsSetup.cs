namespace CustodyWatch.Features.Detentions;

public static class DetentionsSetup
{
    public static IHostApplicationBuilder AddDetentions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<InspectionOpening>();
        return builder;
    }
}

namespace CustodyWatch.Features.Oversight;

public static class OversightSetup
{
    /// <summary>Sets up the numbers, or answers with the sentence that says why the service will not start.</summary>
    public static string? AddOversight(this IHostApplicationBuilder builder)
    {
        var (populations, refusal) = Populations.Read(builder.Configuration[Populations.Setting]);
        if (populations is not null) builder.Services.AddSingleton(populations);
        builder.Services.AddHostedService<Pages.FirstNumbers>();
        return refusal;
    }
}

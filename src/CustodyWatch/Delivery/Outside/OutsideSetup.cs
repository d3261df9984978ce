using Microsoft.Extensions.Options;

namespace CustodyWatch.Delivery.Outside;

public static class OutsideSetup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int LongestAnswer = 64 * 1024;

    public static IHostApplicationBuilder AddOutside(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<OutsideOptions>().BindConfiguration("CustodyWatch:Delivery").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<OutsideOptions>, OutsideOptionsCheck>();
        builder.Services.AddSingleton<Routing>();
        builder.Services.AddTransient<Outbox>();
        builder.Services.AddSingleton<Postman>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Postman>());
        builder.Services.AddHttpClient<GovUkNotify>(Limit).Bounded();
        builder.Services.AddHttpClient<Webhooks>(Limit).Bounded();
        return builder;
    }

    internal static void Limit(HttpClient client)
    {
        client.Timeout = Patience;
        client.MaxResponseContentBufferSize = LongestAnswer;
    }

    // Where it is told to go, and nowhere that an answer sends it; the addresses of people are in no log.
    internal static void Bounded(this IHttpClientBuilder client) => client
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = true, ConnectTimeout = Patience })
        .RemoveAllLoggers();

    private sealed class OutsideOptionsCheck : IValidateOptions<OutsideOptions>
    {
        public ValidateOptionsResult Validate(string? name, OutsideOptions options) =>
            options.Problem is { } problem ? ValidateOptionsResult.Fail("CustodyWatch:Delivery: " + problem) : ValidateOptionsResult.Success;
    }
}

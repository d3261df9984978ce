using CustodyWatch.Http;
using Microsoft.Extensions.Options;

namespace CustodyWatch.Delivery.Outside;

public static class OutsideSetup
{
    public static IHostApplicationBuilder AddOutside(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<OutsideOptions>().BindConfiguration("CustodyWatch:Delivery").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<OutsideOptions>, OutsideOptionsCheck>();
        builder.Services.AddSingleton<Routing>();
        builder.Services.AddSingleton<Unanswering>();
        builder.Services.AddTransient<Outbox>();
        builder.Services.AddSingleton<Postman>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Postman>());
        builder.Services.AddHttpClient<GovUkNotify>().Bounded();
        builder.Services.AddHttpClient<Webhooks>().Bounded();
        return builder;
    }

    private sealed class OutsideOptionsCheck : IValidateOptions<OutsideOptions>
    {
        public ValidateOptionsResult Validate(string? name, OutsideOptions options) =>
            options.Problem is { } problem ? ValidateOptionsResult.Fail("CustodyWatch:Delivery: " + problem) : ValidateOptionsResult.Success;
    }
}

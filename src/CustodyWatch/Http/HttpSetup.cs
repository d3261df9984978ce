using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Configuration.Memory;

namespace CustodyWatch.Http;

public static partial class HttpSetup
{
    // Whoever has begun to ask and goes no further is waited for no longer when the service stops.
    private static readonly TimeSpan ToStop = TimeSpan.FromSeconds(10);

    public static WebApplicationBuilder AddHttp(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ToStop);
        builder.SayLittleOfRequests();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 5 * 1024 * 1024;
        });
        builder.Services.ConfigureHttpJsonOptions(options => Json.Configure(options.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
        builder.Services.AddSettings<PublicAddressOptions>("CustodyWatch");
        builder.Services.AddSingleton<PublicAddress>();
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = Problem.Customize);
        return builder;
    }

    // Six lines a request drown what matters, and an address may hold a search or a code; configuration may ask for them again.
    private static void SayLittleOfRequests(this WebApplicationBuilder builder) => builder.Configuration.Sources.Insert(0,
        new MemoryConfigurationSource { InitialData = [new("Logging:LogLevel:Microsoft.AspNetCore", nameof(LogLevel.Warning))] });

    public static WebApplication UseHttp(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = Problem.StatusOf,
            SuppressDiagnosticsCallback = context => IsOfTheCaller(context.Exception, app.Logger),
        });
        app.UseStatusCodePages(Problem.ForEmptyAnswer);
        app.Use(PathValues.Read);
        return app;
    }

    // What comes too slowly, or breaks off, is a fault of whoever sent it and no defect.
    private static bool IsOfTheCaller(Exception exception, ILogger log)
    {
        if (exception is not BadHttpRequestException bad) return false;
        Unread(log, bad.StatusCode);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A request could not be read to its end, and was answered with {Status}.")]
    private static partial void Unread(ILogger log, int status);

    public static WebApplication MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().DisableAntiforgery();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") })
            .AllowAnonymous().DisableAntiforgery();
        return app;
    }
}

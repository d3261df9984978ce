using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CustodyWatch.Measuring;

public static class MeasuringSetup
{
    /// <summary>The standard name, so that collectors are set up as for any other service.</summary>
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static WebApplicationBuilder AddMeasuring(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<Watcher>();
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("custodywatch", serviceVersion: typeof(Measures).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics => metrics
                .AddMeter(Measures.Name)
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddPrometheusExporter());
        if (builder.Configuration[Endpoint] is { Length: > 0 })
            telemetry.WithTracing(traces => traces.AddAspNetCoreInstrumentation(request => request.EnrichWithHttpResponse = RouteAlone)).UseOtlpExporter();
        return builder;
    }

    // A path may hold what opens a desk's link, and what follows it a code or a reason; the route is left.
    private static void RouteAlone(Activity request, HttpResponse answer) => request.SetTag("url.path", null).SetTag("url.query", null);

    /// <summary>For whoever watches the service; it says nothing of any record or suite.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder app) => app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous().DisableAntiforgery();
}

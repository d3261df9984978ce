using System.Reflection;
using System.Text.Json.Nodes;
using CustodyWatch.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Scalar.AspNetCore;

namespace CustodyWatch.Features.Docs;

/// <summary>What the service offers, for whoever connects to it: HTTP as OpenAPI, live messages and webhooks as AsyncAPI.</summary>
public static class DocsEndpoints
{
    private const string DemoBand = $"""
        <section aria-label="Demonstration"><p style="margin:0;padding:10px 15px;background:#ffdd00;color:#0b0c0c;font:16px/1.25 arial,sans-serif"><strong>Demo.</strong> {AccessOptions.DemoNotice}</p></section>
        """;

    private const string AsyncApiResource = "asyncapi.v1.json";

    public static WebApplicationBuilder AddDocs(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenApi("v1");
        builder.Services.AddOptions<OpenApiOptions>("v1").Configure<AccessOptions>((options, access) => options.Describe(access));
        return builder;
    }

    public static void MapDocs(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapScalarApiReference("/docs", options =>
        {
            options.WithTitle("CustodyWatch API").WithNonce().DisableAgent().DisableMcp();
            options.DefaultFonts = false;
            options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            options.HideClientButton = true;
            options.Telemetry = false;
            if (app.Services.GetRequiredService<AccessOptions>().Demo) options.AddHeaderContent(DemoBand);
        }).AllowAnonymous().AddEndpointFilter(AllowItsScript);
        app.MapGet("/asyncapi/v1.json", AsyncApi).AllowAnonymous().ExcludeFromDescription();
    }

    // The reference page is its library's own: it may run the scripts it was given this request's nonce for, and style itself. It leaves
    // its language unsaid.
    private static async ValueTask<object?> AllowItsScript(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.OnStarting(() =>
        {
            if (http.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce)
                http.Response.Headers.ContentSecurityPolicy =
                    $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                    + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
            return Task.CompletedTask;
        });
        var page = await next(context);
        return page is ContentHttpResult { ResponseContent: { } html } content
            ? TypedResults.Text(html.Replace("<html>", "<html lang=\"en\">", StringComparison.Ordinal), content.ContentType)
            : page;
    }

    // As written it is of a demonstration: where there is none, nobody signs in by naming a persona.
    private static JsonHttpResult<JsonNode> AsyncApi(AccessOptions access)
    {
        using var written = Assembly.GetExecutingAssembly().GetManifestResourceStream(AsyncApiResource)!;
        var document = JsonNode.Parse(written)!;
        if (!access.Demo)
        {
            document["components"]!["securitySchemes"]!.AsObject().Remove("demo");
            document["servers"]!["hub"]!["security"]!.AsArray().RemoveAt(1);
        }
        return TypedResults.Json(document);
    }
}

using System.IO.Compression;
using CustodyWatch.Screens.Entries;
using Microsoft.AspNetCore.ResponseCompression;

namespace CustodyWatch.Screens;

/// <summary>The pages that people see: drawn here, complete without script.</summary>
public static class ScreensSetup
{
    public static WebApplicationBuilder AddScreens(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton<Navigation>();
        builder.Services.AddSingleton<OpenAlertCount>();
        builder.Services.AddSingleton<OneDoorAtATime>();
        builder.Services.AddResponseCompression(options =>
        {
            // Form tokens differ at every answer and the sign-in cookie is never sent from another site, so nothing can be
            // guessed from the length of a compressed page.
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html", "application/json", "application/problem+json", "text/csv"];
        });
        // A board that is half the size is there sooner, over a police network, than one compressed in half the time.
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        builder.Services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        // Before the writer of problem+json, which would also answer a browser.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, ErrorPageWriter>());
        return builder;
    }

    public static WebApplication UseScreens(this WebApplication app)
    {
        app.UseResponseCompression();
        app.UsePageHeaders();
        return app;
    }

    public static WebApplication MapScreens(this WebApplication app)
    {
        app.MapAssets();
        app.MapPublicPages();
        app.MapHome();
        app.MapArrivals();
        app.MapEntries();
        app.MapCorrections();
        return app;
    }
}

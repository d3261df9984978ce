using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Live;
using CustodyWatch.Log;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Administration.Pages;

/// <summary>What an administrator looks after. No child's record is among it.</summary>
public static class AdministrationPages
{
    public static void MapAdministrationPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/administration", Index).RequireAuthorization(Policies.ManageSettings).ExcludeFromDescription();
        app.MapGet("/administration/live", WhoIsLive).RequireAuthorization(Policies.ManageSettings).ExcludeFromDescription();
        app.MapGet("/administration/reference", Reference).RequireAuthorization(Policies.ManageSettings).ExcludeFromDescription();
        app.MapSettingsPages();
        app.MapAuthorityPages();
        app.MapAccessLogPage();
    }

    public static IHostApplicationBuilder AddAdministration(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SettingsChanges>();
        return builder;
    }

    public static IResult Index() => Page.Of<AdministrationPage>();

    public static async Task<IResult> WhoIsLive(
        HttpContext http, Database database, Presence presence, IClock clock, CancellationToken cancel)
    {
        var forces = http.User.Caller().Forces;
        var now = Rfc3339.Cut(clock.GetCurrentInstant());
        return Page.Of<WhoIsLivePage>(new
        {
            Now = now,
            Suites = await SuiteLife.Read(database, presence, forces, cancel),
            People = presence.People.Where(person => person.BelongsTo(forces)).OrderBy(person => person.UserId, StringComparer.Ordinal).ToArray(),
        });
    }

    public static async Task<IResult> Reference(HttpContext http, Authorities authorities, CancellationToken cancel) =>
        Page.Of<ReferencePage>(new { Authorities = await authorities.All(cancel), Forces = http.User.Caller().Forces });
}

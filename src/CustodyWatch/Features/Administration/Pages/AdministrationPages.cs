using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Live;
using CustodyWatch.Log;
using CustodyWatch.Log.Reference;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Administration.Pages;

/// <summary>What an administrator looks after. No child's record is among it.</summary>
public static class AdministrationPages
{
    private const string Undelivered = "/administration/deliveries";

    public static void MapAdministrationPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/administration", Index).RequireAuthorization(Policies.ManageSettings).ExcludeFromDescription();
        app.MapGet("/administration/live", WhoIsLive).RequireAuthorization(Policies.ManageSettings).ExcludeFromDescription();
        app.MapGet("/administration/reference", Reference).RequireAuthorization(Policies.ManageSettings).ExcludeFromDescription();
        app.MapGet(Undelivered, Deliveries).RequireAuthorization(Policies.ManageSettings).ExcludeFromDescription();
        app.MapPost(Undelivered + "/{id}/send-again", SendAgain).RequireAuthorization(Policies.ManageSettings).ExcludeFromDescription();
        app.MapSettingsPages();
        app.MapLaddersPages();
        app.MapAuthorityPages();
        app.MapAccessLogPage();
    }

    public static IHostApplicationBuilder AddAdministration(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SettingsChanges>();
        builder.Services.AddSingleton<LadderChanges>();
        return builder;
    }

    public static IResult Index() => Page.Of<AdministrationPage>();

    public static async Task<IResult> WhoIsLive(
        HttpContext http, Database database, Presence presence, IClock clock, CancellationToken cancel)
    {
        var forces = http.User.Caller().Forces;
        var now = clock.Now();
        return Page.Of<WhoIsLivePage>(new
        {
            Now = now,
            Suites = await SuiteLife.Read(database, presence, forces, now, cancel),
            People = presence.People.Where(person => person.BelongsTo(forces)).OrderBy(person => person.UserId, StringComparer.Ordinal).ToArray(),
        });
    }

    public static async Task<IResult> Deliveries(HttpContext http, Database database, IClock clock, string? cursor, CancellationToken cancel)
    {
        var query = new Query();
        var paging = query.Paging(null, cursor, Paging.IsText);
        if (query.Refusal is { } unreadable) return unreadable;
        return Page.Of<UndeliveredPage>(new
        {
            Found = await UndeliveredRow.Read(database, http.User.Caller(), paging, clock.Now(), cancel),
            Now = clock.Now(),
        });
    }

    public static async Task<IResult> SendAgain(
        HttpContext http, string id, IFormCollection answers, Database database, AccessLog access, IClock clock, CancellationToken cancel)
    {
        var answer = await DeliveriesEndpoints.SendAgain(http, id, database, access, clock, cancel);
        return answer is IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK } ? new LocalRedirectResult(Undelivered) : answer;
    }

    public static async Task<IResult> Reference(HttpContext http, Authorities authorities, CancellationToken cancel) =>
        Page.Of<ReferencePage>(new { Authorities = await authorities.All(cancel), Forces = http.User.Caller().Forces });
}

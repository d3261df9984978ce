using CustodyWatch.Access;
using CustodyWatch.Access.Taps;
using CustodyWatch.Features.Taps.Pages;
using CustodyWatch.Http;
using CustodyWatch.Live;
using CustodyWatch.Log;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using NodaTime;

namespace CustodyWatch.Features.Taps;

/// <summary>The screens of suites: which there are, making this browser one, and ending one.</summary>
public static class ScreensPages
{
    private const string Url = "/screens";
    private const int LongestName = 40;

    public static void MapSuiteScreens(this IEndpointRouteBuilder app)
    {
        app.MapGet(Url, Show).RequireAuthorization(Policies.ManageScreens).ExcludeFromDescription();
        app.MapPost(Url, Enrol).RequireAuthorization(Policies.ManageScreens).ExcludeFromDescription();
        app.MapPost(Url + "/{id}/revoke", Revoke).RequireAuthorization(Policies.ManageScreens).ExcludeFromDescription();
    }

    public static async Task<IResult> Show(HttpContext http, SuiteScreens screens, Presence presence, IClock clock, CancellationToken cancel) =>
        Page.Of<ScreensPage>(new { View = await View(http, screens, presence, clock, cancel) });

    public static async Task<IResult> Enrol(
        HttpContext http, IFormCollection answers, SuiteScreens screens, Presence presence, Database database, AccessLog access, AccessOptions options,
        IClock clock, CancellationToken cancel)
    {
        var (now, caller) = (clock.Now(), http.User.Caller());
        var (suite, name) = (SuiteCode.Parse(answers["suite"].ToString().Trim()), answers["name"].ToString().Trim());
        var errors = new Dictionary<string, string[]>();
        if (suite is not { } of || SourceName.Parse(SourceName.Of(of)) is null) errors["data.suite"] = ["must be a suite, such as 99/CENTRAL"];
        if (name.Length is 0 or > LongestName || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
            errors["data.name"] = [$"must be letters, digits and hyphens, at most {LongestName}"];
        if (errors.Count == 0 && !caller.MaySeeForce(suite!.Value.Force)) return Problem.Forbidden("That suite is not in your scope.");
        if (errors.Count > 0)
        {
            var view = await View(http, screens, presence, clock, cancel);
            return Page.Of<ScreensPage>(
                new { View = view with { Errors = new EntryErrors(view.Fields, errors), Answer = path => answers[path] } }, StatusCodes.Status422UnprocessableEntity);
        }
        var token = SuiteScreens.NewToken();
        var row = new ScreenRow
        {
            Id = NewId.At(now),
            TokenHash = SuiteScreens.HashOf(token),
            Force = suite!.Value.Force,
            Suite = suite.Value.Suite,
            Name = name,
            EnrolledBy = caller.UserId,
            EnrolledAt = now,
            ExpiresAt = now + SuiteScreens.Lasts,
        };
        await database.Write(
            async (connection, transaction) =>
            {
                await SuiteScreens.Insert(connection, transaction, row);
                await access.Keep(http, connection, transaction, AccessAction.Alteration, $"screens/{row.Id}", row.Force, $"enrolled {row.Suite}, {row.Name}");
            },
            cancel);
        ScreenAuthentication.Remember(http, options, token);
        // The person leaves the screen behind and does not stay signed in at it.
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return new LocalRedirectResult("/");
    }

    public static async Task<IResult> Revoke(
        HttpContext http, string id, SuiteScreens screens, Database database, AccessLog access, IClock clock, CancellationToken cancel)
    {
        if (await screens.Find(id, cancel) is not { } screen || !http.User.Caller().MaySeeForce(screen.Force)) return Problem.Missing("There is no such screen.");
        var now = clock.Now();
        await database.Write(
            async (connection, transaction) =>
            {
                if (await SuiteScreens.Revoke(connection, transaction, id, http.User.Caller().UserId, now))
                    await access.Keep(http, connection, transaction, AccessAction.Alteration, $"screens/{id}", screen.Force, "revoked");
            },
            cancel);
        return new LocalRedirectResult(Url);
    }

    private static async Task<ScreensView> View(HttpContext http, SuiteScreens screens, Presence presence, IClock clock, CancellationToken cancel)
    {
        var forces = http.User.Caller().Forces;
        return new ScreensView(clock.GetCurrentInstant(), forces)
        {
            Screens = await screens.Of(forces, cancel),
            Live = presence.People.Where(person => person.Caller.Role == Role.Screen).Select(person => person.UserId).ToHashSet(),
        };
    }
}

using System.Security.Claims;
using CustodyWatch.Access;
using CustodyWatch.Access.Taps;
using CustodyWatch.Features.Taps.Pages;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using NodaTime;
using FromFormAttribute = Microsoft.AspNetCore.Mvc.FromFormAttribute;

namespace CustodyWatch.Features.Taps;

/// <summary>A person's own PIN, and tapping in and out with it at a suite's screen.</summary>
public static class TapPages
{
    private const string Pin = "/pin", Limited = "tap-in";

    // Five wrong ones lock a PIN; this is against trying many people's.
    private const int MostAMinute = 20;

    private static readonly Field NewPin = Field.Text("pin", "New PIN").With($"{Pins.Digits} digits that nobody can guess"), Again = Field.Text("again", "The same again");

    public static void AddTaps(this IHostApplicationBuilder builder) => builder.AddRateLimit(Limited, MostAMinute);

    public static void MapTaps(this IEndpointRouteBuilder app)
    {
        app.MapGet(Pin, ShowPin).RequireAuthorization(Policies.OwnPin).ExcludeFromDescription();
        app.MapPost(Pin, SetPin).RequireAuthorization(Policies.OwnPin).ExcludeFromDescription();
        app.MapGet(TapAddresses.In, Ask).RequireAuthorization(Policies.TapIn).ExcludeFromDescription();
        app.MapPost(TapAddresses.In, TapIn).RequireAuthorization(Policies.TapIn).RequireRateLimiting(Limited).ExcludeFromDescription();
        app.MapPost(TapAddresses.Out, TapOut).RequireAuthorization(Policies.SignedIn).ExcludeFromDescription();
        app.MapSuiteScreens();
    }

    public static async Task<IResult> ShowPin(HttpContext http, Pins pins, IClock clock, CancellationToken cancel) =>
        Page.Of<PinPage>(new { View = await View(http, pins, clock, cancel) });

    public static async Task<IResult> SetPin(
        HttpContext http, [FromForm] string? pin, [FromForm] string? again, Pins pins, IClock clock, CancellationToken cancel)
    {
        var errors = new Dictionary<string, string[]>();
        if (Pins.Weakness(pin ?? "") is { } weak) errors["data.pin"] = [weak];
        else if (pin != again) errors["data.again"] = ["is not the same"];
        if (errors.Count > 0)
            return Page.Of<PinPage>(
                new { View = await View(http, pins, clock, cancel) with { Errors = new EntryErrors([NewPin, Again], errors) } }, StatusCodes.Status422UnprocessableEntity);
        var now = clock.Now();
        var (age, subject) = await SignInCookie.StandingOf(http);
        await pins.Set(http.User, now - age, subject, pin!, now, cancel);
        return new LocalRedirectResult($"{Pin}?recorded=yes");
    }

    public static IResult Ask(HttpContext http, string? returnUrl) =>
        Page.Of<TapInPage>(new { ReturnUrl = Local(returnUrl), Wrong = false, UserId = "" });

    public static async Task<IResult> TapIn(
        HttpContext http, [FromForm] string? user, [FromForm] string? pin, [FromForm] string? returnUrl, Pins pins, TapsInForce taps,
        Database database, AccessLog access, IClock clock, CancellationToken cancel)
    {
        var now = clock.Now();
        var named = (user ?? "").Trim();
        var person = named.Length is 0 or > 256 || string.IsNullOrEmpty(pin) ? null : await pins.Check(named, pin, now, cancel);
        var (screen, suite) = (http.User.FindFirstValue(SuiteScreens.Claim)!, http.User.Caller().Suites.Single());
        // Who has nothing to do with the suite does nothing at its screen.
        if (person is null || !person.Caller().MaySeeSuite(suite.Force, suite.Suite) || !Policies.Table[Policies.OwnPin].Contains(person.Caller().Role))
            return Page.Of<TapInPage>(new { ReturnUrl = Local(returnUrl), Wrong = true, UserId = named }, StatusCodes.Status422UnprocessableEntity);
        await database.Write(
            async (connection, transaction) =>
            {
                await taps.In(connection, transaction, screen, person, now);
                await access.Keep(
                    http, connection, transaction, AccessAction.Consultation, $"screens/{screen}", suite.Force, "tapped in", person.Caller());
            },
            cancel);
        return new LocalRedirectResult(Local(returnUrl));
    }

    public static async Task<IResult> TapOut(HttpContext http, TapsInForce taps, CancellationToken cancel)
    {
        if (http.User.FindFirstValue(SuiteScreens.Claim) is { } screen) await taps.Out(screen, cancel);
        // Whoever signed in at a screen leaves it to itself. They have not signed out: their PIN goes on, and so does what they have open elsewhere.
        else if (http.User.HasClaim(IsAtScreen)) await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return new LocalRedirectResult("/");
    }

    private static bool IsAtScreen(Claim claim) => claim.Type == SuiteScreens.AtOneClaim;

    private static string Local(string? returnUrl) => LocalRedirectResult.IsOurs(returnUrl) ? returnUrl : "/";

    private static async Task<PinView> View(HttpContext http, Pins pins, IClock clock, CancellationToken cancel)
    {
        var standing = await pins.Of(http.User.Caller().UserId, cancel);
        return new PinView(clock.GetCurrentInstant(), [NewPin, Again])
        {
            ExpiresAt = standing?.ExpiresAt,
            Locked = standing?.Locked == true,
            IsAtScreen = http.User.HasClaim(IsAtScreen),
        };
    }
}

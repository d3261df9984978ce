using System.Net;
using System.Text.RegularExpressions;
using CustodyWatch.Access;
using CustodyWatch.Access.Taps;
using CustodyWatch.Live;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CustodyWatch.Tests.Access;

public sealed partial class SuiteScreenTests
{
    private const string Form = "application/x-www-form-urlencoded", Now = WallAndOffice.Now;

    // All that a screen may ask for while nobody is tapped in.
    private static readonly string[] Shown =
    [
        "GET /", "GET /welcome", "GET /suites/x", "GET /suites/x/wall", "GET /suites/x/paper", "GET /api/v1/alerts", "GET /tap-in", "POST /tap-in",
        "* /hubs/custody", "POST /hubs/custody/negotiate",
    ];

    [Fact]
    public async Task A_screen_shows_the_board_of_its_suite_and_may_do_nothing_else()
    {
        await using var suite = await CustodySuite.Open(Now);
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T11:00:00Z"));
        using var wall = new DeskBrowser(suite);
        await wall.BecomeScreen();

        var (_, board, _) = await wall.Open("/suites/CENTRAL");
        Assert.Contains("AB", board, StringComparison.Ordinal);
        Assert.Contains("Tap in", board, StringComparison.Ordinal);
        Assert.DoesNotContain("data-quick", board, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await wall.Open("/suites/NORTH")).Status);
        Assert.Equal("/suites/CENTRAL", (await wall.Open("/")).Location);
        var wrong = new List<string>();
        foreach (var (method, path, content) in Routes(suite).Where(route => !Shown.Contains($"{route.Method} {route.Path}")))
            if (await wall.Ask(new HttpMethod(method), path, content) is not HttpStatusCode.Forbidden and var status) wrong.Add($"{method} {path}: {status}");
        Assert.Empty(wrong);
        Assert.StartsWith("/tap-in?returnUrl=%2Fdetentions%2F", (await wall.Open("/detentions/x")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_taps_in_acts_in_their_own_name_for_some_minutes_after_the_last_thing_they_did()
    {
        await using var room = await WallAndOffice.Open();
        var (suite, wall) = (room.Suite, room.Wall);
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T11:00:00Z"));
        Assert.Equal(HttpStatusCode.Forbidden, await Drink("a"));

        Assert.Equal(HttpStatusCode.SeeOther, await room.TapIn());
        await wall.Open($"/detentions/{id}");
        suite.Clock.AdvanceMinutes(9);
        Assert.Equal(HttpStatusCode.SeeOther, await Drink("b"));
        suite.Clock.AdvanceMinutes(9);
        Assert.Equal(HttpStatusCode.SeeOther, await Drink("c"));
        suite.Clock.AdvanceMinutes(11);
        Assert.Equal(HttpStatusCode.Forbidden, await Drink("d"));

        var drinks = (await suite.As("sgt-01").Entries(id)).Where(entry => entry["type"]!.ToString() == "custody.drink-offered").ToArray();
        Assert.Equal(["sgt-01", "sgt-01"], drinks.Select(drink => drink["recordedBy"]!.ToString()));
        Assert.Contains((await suite.As("admin-01").Read("/access-log?user=sgt-01")).Body!["items"]!.AsArray(), look => look!["reason"]?.ToString() == "tapped in");

        async Task<HttpStatusCode> Drink(string entry) =>
            (await wall.Send($"/detentions/{id}/entries", ("quick", "drink-offered?outcome=accepted"), ("entryId", $"00000000-0000-4000-8000-00000000000{entry}"))).Status;
    }

    [Fact]
    public async Task An_open_board_that_keeps_itself_up_to_date_keeps_nobody_tapped_in_and_tapping_out_is_at_once()
    {
        await using var room = await WallAndOffice.Open();
        await room.TapIn();
        room.Suite.Clock.AdvanceMinutes(9);
        Assert.Equal(HttpStatusCode.OK, await room.Wall.Ask(HttpMethod.Get, "/api/v1/alerts"));
        room.Suite.Clock.AdvanceMinutes(2);
        Assert.Contains("Tap in", await room.Board(), StringComparison.Ordinal);

        await room.TapIn();
        var board = await room.Board();
        Assert.Contains("Tap out", board, StringComparison.Ordinal);
        Assert.Contains("http-equiv=\"refresh\"", board, StringComparison.Ordinal);
        await room.Wall.Send("/tap-out");
        Assert.Contains("Tap in", await room.Board(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_wrong_PINs_lock_it_until_its_owner_sets_another()
    {
        await using var room = await WallAndOffice.Open();
        for (var tries = 0; tries < Pins.MostWrong; tries++) Assert.Equal(HttpStatusCode.UnprocessableEntity, await room.TapIn("314159"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await room.TapIn());
        Assert.Contains("locked", (await room.Office.Open("/pin")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await room.Office.Send("/pin", ("pin", "314159"), ("again", "314159"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, await room.TapIn("314159"));
    }

    [Fact]
    public async Task A_PIN_lies_sealed_and_one_that_lay_open_before_goes_on_until_it_is()
    {
        await using var room = await WallAndOffice.Open();
        var database = room.Suite.Services.GetRequiredService<Database>();
        var sealedHash = await Kept();
        Assert.StartsWith(Sealed.Sign, sealedHash, StringComparison.Ordinal);

        await Keep(Sealed.Stored(sealedHash).Text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await room.TapIn("314159"));
        Assert.Equal(HttpStatusCode.SeeOther, await room.TapIn());
        await room.Board();
        await room.Wall.Send("/tap-out");
        Assert.Equal(0, await ResealCommand.Run(await TestDatabase.ArgumentsOf(room.Suite.Folder)));
        Assert.StartsWith(Sealed.Sign, await Kept(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, await room.TapIn());
        await room.Board();
        await room.Wall.Send("/tap-out");

        await Keep(sealedHash[..^8] + "AAAAAAA=");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await room.TapIn());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await room.TapIn("none"));

        async Task<string> Kept()
        {
            await using var connection = await database.Open(TestContext.Current.CancellationToken);
            return await connection.QuerySingleAsync<string>("SELECT pin_hash FROM pins");
        }

        Task Keep(string hash) => database.Write(
            (connection, transaction) => connection.ExecuteAsync("UPDATE pins SET pin_hash = @hash", new { hash }, transaction), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("signed out")]
    [InlineData("long ago")]
    [InlineData("another suite")]
    [InlineData("no PIN")]
    public async Task A_PIN_is_worth_no_more_than_the_sign_in_behind_it(string what)
    {
        await using var room = await WallAndOffice.Open(what == "another suite" ? "sgt-02" : "sgt-01", pin: what != "no PIN");
        if (what == "signed out") await room.Office.SignOut();
        if (what == "long ago") room.Suite.Clock.AdvanceMinutes(60 * 13);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await room.TapIn());

        if (what is not ("signed out" or "long ago")) return;
        await room.Office.SignIn("sgt-01");
        Assert.Equal(HttpStatusCode.SeeOther, await room.TapIn());
    }

    [Fact]
    public async Task Whoever_taps_in_late_leaves_with_the_sign_in_behind_it_however_busy_they_are()
    {
        await using var room = await WallAndOffice.Open();
        room.Suite.Clock.AdvanceMinutes(60 * 13 - 4);
        Assert.Equal(HttpStatusCode.SeeOther, await room.TapIn());
        room.Suite.Clock.AdvanceMinutes(3);
        Assert.Contains("Tap out", await room.Board(), StringComparison.Ordinal);

        room.Suite.Clock.AdvanceMinutes(2);

        Assert.Contains("Tap in", await room.Board(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_no_PIN_sets_one_at_the_screen_as_it_says_there_and_taps_in()
    {
        await using var room = await WallAndOffice.Open(pin: false);
        Assert.Contains("Then press “Back to the screen”, and tap in", (await room.Wall.Open("/tap-in")).Html, StringComparison.Ordinal);
        await room.Wall.SetPin("sgt-01", WallAndOffice.Pin);
        Assert.Contains("press “Back to the screen” above", (await room.Wall.Open("/pin")).Html, StringComparison.Ordinal);

        var back = await room.Wall.Send("/tap-out");

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (back.Status, back.Location));
        Assert.Contains("Tap in", await room.Board(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, await room.TapIn());
        Assert.Contains("Tap out", await room.Board(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_signs_out_at_the_screen_itself_ends_their_PIN_and_is_told_that_this_may_be_why()
    {
        await using var room = await WallAndOffice.Open();
        await room.Wall.SignIn("sgt-01");
        Assert.Contains("Back to the screen", await room.Board(), StringComparison.Ordinal);
        await room.Wall.SignOut();

        await room.Wall.Open("/tap-in");
        var (status, html, _) = await room.Wall.Send("/tap-in", ("user", "sgt-01"), ("pin", WallAndOffice.Pin));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("or have signed out since", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Back to the screen", (await room.Office.Open("/pin")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_a_screen_that_was_revoked_nobody_leaves_but_by_signing_out()
    {
        await using var room = await WallAndOffice.Open();
        await room.Wall.SignIn("sgt-01");
        var screens = room.Suite.Services.GetRequiredService<SuiteScreens>();
        var screen = Assert.Single(await screens.Of(["99"], default)).Id;
        await room.Suite.Services.GetRequiredService<Database>().Write(
            (connection, transaction) => SuiteScreens.Revoke(connection, transaction, screen, "insp-01", NodaTime.Instant.FromUtc(2026, 6, 10, 12, 0)), default);

        Assert.DoesNotContain("Back to the screen", await room.Board(), StringComparison.Ordinal);
        await room.Wall.Send("/tap-out");

        Assert.Contains("Sign out", await room.Board(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_it_at_every_screen_at_once()
    {
        await using var room = await WallAndOffice.Open();
        await room.TapIn();
        Assert.Contains("Tap out", await room.Board(), StringComparison.Ordinal);

        await room.Office.SignOut();

        Assert.Contains("Tap in", await room.Board(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_role_or_scope_at_the_next_sign_in_ends_it_at_every_screen_and_the_same_does_not()
    {
        await using var room = await WallAndOffice.Open();
        var (sessions, person) = (room.Suite.Services.GetRequiredService<Sessions>(), Personas.Find("sgt-01")!.Caller);
        await room.TapIn();
        await sessions.NoteSignIn(person.Principal("cookie"), null, default);
        Assert.Contains("Tap out", await room.Board(), StringComparison.Ordinal);

        await sessions.NoteSignIn((person with { Role = Role.DetentionOfficer }).Principal("cookie"), null, default);

        Assert.Contains("Tap in", await room.Board(), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await room.Office.Open("/suites/CENTRAL")).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, await room.TapIn());
        await sessions.NoteSignIn((person with { Suites = new HashSet<SuiteCode> { new("99", "NORTH") } }).Principal("cookie"), null, default);
        Assert.Contains("Tap in", await room.Board(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_PIN_ends_what_was_begun_with_the_one_before()
    {
        await using var room = await WallAndOffice.Open();
        await room.TapIn();
        Assert.Contains("Tap out", await room.Board(), StringComparison.Ordinal);

        await room.Office.SetPin("sgt-01", "314159");

        Assert.Contains("Tap in", await room.Board(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_PIN_does_a_suites_work_and_for_the_rest_one_signs_in()
    {
        await using var room = await WallAndOffice.Open("supt-01");
        await room.TapIn();

        Assert.Equal(HttpStatusCode.OK, (await room.Wall.Open("/forces/99")).Status);
        foreach (var path in new[] { "/retention", "/screens", "/pin", "/rota", "/oversight", "/api/v1/retention", "/api/v1/statistics/export", "/api/v1/certificates/export", "/detentions/x/court-pack.zip" })
            Assert.Equal(HttpStatusCode.Forbidden, await room.Wall.Ask(HttpMethod.Get, path));
        Assert.Contains("Sign in with your force account", (await room.Wall.Open("/retention")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/api/v1/certificates/export", (await room.Wall.Open("/certificates")).Html, StringComparison.Ordinal);
        // A second sign-in on the same screen does.
        await room.Wall.SignIn("supt-01");
        Assert.Contains("/api/v1/certificates/export", (await room.Wall.Open("/certificates")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await room.Wall.Open("/retention")).Status);
        await room.Wall.SignOut();
        Assert.Contains("Tap in", await room.Board(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_screen_is_enrolled_in_ones_own_force_and_falls_silent_when_it_is_revoked()
    {
        await using var suite = await CustodySuite.Open(Now);
        using var wall = new DeskBrowser(suite);
        await wall.SignIn("insp-01");
        await wall.Open("/screens");
        Assert.Equal(HttpStatusCode.Forbidden, (await wall.Send("/screens", ("suite", "98/OTHER"), ("name", "wall-1"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await wall.Send("/screens", ("suite", "99/CENTRAL"), ("name", "a wall"))).Status);
        await wall.BecomeScreen();
        await using var live = new HubConnectionBuilder().WithUrl(new Uri(suite.Address, CustodyHub.Path), options => options.Cookies = wall.Cookies).Build();
        var closed = new TaskCompletionSource();
        live.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await live.StartAsync();
        var screen = Assert.Single(await suite.Services.GetRequiredService<SuiteScreens>().Of(["99"], default));
        using var inspector = new Reader(suite, "insp-01");
        Assert.Contains("wall-1", (await inspector.Open("/screens")).Html, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.SeeOther, (await inspector.Send($"/screens/{screen.Id}/revoke")).Status);
        await suite.Services.GetServices<IHostedService>().OfType<StillLive>().Single().Tell(default);

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.StartsWith("/sign-in", (await wall.Open("/suites/CENTRAL")).Location, StringComparison.Ordinal);
        Assert.Equal(2, (await suite.As("admin-01").Read($"/access-log?subject=screens/{screen.Id}")).Body!["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Screens_of_one_name_in_two_forces_are_two_and_one_whose_year_is_over_falls_silent()
    {
        var now = NodaTime.Instant.FromUtc(2026, 6, 10, 12, 0);
        ScreenRow here = new() { Force = "99", Suite = "CENTRAL", Name = "wall-1" }, elsewhere = here with { Force = "98" };
        Assert.NotEqual(here.Caller.UserId, elsewhere.Caller.UserId);

        await using var suite = await CustodySuite.Open(Now);
        using var wall = new DeskBrowser(suite);
        await wall.BecomeScreen();
        var screens = suite.Services.GetRequiredService<SuiteScreens>();
        var id = Assert.Single(await screens.Of(["99"], default)).Id;
        Assert.Equal([id], await screens.On([id], default));
        suite.Clock.Reset(now + SuiteScreens.Lasts);
        Assert.Empty(await screens.On([id], default));
    }

    [Theory]
    [InlineData("27182")]
    [InlineData("27182a")]
    [InlineData("111222")]
    [InlineData("123456")]
    [InlineData("987654")]
    public void A_PIN_that_is_easily_guessed_is_not_taken(string pin) => Assert.NotNull(Pins.Weakness(pin));

    private static IEnumerable<(string Method, string Path, string Content)> Routes(CustodySuite suite) =>
        from endpoint in suite.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods
        where methods is not null
        from method in methods
        select (method, Hole().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), "x"),
            endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains(Form) == true ? Form : "application/json");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();
}

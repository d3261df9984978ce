using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

public sealed class WallTests(Chromium chromium)
{
    // 20 mm high capitals on a screen of 55 inches and 3840 pixels, which a person reads from four metres.
    private const double SmallestText = 86;

    [Fact]
    public async Task The_wall_is_read_from_four_metres_names_nobody_and_shows_a_new_alert_besides_sounding_it()
    {
        await using var station = await Station.Open();
        await station.Feed(Night.Suite());
        await station.UntilAlerted("CR-2");
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL/wall", 3840, 2160);
        await page.UntilLive();

        var sizes = await page.Locator(".cw-tile p, .cw-wall__count").EvaluateAllAsync<double[]>("all => all.map(one => parseFloat(getComputedStyle(one).fontSize))");
        Assert.All(sizes, size => Assert.True(size >= SmallestText, $"{size} pixels"));
        var text = await page.Locator("main").InnerTextAsync();
        foreach (var initials in new[] { "AM", "KL", "TJ" }) Assert.DoesNotContain(initials, text.Split(), StringComparer.Ordinal);
        Assert.All(
            await page.Locator(".cw-tile").EvaluateAllAsync<bool[]>("tiles => tiles.map(tile => !!tile.querySelector('.cw-tile__state'))"),
            said => Assert.True(said, "Each tile says its state in words."));

        var sound = page.GetByRole(AriaRole.Button, new() { NameRegex = new("Sound for new alerts") });
        await Expect(page.Locator("[data-news]")).ToBeHiddenAsync();
        await sound.ClickAsync();
        await Expect(sound).ToHaveAttributeAsync("aria-pressed", "true");
        await station.Feed(Told.Event("CR-1", "strip-searched", 0, new
        {
            authorisedBy = new { id = "4417", rank = "inspector" },
            reason = "Feared a blade",
            intimatePartsExposed = false,
            appropriateAdultPresent = true,
        }));

        await Expect(page.Locator("[data-news]")).ToContainTextAsync("New alert:");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.classList.contains('cw-dark')"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Light wall" }).ClickAsync();
        await Expect(page.Locator("html")).Not.ToHaveClassAsync(new System.Text.RegularExpressions.Regex("cw-dark"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_script_the_wall_offers_no_button_that_would_do_nothing()
    {
        await using var station = await Station.Open();
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL/wall", script: false);

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Light wall" })).ToBeVisibleAsync();
        await Expect(page.Locator("[data-sound]")).ToBeHiddenAsync();
        await Expect(page.Locator("[data-turn]")).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_open_wall_says_that_nobody_is_held_only_while_nobody_is()
    {
        await using var station = await Station.Open();
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL/wall");
        await page.UntilLive();
        var nobody = page.GetByText("No child is held here.");
        await Expect(nobody).ToBeVisibleAsync();

        await station.Feed(Told.Arrival("CR-1", 30, "TJ"));
        await Expect(page.Locator(".cw-tile")).ToHaveCountAsync(1);
        await Expect(nobody).ToHaveCountAsync(0);

        await station.Feed(Told.Event("CR-1", "released", 0, new { outcome = "no-further-action", preReleaseRiskAssessment = true }));
        await Expect(page.Locator(".cw-tile")).ToHaveCountAsync(0);
        await Expect(nobody).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(3840, 2160)]
    [InlineData(1920, 1080)]
    [InlineData(1280, 720)]
    public async Task A_wall_shows_every_child_whole_and_says_so_where_they_take_turns(int width, int height)
    {
        await using var station = await Station.Open();
        await station.Feed([.. Enumerable.Range(1, 12).SelectMany(Held)]);
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL/wall", width, height);
        await page.UntilLive();
        await Expect(page.Locator(".cw-tile:visible")).ToHaveCountAsync(12);
        Assert.Equal(0, await Cut());
        await Expect(page.Locator("[data-rest]")).ToBeHiddenAsync();

        await station.Feed([.. Enumerable.Range(13, 38).SelectMany(Held)]);
        await Expect(page.Locator(".cw-tile")).ToHaveCountAsync(50);
        await Expect(page.Locator("[data-rest]")).ToContainTextAsync("more, in turns: see the board");
        Assert.Equal(0, await Cut());
        Assert.True(await page.Locator(".cw-tile:visible").CountAsync() > 12);
        var first = await page.Locator(".cw-tile:visible").First.GetAttributeAsync("data-item");
        var smallest = Math.Max(width * .0115, 14.4);
        Assert.All(
            await page.Locator(".cw-tile p:visible").EvaluateAllAsync<double[]>("all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"),
            size => Assert.True(size > smallest - .1, $"{size} pixels"));
        await Expect(page.Locator($".cw-tile[data-item='{first}']")).ToBeHiddenAsync();
        Assert.Equal(0, await Cut());
        await Expect(page.Locator($".cw-tile[data-item='{first}']")).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Tiles take turns") }).ClickAsync();
        await page.HasNothingAgainstIt();
        await page.Context.CloseAsync();

        Task<int> Cut() => page.Locator(".cw-tile:visible").EvaluateAllAsync<int>("tiles => tiles.filter(tile => tile.getBoundingClientRect().bottom > innerHeight + 1).length");
    }

    private static System.Text.Json.Nodes.JsonObject[] Held(int number) =>
    [
        Told.Arrival($"CR-26-{number:00000}", 300 + number, "AM", "female"),
        Told.Event($"CR-26-{number:00000}", "cell-placed", 290, new { cell = $"F{number}", reason = "No other secure room" }),
    ];
}

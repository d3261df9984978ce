using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

/// <summary>A screen on the wall of a suite, and who taps in at it.</summary>
public sealed class ScreenTests(Chromium chromium, SharedStation shared) : IClassFixture<SharedStation>
{
    private const string Pin = "271828";

    private Station Suite => shared.Station;

    [Fact]
    public async Task A_computer_becomes_the_suites_screen_and_a_sergeant_taps_in_records_a_drink_and_taps_out_by_keyboard()
    {
        const string initials = "TK", name = "wall-tk";
        var hand = Hand.Of("keyboard");
        await Suite.Feed(Told.Arrival($"CR-{initials}", 120, initials), Told.Authorised($"CR-{initials}", 110));
        var desk = await chromium.Browser.SignIn(Suite, "sgt-01", "/pin");
        await hand.Write(desk.Locator("input[type=password]").First, "111111");
        await hand.Press(desk.GetByRole(AriaRole.Button, new() { Name = "Set it" }));
        await Expect(desk.Locator(".govuk-error-summary")).ToBeVisibleAsync();
        await desk.HasNothingAgainstIt();
        await hand.Write(desk.Locator("input[type=password]").First, Pin);
        await hand.Write(desk.Locator("input[type=password]").Last, Pin);
        await hand.Press(desk.GetByRole(AriaRole.Button, new() { Name = "Set it" }));
        await Expect(desk.GetByText("You have a PIN. It can be used until")).ToBeVisibleAsync();
        await desk.HasNothingAgainstIt();

        // A session of its own: it ends when the computer becomes a screen.
        Suite.SignedIn.TryRemove("insp-01", out _);
        var wall = await chromium.Browser.SignIn(Suite, "insp-01", "/screens");
        Suite.SignedIn.TryRemove("insp-01", out _);
        await hand.Press(wall.GetByRole(AriaRole.Button, new() { Name = "Make it a screen" }));
        await Expect(wall.Locator(".govuk-error-summary")).ToContainTextAsync("What this screen is called must be letters");
        await wall.HasNothingAgainstIt();
        await hand.Choose(wall.Locator("input[name=suite][value='99/CENTRAL']"));
        await hand.Write(wall.GetByLabel("What this screen is called"), name);
        await hand.Press(wall.GetByRole(AriaRole.Button, new() { Name = "Make it a screen" }));
        await wall.Arrives($"{Suite.Url}/suites/CENTRAL");
        await Expect(wall.Card(initials)).ToBeVisibleAsync();
        await Expect(wall.Card(initials).GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await wall.HasNothingAgainstIt();
        await wall.WaitForSelectorAsync("body[data-kept]");

        await hand.Press(wall.GetByRole(AriaRole.Link, new() { NameRegex = new("^Tap in") }));
        await TapIn("314159");
        await Expect(wall.Locator(".govuk-error-summary")).ToContainTextAsync("the user or the PIN is wrong");
        await wall.HasNothingAgainstIt();
        await TapIn(Pin);
        await Expect(wall.GetByRole(AriaRole.Button, new() { Name = "Tap out" })).ToBeVisibleAsync();
        await hand.Press(wall.Card(initials).Locator("summary", new() { HasText = "Drink" }));
        await hand.Press(wall.Card(initials).GetByRole(AriaRole.Button, new() { Name = "Accepted", Exact = true }));
        await Expect(wall.GetByText($"Recorded for {initials}: drink, accepted").First).ToBeVisibleAsync();
        await wall.HasNothingAgainstIt();
        // Left open, it goes back to the board by itself when the minutes of whoever tapped in are over.
        await wall.Clock.InstallAsync();
        await hand.Press(wall.Card(initials).GetByRole(AriaRole.Link, new() { Name = initials, Exact = true }));
        await Expect(wall.GetByRole(AriaRole.Heading, new() { Name = "Clocks" })).ToBeVisibleAsync();
        await Expect(wall.Locator("body.js-enabled")).ToBeVisibleAsync();
        // Whoever is tapped in, the screen keeps its own sheet.
        Assert.StartsWith("screen-", await wall.EvaluateAsync<string>(
            "caches.match(`${location.origin}/suites/CENTRAL/paper`).then(sheet => sheet.headers.get('custodywatch-reader'))"), StringComparison.Ordinal);
        await wall.Clock.FastForwardAsync((9 * 60 + 5) * 1000);
        var asking = wall.GetByRole(AriaRole.Alertdialog, new() { NameRegex = new("^You are tapped out at [0-2][0-9]:[0-5][0-9]$") });
        await Expect(asking).ToBeVisibleAsync();
        await wall.HasNothingAgainstIt();
        await Expect(asking.GetByRole(AriaRole.Button, new() { Name = "Stay" })).ToBeFocusedAsync();
        await wall.RunAndWaitForResponseAsync(() => wall.Keyboard.PressAsync("Enter"), "**/welcome");
        await Expect(asking).ToBeHiddenAsync();
        await wall.Clock.FastForwardAsync(5 * 60 * 1000);
        await Expect(wall.GetByRole(AriaRole.Heading, new() { Name = "Clocks" })).ToBeVisibleAsync();
        await wall.Clock.FastForwardAsync(6 * 60 * 1000);
        await wall.Arrives($"{Suite.Url}/suites/CENTRAL");
        var beside = await wall.Context.NewPageAsync();
        await beside.GotoAsync($"{Suite.Url}/suites/CENTRAL");
        await Expect(beside.Card(initials).Locator("form.cw-quick")).ToHaveCountAsync(1);
        await Expect(beside.Locator("body.js-enabled")).ToBeVisibleAsync();
        await hand.Press(wall.GetByRole(AriaRole.Button, new() { Name = "Tap out" }));
        await Expect(wall.GetByRole(AriaRole.Link, new() { NameRegex = new("^Tap in") })).ToBeVisibleAsync();
        await Expect(beside.GetByRole(AriaRole.Link, new() { NameRegex = new("^Tap in") })).ToBeVisibleAsync();
        await Expect(beside.Card(initials).Locator("form.cw-quick")).ToHaveCountAsync(0);

        var office = await chromium.Browser.SignIn(Suite, "insp-01", "/screens");
        await hand.Press(office.GetByRole(AriaRole.Button, new() { NameRegex = new($"^Revoke.*{name}") }));
        await Expect(office.GetByText($"CENTRAL, {name}: revoked")).ToBeVisibleAsync();
        await office.HasNothingAgainstIt();
        await wall.ReloadAsync();
        await Expect(wall.GetByRole(AriaRole.Link, new() { NameRegex = new("^Tap in") })).ToHaveCountAsync(0);
        foreach (var page in new[] { desk, wall, office }) await page.Context.CloseAsync();

        async Task TapIn(string pin)
        {
            await hand.Write(wall.GetByLabel("Who you are"), "sgt-01");
            await hand.Write(wall.GetByLabel("PIN", new() { Exact = true }), pin);
            await hand.Press(wall.GetByRole(AriaRole.Button, new() { Name = "Tap in", Exact = true }));
        }
    }
}

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

public sealed class KeyboardTests(Chromium chromium, SharedStation shared) : IClassFixture<SharedStation>
{
    [Fact]
    public async Task A_sergeant_signs_in_with_the_keyboard_alone_and_skips_to_the_work()
    {
        var station = shared.Station;
        await station.Feed(Told.Arrival("CR-1", 600, "KA"));
        var page = await (await chromium.Browser.NewContextAsync()).NewPageAsync();
        await page.GotoAsync(station.Url);
        await Hand.Of("keyboard").Press(page.Locator("button[value=sgt-01]"));
        await page.WaitForURLAsync($"{station.Url}/suites/CENTRAL", new() { WaitUntil = WaitUntilState.Commit });

        await Hand.Of("keyboard").Press(page.GetByText("Skip to main content"));

        await Expect(page.Locator("main")).ToBeFocusedAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Escape_closes_what_was_opened_and_gives_the_focus_back()
    {
        var station = shared.Station;
        await station.Feed(Told.Arrival("CR-2", 30, "KB"));
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        var summary = page.Card("KB").Locator("summary", new() { HasText = "Meal" });
        await summary.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");

        await page.Keyboard.PressAsync("Escape");

        await Expect(summary).ToBeFocusedAsync();
        await Expect(page.Card("KB").GetByText("Main meal, accepted")).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }
}

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

public sealed class KeyboardTests(Chromium chromium)
{
    [Fact]
    public async Task A_sergeant_signs_in_and_records_a_drink_with_the_keyboard_alone()
    {
        await using var station = await Station.Open();
        await station.Feed(Told.Arrival("CR-1", 600, "TJ"));
        var page = await (await chromium.Browser.NewContextAsync()).NewPageAsync();
        await page.GotoAsync(station.Url);
        await Reach(page.Locator("button[value=sgt-01]"));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"{station.Url}/suites/CENTRAL", new() { WaitUntil = WaitUntilState.Commit });

        await Reach(page.Card("TJ").Locator("summary", new() { HasText = "Drink" }));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Card("TJ").Locator(".cw-duty", new() { HasText = "Drink offered" })).ToHaveCountAsync(0);
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.matches('summary')"), "The focus stays where the work was.");

        async Task Reach(ILocator target)
        {
            for (var presses = 0; presses < 100; presses++)
            {
                await page.Keyboard.PressAsync("Tab");
                if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
                    return;
            }
            Assert.Fail($"A hundred presses of Tab never reached {target}.");
        }
    }

    [Fact]
    public async Task Escape_closes_what_was_opened_and_gives_the_focus_back()
    {
        await using var station = await Station.Open();
        await station.Feed(Told.Arrival("CR-1", 30, "TJ"));
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        var summary = page.Card("TJ").Locator("summary", new() { HasText = "Meal" });
        await summary.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");

        await page.Keyboard.PressAsync("Escape");

        await Expect(summary).ToBeFocusedAsync();
        await Expect(page.GetByText("Main meal, accepted")).ToBeHiddenAsync();
    }
}

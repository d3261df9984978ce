using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

public sealed class LiveTests(Chromium chromium)
{
    [Fact]
    public async Task A_screen_says_that_it_is_not_live_and_catches_up_when_the_service_is_back()
    {
        await using var station = await Station.Open();
        await station.Feed(Told.Arrival("CR-1", 30, "TJ"));
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        await page.UntilLive();
        await Expect(page.Locator("[data-not-live]")).ToBeHiddenAsync();

        await station.Stop();

        var banner = page.Locator("[data-not-live]");
        await Expect(banner).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(banner).ToContainTextAsync(new System.Text.RegularExpressions.Regex("^NOT LIVE since [0-2][0-9]:[0-5][0-9]"));

        await station.Start();
        await station.Feed(Told.Arrival("CR-2", 10, "AM", "female"));

        await Expect(banner).ToBeHiddenAsync(new() { Timeout = 20_000 });
        await Expect(page.Card("AM")).ToHaveCountAsync(1);
        await station.Feed(Told.Arrival("CR-3", 5, "KL", "female"));
        await Expect(page.Card("KL")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_entry_that_cannot_be_sent_says_that_it_was_not_recorded()
    {
        await using var station = await Station.Open();
        await station.Feed(Told.Arrival("CR-1", 30, "TJ"));
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        await page.UntilLive();
        await station.Stop();

        await page.Card("TJ").Locator("summary", new() { HasText = "Drink" }).ClickAsync();
        await page.Card("TJ").GetByRole(AriaRole.Button, new() { Name = "Accepted", Exact = true }).ClickAsync();

        await Expect(page.Card("TJ").GetByText("Not recorded")).ToBeVisibleAsync();
    }
}

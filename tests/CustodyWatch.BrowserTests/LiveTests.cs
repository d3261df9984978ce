using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

public sealed class LiveTests(Chromium chromium)
{
    [Fact]
    public async Task With_the_service_gone_a_screen_says_so_and_that_nothing_was_recorded_and_catches_up_when_it_is_back()
    {
        await using var station = await Station.OpenApart();
        await station.Feed(Told.Arrival("CR-1", 30, "TJ"));
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        await page.UntilLive();
        await Expect(page.Locator("[data-not-live]")).ToBeHiddenAsync();

        await station.Stop();
        await page.Card("TJ").Locator("summary", new() { HasText = "Drink" }).ClickAsync();
        await page.Card("TJ").GetByRole(AriaRole.Button, new() { Name = "Accepted", Exact = true }).ClickAsync();

        await Expect(page.Card("TJ").GetByText("Not recorded")).ToBeVisibleAsync();
        var banner = page.Locator("[data-not-live]");
        await Expect(banner).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await Expect(banner).ToContainTextAsync(new System.Text.RegularExpressions.Regex("^NOT LIVE since [0-2][0-9]:[0-5][0-9]"));
        await page.HasNothingAgainstIt();

        await station.Start();
        await station.Feed(Told.Arrival("CR-2", 10, "AM", "female"));

        await Expect(banner).ToBeHiddenAsync(new() { Timeout = 90_000 });
        await Expect(page.Card("AM")).ToHaveCountAsync(1);
        await station.Feed(Told.Arrival("CR-3", 5, "KL", "female"));
        await Expect(page.Card("KL")).ToHaveCountAsync(1);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_alert_that_could_not_be_read_when_it_was_raised_is_read_out_once_it_can()
    {
        await using var station = await Station.OpenApart();
        await station.Feed(Told.Arrival("CR-1", 5, "TJ"));
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        await page.UntilLive();
        // It fails to read it once more when the service next says that it lives.
        var (away, asked, askedAgain) = (true, 0, new TaskCompletionSource());
        await page.RouteAsync("**/api/v1/alerts?*", route =>
        {
            if (Interlocked.Increment(ref asked) == 2) askedAgain.TrySetResult();
            return away ? route.FulfillAsync(new() { Status = 503 }) : route.ContinueAsync();
        });
        await page.EvaluateAsync("document.addEventListener('custody:alert', heard => (window.said ??= []).push(heard.detail.title))");

        await station.Feed(Told.Arrival("CR-2", 300, "AM", "female"));
        await askedAgain.Task.WaitAsync(TimeSpan.FromSeconds(90));
        away = false;

        await page.WaitForFunctionAsync("() => window.said?.length > 0", null, new() { Timeout = 60_000 });
        await page.Context.CloseAsync();
    }
}

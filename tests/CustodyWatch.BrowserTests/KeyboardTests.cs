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
        await page.Arrives($"{station.Url}/suites/CENTRAL");

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
        await page.UntilLive();
        var summary = page.Card("KB").Locator("summary", new() { HasText = "Meal" });
        await summary.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");

        await page.Keyboard.PressAsync("Escape");

        await Expect(summary).ToBeFocusedAsync();
        await Expect(page.Card("KB").GetByText("Main meal, accepted")).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/suites/CENTRAL", "KC")]
    [InlineData("/detentions/{id}", "KD")]
    public async Task Who_acknowledges_an_alert_stays_at_it_and_the_next_Enter_acknowledges_no_other(string address, string initials)
    {
        var station = shared.Station;
        await station.Feed(Told.Arrival($"CR-{initials}", 300, initials), Told.Authorised($"CR-{initials}", 295));
        var id = await station.DetentionOf($"CR-{initials}");
        var page = await chromium.Browser.SignIn(station, "sgt-01", address.Replace("{id}", id, StringComparison.Ordinal), height: 500);
        await page.UntilLive();
        // After a mealtime there is one more than a card shows unfolded.
        var alert = await page.Locator($"[data-item='{id}'] [data-alert]:has(button):visible, #duties [data-alert]:has(button):visible").Last.GetAttributeAsync("data-alert");
        var line = page.Locator($"[data-alert='{alert}']");
        await line.GetByRole(AriaRole.Button).FocusAsync();

        await page.Keyboard.PressAsync("Enter");
        await Expect(line).ToContainTextAsync("acknowledged by sgt-01");
        await Expect(line).ToBeFocusedAsync();
        await Expect(line).ToBeInViewportAsync();
        await Expect(page.Locator("[data-announce=polite]")).ToContainTextAsync(new System.Text.RegularExpressions.Regex($"^Acknowledged: .*, {initials}"));
        var seen = await Acknowledged();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForTimeoutAsync(1000);

        Assert.Equal(seen, await Acknowledged());
        await page.Context.CloseAsync();

        async Task<int> Acknowledged() => (await station.Read("sgt-01", "alerts?limit=500")).GetProperty("items").EnumerateArray()
            .Count(one => one.GetProperty("detentionId").GetString() == id && one.GetProperty("state").GetString() == "acknowledged");
    }

    [Fact]
    public async Task What_lies_over_the_top_of_a_page_hides_nothing_the_keyboard_goes_to()
    {
        var station = shared.Station;
        await station.Feed(Told.Arrival("CR-KE", 600, "KE"), Told.Authorised("CR-KE", 595));
        var page = await chromium.Browser.SignIn(station, "sgt-01", $"/detentions/{await station.DetentionOf("CR-KE")}", height: 500);
        await page.UntilLive();
        var band = page.Locator("[data-not-live]");
        await band.EvaluateAsync("band => { band.hidden = false; band.querySelector('span').textContent = 'NOT LIVE since 03:00. Trying to reconnect.' }");
        await page.Locator("footer a").Last.FocusAsync();

        for (var presses = 0; presses < 25; presses++)
        {
            await page.Keyboard.PressAsync("Shift+Tab");
            Assert.True(await band.EvaluateAsync<bool>("band => document.activeElement.getBoundingClientRect().top >= band.getBoundingClientRect().bottom"), $"Hidden after {presses + 1} presses.");
        }
        await page.Context.CloseAsync();
    }
}

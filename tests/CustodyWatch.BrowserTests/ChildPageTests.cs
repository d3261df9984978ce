using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

public sealed class ChildPageTests(Chromium chromium)
{
    [Fact]
    public async Task A_past_instant_is_slid_to_and_a_card_that_was_given_tells_by_itself_that_it_is_out_of_date()
    {
        await using var station = await Station.Open();
        await station.Feed(
            Told.Arrival("CR-1", 300, "TJ"), Told.Authorised("CR-1", 290), Told.Event("CR-1", "drink-offered", 60, new { outcome = "accepted" }));
        var detention = await station.DetentionOf("CR-1");
        var page = await chromium.Browser.SignIn(station, "sgt-01", $"/detentions/{detention}");
        await page.UntilLive();

        await page.GetByText("See how it stood at another time").ClickAsync();
        await page.Locator("#scrub").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(page.GetByText("This is how it stood at")).ToBeVisibleAsync();
        await Expect(page.Locator("#scrub")).ToBeFocusedAsync();
        await Expect(page.Locator("#timeline")).Not.ToContainTextAsync("Drink offered");
        await page.EvaluateAsync("document.body.dataset.same = 'yes'");
        await page.Locator("#scrub").EvaluateAsync(
            "slider => { slider.value = String(Number(slider.max) - 1200000); slider.dispatchEvent(new Event('input', { bubbles: true })) }");
        await Expect(page.Locator("#timeline")).ToContainTextAsync("Drink offered");
        Assert.Equal("yes", await page.EvaluateAsync<string>("document.body.dataset.same"));

        await page.GotoAsync($"{station.Url}/detentions/{detention}/card");
        await page.UntilLive();
        await page.GetByRole(AriaRole.Button, new() { Name = "I have given the child this card" }).ClickAsync();
        await Expect(page.Locator("#card-state")).ToContainTextAsync("Nothing on it has changed");
        await page.UntilLive();
        await station.Feed(Told.Event("CR-1", "aa-requested", 1, new { adult = new { kind = "scheme" } }));
        await Expect(page.Locator("#card-state")).ToContainTextAsync("Print this one and give it");
        await Expect(page.Locator("#card")).ToContainTextAsync("We have asked a grown-up to come");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("sgt-01", "/detentions/{id}")]
    [InlineData("insp-01", "/forces/99")]
    public async Task Why_one_looks_is_said_with_the_keyboard_alone_on_the_narrowest_screen(string persona, string address)
    {
        await using var station = await Station.Open();
        await station.Feed(Told.Arrival("CR-1", 300, "TJ"));
        var path = address.Replace("{id}", await station.DetentionOf("CR-1"), StringComparison.Ordinal);
        var page = await chromium.Browser.SignIn(station, persona, path, width: 320);
        await page.UntilLive();

        await page.Locator("summary", new() { HasText = "Why are you looking?" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("#looking")).ToBeFocusedAsync();
        await page.HasNothingAgainstIt();
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 320"));
        await page.Keyboard.TypeAsync("Her mother rang");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByText("Your reason is kept with your look in the access log")).ToBeVisibleAsync();
        Assert.DoesNotContain("mother", page.Url, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_keyboard_stays_at_a_link_of_the_record_while_the_record_grows()
    {
        await using var station = await Station.Open();
        await station.Feed(Told.Arrival("CR-1", 300, "TJ"), Told.Event("CR-1", "drink-offered", 60, new { outcome = "accepted" }));
        var page = await chromium.Browser.SignIn(station, "sgt-01", $"/detentions/{await station.DetentionOf("CR-1")}");
        await page.UntilLive();
        var correct = page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Correct Drink offered") });
        await correct.FocusAsync();

        await station.Feed(Told.Event("CR-1", "visit", 1, new { method = "in-cell", response = "awake" }));
        await Expect(page.Locator("#timeline")).ToContainTextAsync("Visit");

        await Expect(correct).ToBeFocusedAsync();
        await page.Context.CloseAsync();
    }
}

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

    [Fact]
    public async Task A_record_number_with_no_place_to_break_pushes_no_page_sideways()
    {
        const string Number = "CR20260610WITHNOPLACETOBREAK000000000001";
        await using var station = await Station.Open();
        await station.Feed(Told.Arrival(Number, 300, "TJ"), Told.Authorised(Number, 295));
        var id = await station.DetentionOf(Number);
        var page = await chromium.Browser.SignIn(station, "sgt-01", $"/detentions/{id}", width: 320);

        foreach (var address in new[] { $"/detentions/{id}", $"/detentions/{id}/entries/force-used", $"/detentions/{id}/court-pack", $"/detentions/{id}/place", "/suites/CENTRAL/paper" })
        {
            await page.GotoAsync(station.Url + address);
            await Expect(page.GetByText(Number).First).ToBeVisibleAsync();
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 320"), address);
        }
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
    public async Task When_the_child_leaves_an_open_page_offers_nothing_in_two_taps_and_what_stood_half_written_leads_to_the_whole_form()
    {
        await using var station = await Station.Open();
        await station.Feed(Told.Arrival("CR-1", 300, "TJ"));
        var address = $"/detentions/{await station.DetentionOf("CR-1")}";
        var page = await chromium.Browser.SignIn(station, "sgt-01", address);
        var beside = await chromium.Browser.SignIn(station, "sgt-01", address);
        await page.UntilLive();
        await beside.UntilLive();
        await beside.Locator("form.cw-quick input[name=at]").FillAsync("02:1");

        await station.Feed(Told.Event("CR-1", "released", 1, new { outcome = "no-further-action", preReleaseRiskAssessment = true }));

        foreach (var one in new[] { page, beside }) await Expect(one.Locator("#head")).ToContainTextAsync("Detention ended");
        await Expect(page.Locator("form.cw-quick")).ToHaveCountAsync(0);
        await page.HasNothingAgainstIt();
        await Expect(beside.Locator("form.cw-quick input[name=at]")).ToHaveValueAsync("02:1");
        await beside.Locator("form.cw-quick summary", new() { HasText = "Drink" }).ClickAsync();
        await beside.GetByRole(AriaRole.Button, new() { Name = "Accepted", Exact = true }).ClickAsync();
        await Expect(beside.Locator("form.cw-quick")).ToContainTextAsync("The detention has ended (");
        await beside.HasNothingAgainstIt();
        await beside.GetByRole(AriaRole.Link, new() { Name = "Give the date and time" }).ClickAsync();
        await Expect(beside.GetByRole(AriaRole.Heading, new() { NameRegex = new("Drink offered$") })).ToBeVisibleAsync();
        await Expect(beside.GetByLabel("Accepted", new() { Exact = true })).ToBeCheckedAsync();
        await beside.Locator("#when").FillAsync(Told.InLondon(-20));
        await beside.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await beside.Arrives($"**{address}?recorded=*");
        foreach (var one in new[] { page, beside }) await one.Context.CloseAsync();
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

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

public sealed class AccessibilityTests(Chromium chromium, AccessibilityTests.WorkingSuite suite) : IClassFixture<AccessibilityTests.WorkingSuite>
{
    private static readonly int[] Widths = [320, 3840, 1280];

    /// <summary>A suite with something of everything: CENTRAL at work, NORTH empty.</summary>
    public sealed class WorkingSuite : IAsyncLifetime
    {
        public Station Station { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Station = await Station.Open();
            await Station.Feed(Night.Suite());
            await Station.Feed(RetentionTests.Ended("CR-OLD"));
            await Station.FeedRefused(Told.Event("CR-1", "drink-offered", 5, new { outcome = "spilt" }));
        }

        public ValueTask DisposeAsync() => Station.DisposeAsync();
    }

    // {CR-2} stands for the detention of that custody record number, and menu for every page on the reader's own.
    [Theory]
    [InlineData(
        "sgt-01", "menu", "/suites/CENTRAL/wall?theme=light", "/suites/CENTRAL/paper", "/suites/CENTRAL/arrivals", "/suites/NOWHERE",
        "/forces/99", "/accessibility", "/cookies", "/sign-in", "/welcome")]
    [InlineData(
        "sgt-01", "/detentions/{CR-2}", "/detentions/{CR-3}", "/detentions/{CR-2}?recorded=visit", "/detentions/{CR-2}?at=2020-01-01T12:00",
        "/detentions/{CR-2}/entries/review-held", "/detentions/{CR-2}/entries/child-answered", "/detentions/{CR-2}/entries/transferred",
        "/detentions/{CR-3}/entries/accommodation-requested", "/detentions/{CR-2}/place", "/detentions/{CR-3}/place", "/detentions/{CR-2}/card", "/detentions/{CR-3}/card?language=cy",
        "/detentions/{CR-2}/corrections?source=%2Fforces%2F99%2Fsuites%2FCENTRAL&event={VISIT}")]
    [InlineData("sgt-02", "menu", "/suites/NORTH/paper", "/detentions/{CR-2}")]
    [InlineData("do-01", "/suites/CENTRAL", "/detentions/{CR-2}", "/suites/CENTRAL/handover")]
    [InlineData("insp-01", "menu", "/suites/CENTRAL/silences", "/suites/CENTRAL/handover", "/detentions/{CR-2}", "/detentions/{CR-2}/redacted", "/access-log/unusual")]
    [InlineData("admin-01", "menu", "/administration/settings", "/administration/ladders", "/administration/ladders/review", "/administration/quarantine?state=discarded", "/administration/live", "/administration/deliveries", "/rota", "/administration/reference", "/administration/authorities/E08000099", "/access-log?user=nobody")]
    [InlineData("desk-01", "menu", "/desk/requests/p-1", "/link/used")]
    [InlineData("supt-01", "/retention", "/retention?state=decided", "/retention?state=held", "/retention?state=disposed", "/detentions/{CR-OLD}/retention", "/screens", "/pin")]
    [InlineData("hmi-01", "menu")]
    [InlineData("feed-01", "/welcome")]
    public async Task Every_page_can_be_used_by_everyone_at_every_width(string persona, params string[] pages)
    {
        var page = await chromium.Browser.SignIn(suite.Station, persona, "/welcome");
        var menu = await page.Locator(".govuk-service-navigation__link").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        var wrong = new List<string>();
        foreach (var address in pages.SelectMany(one => one == "menu" ? menu : [one]).Distinct())
        {
            await page.GotoAsync(suite.Station.Url + await Address(address));
            await page.WaitForSelectorAsync("footer");
            Assert.Equal(0, await page.Locator("iframe").CountAsync());
            foreach (var width in Widths)
            {
                await page.SetViewportSizeAsync(width, 900);
                if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var reached && reached > width)
                    wrong.Add($"{persona} {address}: {reached} pixels on a screen of {width}");
            }
            wrong.AddRange(await page.WhatIsWrong($"{persona} {address}"));
        }
        await page.Context.CloseAsync();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_refused_form_and_what_opens_on_a_page_can_be_used_by_everyone()
    {
        var page = await chromium.Browser.SignIn(suite.Station, "sgt-01", $"/detentions/{await suite.Station.DetentionOf("CR-2")}/entries/visit");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record" }).ClickAsync();
        await page.WaitForSelectorAsync(".govuk-error-summary");
        var wrong = (await page.WhatIsWrong("refused form")).ToList();
        await page.GotoAsync($"{suite.Station.Url}/suites/CENTRAL");
        await page.EvaluateAsync("for (const details of document.querySelectorAll('details')) { details.removeAttribute('name'); details.open = true }");
        wrong.AddRange(await page.WhatIsWrong("open board"));
        await page.GotoAsync($"{suite.Station.Url}/suites/CENTRAL/handover");
        await page.GetByLabel("Who takes over").FillAsync("sgt-01");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Hand over") }).ClickAsync();
        await Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("must name somebody else");
        wrong.AddRange(await page.WhatIsWrong("refused handover"));
        await page.Context.CloseAsync();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private async Task<string> Address(string address)
    {
        foreach (var number in new[] { "CR-1", "CR-2", "CR-3", "CR-OLD" })
            if (address.Contains($"{{{number}}}", StringComparison.Ordinal))
                address = address.Replace($"{{{number}}}", await suite.Station.DetentionOf(number), StringComparison.Ordinal);
        return address.Replace("{VISIT}", Night.VisitId, StringComparison.Ordinal);
    }
}

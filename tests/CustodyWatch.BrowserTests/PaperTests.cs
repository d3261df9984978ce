using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

public sealed class PaperTests(Chromium chromium)
{
    [Fact]
    public async Task The_paper_sheet_is_there_while_the_service_is_not_and_gone_when_its_reader_has_signed_out()
    {
        await using var station = await Station.OpenApart();
        await station.Feed(Told.Arrival("CR-1", 30, "TJ"), Told.Authorised("CR-1", 25));
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        await page.WaitForSelectorAsync("body[data-kept]");
        await page.EvaluateAsync("navigator.serviceWorker.ready");
        await page.WaitForFunctionAsync("navigator.serviceWorker.controller !== null");

        await station.Stop();
        await page.GotoAsync($"{station.Url}/suites/CENTRAL/paper");

        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = "Paper sheet" })).ToBeVisibleAsync();
        await Expect(page.GetByText("The service cannot be reached.")).ToBeVisibleAsync();
        await Expect(page.Locator(".cw-paper__table")).ToContainTextAsync("First review of detention");
        Assert.True(await page.EvaluateAsync<bool>("getComputedStyle(document.querySelector('.cw-paper__table')).borderCollapse === 'collapse'"), "The sheet has its style.");
        await page.GotoAsync($"{station.Url}/suites/CENTRAL");
        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = "Paper sheet" })).ToBeVisibleAsync();

        var asked = await page.Context.NewPageAsync();
        await asked.GotoAsync($"{station.Url}/suites/CENTRAL/paper");
        await Expect(asked.GetByText("The service cannot be reached.")).ToBeVisibleAsync();

        // With nobody to load it again, the board takes its place from the sheet that stood for it.
        await station.Start();
        await Expect(asked.GetByText("The service cannot be reached.")).ToBeHiddenAsync();
        await page.UntilLive();
        await Expect(page.Card("TJ")).ToBeVisibleAsync();
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync($"{station.Url}/sign-in");
        Assert.Equal(0, await page.EvaluateAsync<int>("caches.keys().then(names => names.length)"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_sheet_goes_when_somebody_else_or_nobody_reads_in_that_browser_though_no_one_signed_out_there()
    {
        await using var station = await Station.OpenApart();
        await station.Feed(Told.Arrival("CR-1", 30, "TJ"), Told.Authorised("CR-1", 25));
        var page = await Kept(station);

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync($"{station.Url}/suites/CENTRAL");
        await page.WaitForURLAsync($"{station.Url}/sign-in**");
        await UntilGone(page);

        await page.Context.CloseAsync();
        page = await Kept(station);
        await page.Context.ClearCookiesAsync();
        var other = await chromium.Browser.SignIn(station, "desk-01", "/desk");
        await page.Context.AddCookiesAsync((await other.Context.CookiesAsync()).Select(cookie => new Microsoft.Playwright.Cookie
        {
            Name = cookie.Name,
            Value = cookie.Value,
            Domain = cookie.Domain,
            Path = cookie.Path,
        }));
        await page.GotoAsync($"{station.Url}/desk");
        await UntilGone(page);
        await page.Context.CloseAsync();
        await other.Context.CloseAsync();
    }

    [Fact]
    public async Task While_the_service_is_down_a_sheet_stands_for_the_pages_of_its_suite_alone_and_for_half_a_day()
    {
        await using var station = await Station.OpenApart();
        await station.Feed(Told.Arrival("CR-1", 30, "TJ"), Told.Authorised("CR-1", 25));
        var page = await Kept(station);
        await station.Stop();

        foreach (var address in new[] { "/", "/desk", "/suites/NORTH" })
            Assert.False(await Answered(address), address);
        Assert.True(await Answered("/detentions/1"));
        await page.GotoAsync($"{station.Url}/suites/CENTRAL/handover");
        await Expect(page.GetByText("The service cannot be reached.")).ToBeVisibleAsync();

        await page.EvaluateAsync("""
            async () => {
              const cache = await caches.open('custodywatch-paper')
              const address = `${location.origin}/suites/CENTRAL/paper`
              const sheet = await cache.match(address)
              const headers = new Headers(sheet.headers)
              headers.set('custodywatch-kept', String(Date.now() - 12 * 60 * 60_000))
              await cache.put(address, new Response(await sheet.text(), { headers }))
            }
            """);
        Assert.False(await Answered("/suites/CENTRAL"));
        await page.Context.CloseAsync();

        // Each in a tab of its own: where one is not answered, the browser's own page for that would come in the way of the next.
        async Task<bool> Answered(string address)
        {
            var tab = await page.Context.NewPageAsync();
            try
            {
                return await tab.GotoAsync(station.Url + address) is { Ok: true };
            }
            catch (Microsoft.Playwright.PlaywrightException)
            {
                return false;
            }
            finally
            {
                await tab.CloseAsync();
            }
        }
    }

    [Fact]
    public async Task Printed_without_colours_what_is_broken_is_no_fainter_and_each_time_takes_one_line()
    {
        await using var station = await Station.Open();
        await station.Feed(Night.Suite());
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        await page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });

        Assert.All(await Colours(".cw-duty--broken .cw-duty__state"), colour => Assert.Equal("rgb(0, 0, 0)", colour));
        // What is folded is as much of it as what is not, and nothing is pressed.
        Assert.True(await page.Locator("details.cw-more li.cw-duty").First.IsVisibleAsync(), "What is folded is printed.");
        await Expect(page.GetByText("As it stood at")).ToBeVisibleAsync();
        await page.GotoAsync($"{station.Url}/suites/CENTRAL/handover");
        await Expect(page.Locator("#passing")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Who takes over")).ToBeHiddenAsync();
        await page.GotoAsync($"{station.Url}/detentions/{await station.DetentionOf("CR-2")}");
        await Expect(page.GetByText("Correct", new() { Exact = true }).First).ToBeHiddenAsync();
        await page.GotoAsync($"{station.Url}/suites/CENTRAL/wall");
        Assert.All(await Colours(".cw-tile--broken .cw-tile__state"), colour => Assert.Equal("rgb(0, 0, 0)", colour));
        Assert.NotEqual("rgb(11, 12, 12)", await page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor"));
        await page.GotoAsync($"{station.Url}/suites/CENTRAL/paper");
        await page.SetViewportSizeAsync(794, 1123); // A4
        var heights = await page.Locator(".cw-paper__table tbody th").EvaluateAllAsync<double[]>("all => all.map(one => one.querySelector('time')?.getClientRects().length ?? 1)");
        Assert.All(heights, lines => Assert.Equal(1, lines));
        await Expect(page.GetByText("Overdue:").First).ToBeVisibleAsync();
        await page.Context.CloseAsync();

        Task<string[]> Colours(string selector) => page.Locator(selector).EvaluateAllAsync<string[]>("all => all.map(one => getComputedStyle(one).color)");
    }

    private async Task<Microsoft.Playwright.IPage> Kept(Station station)
    {
        station.SignedIn.TryRemove("sgt-01", out _);
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        await page.WaitForSelectorAsync("body[data-kept]");
        await page.EvaluateAsync("navigator.serviceWorker.ready");
        await page.WaitForFunctionAsync("navigator.serviceWorker.controller !== null");
        Assert.Equal(1, await Sheets(page));
        return page;
    }

    private static async Task UntilGone(Microsoft.Playwright.IPage page) =>
        await page.WaitForFunctionAsync("async () => (await (await caches.open('custodywatch-paper')).keys()).every(({ url }) => !url.endsWith('/paper'))");

    private static Task<int> Sheets(Microsoft.Playwright.IPage page) => page.EvaluateAsync<int>(
        "caches.open('custodywatch-paper').then(cache => cache.keys()).then(all => all.filter(({ url }) => url.endsWith('/paper')).length)");
}

using Microsoft.Playwright;

namespace CustodyWatch.BrowserTests;

/// <summary>Someone at a screen, signed in, with a profile of their own.</summary>
internal static class People
{
    public static async Task<IPage> SignIn(
        this IBrowser browser, Station station, string persona, string path, int width = 1280, int height = 900, bool script = true)
    {
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            JavaScriptEnabled = script,
            Locale = "en-GB",
            StorageState = station.SignedIn.GetValueOrDefault(persona),
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        if (station.SignedIn.ContainsKey(persona))
        {
            await page.GotoAsync(station.Url + path);
        }
        else
        {
            await page.GotoAsync($"{station.Url}/sign-in?returnUrl={Uri.EscapeDataString(path)}");
            await page.ClickAsync($"button[value={persona}]");
            await page.Arrives($"{station.Url}{path}");
            station.SignedIn[persona] = await context.StorageStateAsync();
        }
        await page.WaitForSelectorAsync("footer");
        return page;
    }

    /// <summary>Waits until the page at an address answers, and not for all that is on it: Chromium does not always say that it has loaded.</summary>
    public static Task Arrives(this IPage page, string url) => page.WaitForURLAsync(url, new() { WaitUntil = WaitUntilState.Commit });

    /// <summary>Waits until the page listens, so that what happens next reaches it live.</summary>
    public static Task UntilLive(this IPage page) => page.WaitForSelectorAsync("body[data-connected]");

    public static ILocator Card(this IPage page, string initials) =>
        page.Locator("article.cw-child", new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = initials, Exact = true }) });
}

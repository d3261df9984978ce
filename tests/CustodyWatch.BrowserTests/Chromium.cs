using CustodyWatch.BrowserTests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace CustodyWatch.BrowserTests;

/// <summary>The machine's own Chromium, one for all tests; each test opens fresh profiles in it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Programs = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Null when there is no Chromium, so that the tests are skipped where everybody sees it.</summary>
    public IBrowser Browser
    {
        get
        {
            Assert.SkipWhen(_browser is null, $"There is no {Programs[^1]} on this machine.");
            return _browser;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Programs, File.Exists) is not { } program) return;
        // Generous, for a machine that does a hundred other things: what is asserted is that it happens, and in which order.
        Assertions.SetDefaultExpectTimeout(60_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

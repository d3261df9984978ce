using Microsoft.Playwright;

namespace CustodyWatch.BrowserTests;

/// <summary>Goes from state to state, with one browser for each persona that all states of theirs share.</summary>
internal sealed class Tour(IBrowser browser, Station station) : IAsyncDisposable
{
    public static readonly int[] Widths = [320, 3840, 1280];

    // What fits these fits a wider screen; that is looked at on pictures.
    private static readonly int[] Narrow = [320, 1280];
    private readonly Dictionary<string, IPage> _pages = [];

    // WCAG 2.2, 1.4.12.
    private const string Spaced = """
        () => {
          const sheet = new CSSStyleSheet()
          sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }')
          document.adoptedStyleSheets = [sheet]
        }
        """;

    /// <summary>What to write for each name in an address.</summary>
    public IReadOnlyDictionary<string, string> Names { get; set; } = new Dictionary<string, string>();

    public async Task<IPage> At(State state)
    {
        var path = Names.Aggregate(state.Path, (path, name) => path.Replace($"{{{name.Key}}}", name.Value, StringComparison.Ordinal));
        if (!_pages.TryGetValue(state.Persona, out var page))
        {
            page = _pages[state.Persona] = await browser.SignIn(station, state.Persona, "/welcome");
        }
        await page.SetViewportSizeAsync(1280, 900);
        try
        {
            await page.GotoAsync(station.Url + path);
            await state.First(page);
            await page.WaitForSelectorAsync("footer");
        }
        catch (Exception wrong) when (wrong is PlaywrightException or TimeoutException)
        {
            throw new InvalidOperationException($"{state.Name}: {state.Persona} at {path}", wrong);
        }
        return page;
    }

    /// <summary>What keeps somebody from using a page in these states, at any width.</summary>
    public async Task<IReadOnlyList<string>> WhatIsWrong(IEnumerable<State> states)
    {
        var wrong = new List<string>();
        foreach (var state in states)
        {
            var page = await At(state);
            if (await page.Locator("iframe").CountAsync() > 0) wrong.Add($"{state.Name}: a frame, which is not looked into");
            foreach (var width in Narrow)
            {
                await page.SetViewportSizeAsync(width, 900);
                if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var reached && reached > width)
                    wrong.Add($"{state.Name}: {reached} pixels on a screen of {width}");
            }
            wrong.AddRange(await page.WhatIsWrong(state.Name));
            await page.SetViewportSizeAsync(Narrow[0], 900);
            await page.EvaluateAsync(Spaced);
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var spaced && spaced > Narrow[0])
                wrong.Add($"{state.Name}: {spaced} pixels on a screen of {Narrow[0]}, with its letters further apart");
        }
        return wrong;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var page in _pages.Values) await page.Context.CloseAsync();
    }
}

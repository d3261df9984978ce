using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CustodyWatch.BrowserTests;

/// <summary>What keeps somebody from using a page as it stands.</summary>
internal static class Axe
{
    // To describe all that is right takes far longer than to find what is wrong.
    private static readonly AxeRunOptions OnlyWrong = new() { ResultTypes = [ResultType.Violations] };

    // What a screen reader is pointed to and does not find, a heading that skips a level, and a table that does not say what it is.
    private const string Unsaid = """
        () => [
          ...[...document.querySelectorAll('[aria-describedby], [aria-labelledby]')]
            .flatMap(one => `${one.getAttribute('aria-describedby') ?? ''} ${one.getAttribute('aria-labelledby') ?? ''}`.trim().split(/\s+/))
            .filter(id => id && !document.getElementById(id)).map(id => `no element is called ${id}`),
          ...[...document.querySelectorAll('h1, h2, h3, h4')].filter(one => one.checkVisibility()).map(one => Number(one.localName[1]))
            .filter((level, i, all) => level > (all[i - 1] ?? level) + 1).map(level => `a heading of level ${level} follows one two levels above`),
          ...[...document.querySelectorAll('table')].filter(one => !one.caption && !one.ariaLabel).map(one => `no caption: ${one.tHead?.innerText}`),
        ]
        """;

    public static async Task<IReadOnlyList<string>> WhatIsWrong(this IPage page, string where)
    {
        await page.WaitForSelectorAsync("footer");
#pragma warning disable CS0618 // The other way opens a second page at each look, to put frames together, and no page of ours has frames.
        var result = await page.Locator("html").RunAxeLegacy(OnlyWrong);
#pragma warning restore CS0618
        var unsaid = (await page.EvaluateAsync<string[]>(Unsaid)).Select(what => $"{where}: {what}");
        return [.. unsaid, .. result.Violations.Select(found => $"{where}: {found.Id}: {found.Help}: {string.Join(", ", found.Nodes.Select(node => $"{node.Html} ({string.Join("; ", node.Any.Select(why => why.Message))})"))}")];
    }

    public static async Task HasNothingAgainstIt(this IPage page)
    {
        var wrong = await page.WhatIsWrong(page.Url);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}

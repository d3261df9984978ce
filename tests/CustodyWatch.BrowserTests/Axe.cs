using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CustodyWatch.BrowserTests;

/// <summary>What keeps somebody from using a page as it stands.</summary>
internal static class Axe
{
    // To describe all that is right takes far longer than to find what is wrong.
    private static readonly AxeRunOptions OnlyWrong = new() { ResultTypes = [ResultType.Violations] };

    public static async Task<IReadOnlyList<string>> WhatIsWrong(this IPage page, string where)
    {
        await page.WaitForSelectorAsync("footer");
#pragma warning disable CS0618 // The other way opens a second page at each look, to put frames together, and no page of ours has frames.
        var result = await page.Locator("html").RunAxeLegacy(OnlyWrong);
#pragma warning restore CS0618
        return [.. result.Violations.Select(found => $"{where}: {found.Id}: {found.Help}: {string.Join(", ", found.Nodes.Select(node => $"{node.Html} ({string.Join("; ", node.Any.Select(why => why.Message))})"))}")];
    }

    public static async Task HasNothingAgainstIt(this IPage page)
    {
        var wrong = await page.WhatIsWrong(page.Url);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}

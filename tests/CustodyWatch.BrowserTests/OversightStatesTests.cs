namespace CustodyWatch.BrowserTests;

public sealed class OversightStatesTests(Chromium chromium)
{
    private static readonly int[] Widths = [320, 1280];

    [Fact]
    public async Task Every_page_of_oversight_can_be_used_by_everyone_in_each_of_its_states()
    {
        await using var station = await Station.Open();
        foreach (var some in Past.Year().Chunk(500)) await station.Feed(some);
        await station.Feed(Night.Suite());
        var pages = Screenshots.PastPages(await station.DetentionOf("CR-2"), await station.DetentionOf("CR-25-0006"));
        var wrong = new List<string>();
        foreach (var own in pages.GroupBy(one => one.Persona))
        {
            var page = await chromium.Browser.SignIn(station, own.Key, "/welcome");
            foreach (var (name, persona, path) in own)
            {
                await page.GotoAsync(station.Url + path);
                foreach (var width in Widths)
                {
                    await page.SetViewportSizeAsync(width, 900);
                    if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var reached && reached > width)
                        wrong.Add($"{name} for {persona}: {reached} pixels on a screen of {width}");
                }
                wrong.AddRange(await page.WhatIsWrong($"{name} for {persona}"));
            }
            await page.Context.CloseAsync();
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}

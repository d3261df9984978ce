namespace CustodyWatch.BrowserTests;

public sealed class AccessibilityTests(Chromium chromium)
{
    [Fact]
    public async Task Every_page_in_every_state_can_be_used_by_everyone_at_every_width()
    {
        await using var station = await Station.Open();
        await using var tour = new Tour(chromium.Browser, station);
        var wrong = new List<string>(await tour.WhatIsWrong(States.Often(States.Nobody)));
        tour.Names = await Force.AtWork(station);
        wrong.AddRange(await tour.WhatIsWrong(States.Often([.. States.AtWork, .. States.Forms])));
        await Force.Fills(station);
        wrong.AddRange(await tour.WhatIsWrong(States.Often(States.Many)));
        await station.Break();
        wrong.AddRange(await tour.WhatIsWrong([States.Failed]));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}

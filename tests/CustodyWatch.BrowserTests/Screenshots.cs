namespace CustodyWatch.BrowserTests;

/// <summary>Pictures of the main pages at three widths, for whoever wants to look: <c>ops/screenshots</c>.</summary>
public sealed class Screenshots(Chromium chromium)
{
    private const string Folder = "CUSTODYWATCH_SCREENSHOTS";

    [Theory(Explicit = true)]
    [InlineData(320)]
    [InlineData(1280)]
    [InlineData(3840)]
    public async Task Of_the_main_pages(int width)
    {
        var folder = Environment.GetEnvironmentVariable(Folder) ?? "screenshots";
        await using var station = await Station.Open();
        await station.Feed(
            Told.Arrival("CR-1", 30, "AM", "female"), Told.Event("CR-1", "aa-requested", 20, new { adult = new { kind = "scheme" } }),
            Told.Arrival("CR-2", 44 * 60, "KL", "female"), Told.Authorised("CR-2", 43 * 60),
            Told.Event("CR-2", "visit", 90, new { method = "hatch", response = "awake" }),
            Told.Event("CR-2", "cell-placed", 42 * 60, new { cell = "F3", reason = "No other secure room" }),
            Told.Event("CR-2", "child-view", 60, new { text = "I want to go home." }));
        (string Name, string Persona, string Path)[] pages =
        [
            ("board", "sgt-01", "/suites/CENTRAL"), ("wall", "sgt-01", "/suites/CENTRAL/wall"), ("force", "insp-01", "/forces/99"),
            ("child", "sgt-01", $"/detentions/{await station.DetentionOf("CR-2")}"),
            ("form", "sgt-01", $"/detentions/{await station.DetentionOf("CR-2")}/entries/review-held"),
        ];
        foreach (var (name, persona, path) in pages)
        {
            var page = await chromium.Browser.SignIn(station, persona, path, width, width > 3000 ? 2160 : 900);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}.png"), FullPage = true });
            await page.Context.CloseAsync();
        }
    }
}

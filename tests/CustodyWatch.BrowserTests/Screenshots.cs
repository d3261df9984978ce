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
        await using var station = await Station.Open();
        await station.Feed(Night.Suite());
        await station.FeedRefused(Told.Event("CR-1", "drink-offered", 5, new { outcome = "spilt" }));
        await station.Feed(RetentionTests.Ended("CR-OLD"));
        var (girl, boy, old) = (await station.DetentionOf("CR-2"), await station.DetentionOf("CR-3"), await station.DetentionOf("CR-OLD"));
        (string Name, string Persona, string Path)[] pages =
        [
            ("sign-in", "sgt-01", "/sign-in"), ("board", "sgt-01", "/suites/CENTRAL"), ("board-empty", "sgt-02", "/suites/NORTH"),
            ("wall", "sgt-01", "/suites/CENTRAL/wall"), ("wall-light", "sgt-01", "/suites/CENTRAL/wall?theme=light"),
            ("wall-empty", "sgt-02", "/suites/NORTH/wall"), ("paper", "sgt-01", "/suites/CENTRAL/paper"),
            ("handover", "sgt-01", "/suites/CENTRAL/handover"), ("force", "insp-01", "/forces/99"), ("child", "sgt-01", $"/detentions/{girl}"),
            ("child-charged", "sgt-01", $"/detentions/{boy}"), ("child-past", "sgt-01", $"/detentions/{girl}?at={Told.Ago(600)}&known=then"),
            ("card", "do-01", $"/detentions/{boy}/card"), ("card-welsh", "do-01", $"/detentions/{girl}/card?language=cy"),
            ("form", "sgt-01", $"/detentions/{girl}/entries/review-held"), ("arrival", "sgt-01", "/suites/CENTRAL/arrivals"),
            ("settings", "admin-01", "/administration/settings"), ("quarantine", "admin-01", "/administration/quarantine"),
            ("live", "admin-01", "/administration/live"), ("access-log", "admin-01", "/access-log"), ("not-found", "sgt-01", "/suites/NOWHERE"),
            ("place", "sgt-01", $"/detentions/{boy}/place"), ("desk", "desk-01", "/desk"), ("desk-request", "desk-01", "/desk/requests/p-1"),
            ("ledger", "hmi-01", "/ledger"), ("authority", "admin-01", "/administration/authorities/E08000099"),
            ("not-yours", "sgt-01", "/administration"), ("certificate", "sgt-01", $"/detentions/{boy}/certificate"),
            ("register", "insp-01", "/certificates"), ("register-missing", "insp-01", "/certificates?missing=true"), ("verify", "hmi-01", "/verify/99-000001"),
            ("oversight", "hmi-01", "/oversight"), ("forecast", "insp-01", "/forecast"), ("nights", "insp-01", "/oversight/nights"), ("distance", "hmi-01", "/oversight/distance"), ("integrity", "insp-01", "/oversight/integrity"),
            ("disproportionality", "hmi-01", "/oversight/disproportionality"), ("exports", "hmi-01", "/oversight/exports"),
            ("rota", "insp-01", "/rota"), ("undelivered", "admin-01", "/administration/deliveries"), ("unusual", "admin-01", "/access-log/unusual"),
            ("ladders", "admin-01", "/administration/ladders"), ("ladder", "admin-01", "/administration/ladders/drink"), ("silences", "insp-01", "/suites/CENTRAL/silences"),
            ("retention", "supt-01", "/retention"), ("retention-held", "supt-01", "/retention?state=held"), ("retention-gone", "supt-01", "/retention?state=disposed"),
            ("retention-record", "supt-01", $"/detentions/{old}/retention"), ("screens", "insp-01", "/screens"), ("pin", "sgt-01", "/pin"),
            ("redacted", "sgt-01", $"/detentions/{girl}/redacted"), ("accessibility", "sgt-01", "/accessibility"),
        ];
        foreach (var (name, persona, path) in pages) await Take(station, name, persona, path, width);
    }

    /// <summary>The pages of oversight: over a year of children, of a suite with nobody in it, and refused.</summary>
    [Theory(Explicit = true)]
    [InlineData(320)]
    [InlineData(1280)]
    [InlineData(3840)]
    public async Task Of_the_pages_of_oversight(int width)
    {
        await using var station = await Station.Open();
        foreach (var some in Past.Year().Chunk(500)) await station.Feed(some);
        await station.Feed(Night.Suite());
        var (girl, gone) = (await station.DetentionOf("CR-2"), await station.DetentionOf("CR-25-0006"));
        foreach (var (name, persona, path) in PastPages(girl, gone)) await Take(station, name, persona, path, width);
    }

    /// <summary>Every page of oversight in each of its states, by name, for whom and where.</summary>
    internal static IEnumerable<(string Name, string Persona, string Path)> PastPages(string held, string gone) =>
    [
        ("oversight", "insp-01", "/oversight"), ("oversight-sergeant", "sgt-01", "/oversight?months=3"), ("oversight-national", "hmi-01", "/oversight?months=36"), ("oversight-empty", "sgt-02", "/oversight"),
        ("measure-share", "insp-01", "/oversight/measures/overnight"), ("measure-time", "insp-01", "/oversight/measures/adultArrivalMedianMinutes"), ("measure-count", "hmi-01", "/oversight/measures/detentions?months=24"), ("measure-empty", "sgt-02", "/oversight/measures/certified"),
        ("children", "insp-01", "/oversight/measures/overnight/children"), ("children-longest", "insp-01", "/oversight/measures/lengthMedianHours/children"), ("children-things", "insp-01", "/oversight/measures/visitsOnTime/children?who=rest"), ("children-part", "insp-01", "/oversight/measures/detentions/children?by=ethnicity&part=Black"), ("children-none", "hmi-01", "/oversight/measures/overnight/children"),
        ("record-figures", "insp-01", $"/oversight/records/{gone}"), ("record-figures-held", "insp-01", $"/oversight/records/{held}"),
        ("disproportionality", "hmi-01", "/oversight/disproportionality"), ("disproportionality-empty", "sgt-02", "/oversight/disproportionality"),
        ("tonight", "insp-01", "/forecast"), ("tonight-none", "sgt-02", "/forecast"), ("nights", "insp-01", $"/oversight/nights?from={Told.Ago(100 * 24 * 60)[..10]}"), ("nights-none", "sgt-02", "/oversight/nights"), ("nights-wrong", "insp-01", "/oversight/nights?from=soon"),
        ("distance", "insp-01", "/oversight/distance"), ("distance-national", "hmi-01", "/oversight/distance?measure=overnight"), ("distance-empty", "sgt-02", "/oversight/distance"),
        ("audits", "insp-01", "/oversight/audits"), ("audits-100", "hmi-01", "/oversight/audits?size=100&months=24"), ("audit-case", "insp-01", $"/oversight/audits/{gone}"),
        ("integrity", "insp-01", "/oversight/integrity"), ("integrity-kind", "insp-01", "/oversight/integrity?kind=pasted-text"), ("integrity-none", "insp-01", "/oversight/integrity?kind=two-places"),
        ("exports", "hmi-01", "/oversight/exports"), ("gaps", "insp-01", "/oversight/exports/gaps?gap=Ethnicity+is+not+stated"), ("exports-empty", "sgt-02", "/oversight/exports"),
        ("oversight-foreign", "insp-01", "/oversight?force=98"), ("measure-unknown", "insp-01", "/oversight/measures/shoe-size"),
    ];

    /// <summary>The same of a suite with thirty children in it, and of one whose service is gone.</summary>
    [Theory(Explicit = true)]
    [InlineData(320)]
    [InlineData(1280)]
    [InlineData(3840)]
    public async Task Of_a_full_suite_and_of_one_cut_off(int width)
    {
        await using var station = await Station.Open();
        for (var child = 0; child < 30; child++)
        {
            var (number, arrived) = ($"CR-{child:00}", 15 + child * 37);
            await station.Feed(
                Told.Arrival(number, arrived, $"{(char)('A' + child % 26)}{(char)('B' + child % 7)}", child % 3 == 0 ? "female" : "male"), Told.Authorised(number, arrived - 6),
                Told.Event(number, "cell-placed", arrived - 8, new { cell = $"F{child}", reason = "No other secure room" }),
                Told.Event(number, "visit", child % 9, new { method = "in-cell", response = "awake" }));
        }
        (string Name, string Persona, string Path)[] pages =
        [
            ("many-board", "sgt-01", "/suites/CENTRAL"), ("many-wall", "sgt-01", "/suites/CENTRAL/wall"), ("many-paper", "sgt-01", "/suites/CENTRAL/paper"),
            ("many-handover", "sgt-01", "/suites/CENTRAL/handover"), ("many-force", "insp-01", "/forces/99"), ("many-forecast", "insp-01", "/forecast"),
        ];
        foreach (var (name, persona, path) in pages) await Take(station, name, persona, path, width);
        var board = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL", width, width > 3000 ? 2160 : 900);
        var wall = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL/wall", width, width > 3000 ? 2160 : 900);
        await board.UntilLive();
        await wall.UntilLive();
        await station.Stop();
        foreach (var (name, page) in new[] { ("cut-off-board", board), ("cut-off-wall", wall) })
        {
            await Microsoft.Playwright.Assertions.Expect(page.Locator("[data-not-live]")).ToBeVisibleAsync(new() { Timeout = 90_000 });
            await page.ScreenshotAsync(new() { Path = Path.Combine(Into, $"{name}-{width}.png") });
        }
    }

    private async Task Take(Station station, string name, string persona, string path, int width)
    {
        var page = await chromium.Browser.SignIn(station, persona, path, width, width > 3000 ? 2160 : 900);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Into, $"{name}-{width}.png"), FullPage = true });
        await page.Context.CloseAsync();
    }

    private static string Into => Environment.GetEnvironmentVariable(Folder) ?? "screenshots";
}

using CustodyWatch.Access;
using CustodyWatch.Tests.Harness;
using Microsoft.Playwright;

namespace CustodyWatch.BrowserTests;

/// <summary>Pictures of the main pages at three widths, for whoever wants to look: <c>ops/screenshots</c>.</summary>
public sealed class Screenshots(Chromium chromium)
{
    private const string Folder = "CUSTODYWATCH_SCREENSHOTS";

    [Fact(Explicit = true)]
    public async Task Of_every_page_in_every_state()
    {
        await using var station = await Station.Open();
        await using var tour = new Tour(chromium.Browser, station);
        await Take(tour, States.Nobody);
        tour.Names = await Force.AtWork(station);
        await Take(tour, [.. States.AtWork, .. States.Forms]);
        await Force.Fills(station);
        await Take(tour, States.Many);
        await station.Break();
        await Take(tour, [States.Failed]);
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
        foreach (var (name, persona, path) in PastPages(girl, gone).Where(page => IsWanted(page.Name))) await Take(station, name, persona, path, width);
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

    /// <summary>A board, a wall and a child's page whose service is gone.</summary>
    [Fact(Explicit = true)]
    public async Task Of_screens_that_are_cut_off()
    {
        await using var station = await Station.Open();
        await station.Feed(Night.Suite());
        var open = new List<(string Name, IPage Page)>();
        foreach (var (name, path) in new[] { ("board", "/suites/CENTRAL"), ("wall", "/suites/CENTRAL/wall"), ("child", $"/detentions/{await station.DetentionOf("CR-2")}") })
        {
            var page = await chromium.Browser.SignIn(station, "sgt-01", path);
            await page.UntilLive();
            open.Add((name, page));
        }
        await station.Stop();
        foreach (var (name, page) in open)
        {
            await Microsoft.Playwright.Assertions.Expect(page.Locator("[data-not-live]")).ToBeVisibleAsync(new() { Timeout = 90_000 });
            await Take(page, name + "-cut-off");
        }
    }

    /// <summary>The hour that comes twice: half past one in winter time, ninety minutes after half past one in summer time.</summary>
    [Fact(Explicit = true)]
    public async Task Of_the_night_on_which_the_clocks_go_back()
    {
        var now = new DateTimeOffset(2026, 10, 25, 1, 30, 0, TimeSpan.Zero);
        await using var station = await PlayedStation.Open(chromium.Browser, NodaTime.Instant.FromDateTimeOffset(now));
        await station.Feed(Told.AsOf(now, [.. Night.Suite(), Told.Arrival("CR-10", 100, "JL"), Told.Authorised("CR-10", 95), Told.Event("CR-10", "drink-offered", 80, new { outcome = "accepted" })]));
        var (girl, boy) = (await station.DetentionOf("CR-2"), await station.DetentionOf("CR-10"));
        foreach (var (name, path) in new[]
        {
            ("board", "/suites/CENTRAL"), ("wall", "/suites/CENTRAL/wall"), ("paper", "/suites/CENTRAL/paper"), ("child-long", $"/detentions/{girl}"),
            ("child", $"/detentions/{boy}"), ("child-past", $"/detentions/{boy}?at=2026-10-25T00:45:00Z"), ("card", $"/detentions/{boy}/card"), ("entry", $"/detentions/{boy}/entries/visit"),
        })
        {
            await Take(await station.At("sgt-01", path), "clock-change-" + name);
        }
    }

    /// <summary>What the control room never took, and what is sent again.</summary>
    [Fact(Explicit = true)]
    public async Task Of_what_never_arrived()
    {
        var now = new DateTimeOffset(2026, 6, 10, 22, 0, 0, TimeSpan.Zero);
        await using var station = await PlayedStation.Open(
            chromium.Browser, NodaTime.Instant.FromDateTimeOffset(now), "--CustodyWatch:Delivery:Webhooks:0:Name", "control-room", "--CustodyWatch:Delivery:Webhooks:0:Force", "99",
            "--CustodyWatch:Delivery:Webhooks:0:Url", "http://127.0.0.1:9/hook", "--CustodyWatch:Delivery:Webhooks:0:Secret", "a-secret-shared-with-the-receiver-1");
        await station.Feed(Told.AsOf(now, Night.Suite()));
        await Eventually.Finds(() => station.Read("alerts?suite=CENTRAL&state=open"), alerts => alerts.GetProperty("items").GetArrayLength() > 0);
        for (var hours = 0; hours < 60; hours++)
        {
            await station.Send();
            station.Clock.AdvanceHours(hours < 12 ? 1 : 6);
        }
        await Take(await station.At("admin-01", "/administration/deliveries"), "undelivered-webhooks");
    }

    /// <summary>A force whose people sign in with a provider, with the provider away.</summary>
    [Fact(Explicit = true)]
    public async Task Of_signing_in()
    {
        await using var station = await PlayedStation.Open(
            chromium.Browser, NodaTime.Instant.FromUtc(2026, 6, 10, 22, 0), "--CustodyWatch:Demo", "false", "--CustodyWatch:Identity:Authority", "http://127.0.0.1:9",
            "--CustodyWatch:Identity:Audience", "custodywatch", "--CustodyWatch:Identity:ClientId", "custodywatch");
        foreach (var problem in new[] { "", SignIn.NoRole, SignIn.Failed, SignIn.Down })
            await Take(await station.Anybody($"/sign-in?problem={problem}"), $"sign-in-provider-{problem}");
    }

    /// <summary>What comes out of the printer.</summary>
    [Fact(Explicit = true)]
    public async Task Of_paper()
    {
        await using var station = await Station.Open();
        await using var tour = new Tour(chromium.Browser, station);
        tour.Names = await Force.AtWork(station);
        foreach (var state in States.AtWork.Where(state => IsWanted($"print-{state.Name}")).Where(state => state.Name is "board" or "paper" or "child-long" or "card" or "card-welsh" or "redacted" or "register" or "handover" or "place" or "ledger"))
        {
            var page = await tour.At(state);
            await page.EmulateMediaAsync(new() { Media = Media.Print });
            // A4 upright, between margins of 10 mm.
            await page.SetViewportSizeAsync(718, 1047);
            await Save(page, $"print-{state.Name}", "");
            await page.EmulateMediaAsync(new() { Media = Media.Null });
        }
    }

    /// <summary>What a sergeant reads whose entry could not be written because the database was held for too long.</summary>
    [Fact(Explicit = true)]
    public async Task Of_a_service_that_is_too_busy()
    {
        await using var station = await Station.Open();
        await station.Feed(Night.Suite());
        var page = await chromium.Browser.SignIn(station, "sgt-01", $"/detentions/{await station.DetentionOf("CR-3")}/entries/visit");
        page.SetDefaultNavigationTimeout(120_000);
        await using (await station.Hold())
        {
            await page.GetByLabel("In cell").CheckAsync(new() { Force = true });
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Record") }).First.ClickAsync();
            await page.GetByText("too busy").WaitForAsync(new() { Timeout = 120_000 });
        }
        await Take(page, "error-503");
    }

    // Whoever takes a picture has also been told by the machine whether everybody can use what is on it.
    private static async Task Take(Tour tour, IEnumerable<State> states)
    {
        foreach (var state in states.Where(state => IsWanted(state.Name)))
        {
            var page = await tour.At(state);
            await Take(page, state.Name);
            await page.HasNothingAgainstIt();
        }
    }

    private static async Task Take(IPage page, string name)
    {
        foreach (var width in Tour.Widths)
        {
            await page.SetViewportSizeAsync(width, width > 3000 ? 2160 : 900);
            await Save(page, name, $"-{width}");
        }
    }

    private async Task Take(Station station, string name, string persona, string path, int width)
    {
        var page = await chromium.Browser.SignIn(station, persona, path, width, width > 3000 ? 2160 : 900);
        await Save(page, name, $"-{width}");
        await page.Context.CloseAsync();
    }

    // Every picture is kept here, so that none is that is not wanted.
    private static Task Save(IPage page, string name, string size) => IsWanted(name)
        ? page.ScreenshotAsync(new() { Path = Path.Combine(Into, $"{name}{size}.png"), FullPage = true })
        : Task.CompletedTask;

    private static bool IsWanted(string name) =>
        Environment.GetEnvironmentVariable("CUSTODYWATCH_SCREENSHOTS_OF") is not { } only || System.Text.RegularExpressions.Regex.IsMatch(name, only);

    private static string Into => Environment.GetEnvironmentVariable(Folder) ?? "screenshots";
}

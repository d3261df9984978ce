using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

public sealed class LiveTests(Chromium chromium)
{
    [Fact]
    public async Task With_the_service_gone_a_screen_says_so_and_that_nobody_knows_what_was_recorded_and_catches_up_when_it_is_back()
    {
        await using var station = await Station.OpenApart();
        await station.Feed(Told.Arrival("CR-1", 30, "TJ"));
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        await page.UntilLive();
        await Expect(page.Locator("[data-not-live]")).ToBeHiddenAsync();

        await station.Stop();
        await page.Card("TJ").Locator("summary", new() { HasText = "Drink" }).ClickAsync();
        await page.Card("TJ").GetByRole(AriaRole.Button, new() { Name = "Accepted", Exact = true }).ClickAsync();

        await Expect(page.Card("TJ").GetByText("It is not known whether this was recorded.")).ToBeVisibleAsync();
        var banner = page.Locator("[data-not-live]");
        await Expect(banner).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await Expect(banner).ToContainTextAsync(new System.Text.RegularExpressions.Regex("^NOT LIVE since [0-2][0-9]:[0-5][0-9]"));
        await page.HasNothingAgainstIt();

        await station.Start();
        await station.Feed(Told.Arrival("CR-2", 10, "AM", "female"));

        await Expect(banner).ToBeHiddenAsync(new() { Timeout = 90_000 });
        await Expect(page.Card("AM")).ToHaveCountAsync(1);
        await station.Feed(Told.Arrival("CR-3", 5, "KL", "female"));
        await Expect(page.Card("KL")).ToHaveCountAsync(1);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_alert_that_could_not_be_read_when_it_was_raised_is_read_out_once_it_can()
    {
        await using var station = await Station.OpenApart();
        await station.Feed(Told.Arrival("CR-1", 5, "TJ"));
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        await page.UntilLive();
        // It fails to read it once more when the service next says that it lives.
        var (away, asked, askedAgain) = (true, 0, new TaskCompletionSource());
        await page.RouteAsync("**/api/v1/alerts?*", route =>
        {
            if (Interlocked.Increment(ref asked) == 2) askedAgain.TrySetResult();
            return away ? route.FulfillAsync(new() { Status = 503 }) : route.ContinueAsync();
        });
        await page.EvaluateAsync("document.addEventListener('custody:alert', heard => (window.said ??= []).push(heard.detail.title))");

        await station.Feed(Told.Arrival("CR-2", 300, "AM", "female"));
        await askedAgain.Task.WaitAsync(TimeSpan.FromSeconds(90));
        away = false;

        await page.WaitForFunctionAsync("() => window.said?.length > 0", null, new() { Timeout = 60_000 });
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Of_facts_that_arrive_late_only_the_highest_step_of_each_clock_is_spoken_and_many_are_counted()
    {
        await using var station = await Station.Open();
        await station.Feed(Told.Arrival("CR-1", 5, "TJ"), Told.Authorised("CR-1", 4));
        var page = await chromium.Browser.SignIn(station, "sgt-01", $"/detentions/{await station.DetentionOf("CR-1")}");
        await page.UntilLive();
        await page.EvaluateAsync("""
            () => {
              window.said = []
              new MutationObserver(changes => changes.forEach(({ addedNodes }) => addedNodes.forEach(node => window.said.push(node.textContent))))
                .observe(document.querySelector('[data-announce=assertive]'), { childList: true })
              document.addEventListener('custody:alert', heard => (window.told ??= []).push(heard.detail.title))
            }
            """);
        // What was raised together, as a screen that was away reads it.
        object Alert(int number, string clock, string step, string severity, int cycle = 1) => new
        {
            id = $"a-{number}",
            sequence = 1_000_000 + number,
            detentionId = (string?)null,
            suite = "CENTRAL",
            clock,
            clockSequence = cycle,
            step,
            severity,
            title = $"{clock} {step}",
            text = "It is late.",
            state = "open",
            reason = "",
        };
        object[] few = [Alert(1, "review", "warning", "warning"), Alert(2, "review", "escalation-1", "critical"), Alert(3, "review", "due", "critical"), Alert(4, "review", "due", "critical", cycle: 2)];
        object[] many = [.. Enumerable.Range(10, 7).Select(number => Alert(number, $"clock-{number}", "due", number == 12 ? "critical" : "urgent"))];
        object[] raised = few;
        await page.RouteAsync("**/api/v1/alerts?*", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = System.Text.Json.JsonSerializer.Serialize(new { items = raised }),
        }));

        await station.Feed(Told.Event("CR-1", "force-used", 0, new { kind = "Handcuffs", reason = "Ran for the door" }));
        await page.WaitForFunctionAsync("() => window.said.length >= 2");
        Assert.Equal(["review escalation-1. It is late.", "review due. It is late."], await page.EvaluateAsync<string[]>("window.said"));
        raised = many;
        await station.Feed(Told.Event("CR-1", "strip-searched", 0, new
        {
            authorisedBy = new { id = "4417", rank = "inspector" },
            reason = "Feared a blade",
            intimatePartsExposed = false,
            appropriateAdultPresent = true,
        }));
        await page.WaitForFunctionAsync("() => window.said.length >= 3");

        Assert.Equal("7 new alerts, among them: clock-12 due. It is late.", (await page.EvaluateAsync<string[]>("window.said"))[2]);
        Assert.Equal(["review escalation-1", "review due", "clock-12 due, and 6 more"], await page.EvaluateAsync<string[]>("window.told"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_could_not_be_read_is_asked_for_again_once_at_a_time_however_often_it_changed()
    {
        await using var station = await Station.Open();
        await station.Feed(Told.Arrival("CR-1", 30, "TJ"));
        var address = $"{station.Url}/detentions/{await station.DetentionOf("CR-1")}";
        var page = await chromium.Browser.SignIn(station, "sgt-01", new Uri(address).AbsolutePath);
        await page.UntilLive();
        var asked = 0;
        await page.RouteAsync(address, route =>
        {
            Interlocked.Increment(ref asked);
            return route.FulfillAsync(new() { Status = 503 });
        });

        foreach (var ago in new[] { 9, 8, 7, 6, 5, 4 })
        {
            var before = Volatile.Read(ref asked);
            await station.Feed(Told.Event("CR-1", "drink-offered", ago, new { outcome = "accepted" }));
            while (Volatile.Read(ref asked) == before) await page.WaitForTimeoutAsync(50);
        }
        await page.WaitForTimeoutAsync(1000);
        var then = Volatile.Read(ref asked);
        await page.WaitForTimeoutAsync(15_000);

        // Every five seconds, and once more where an alert comes meanwhile.
        Assert.InRange(Volatile.Read(ref asked) - then, 1, 7);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_refusal_stays_on_a_live_page_until_it_is_put_right()
    {
        await using var station = await Station.Open();
        await station.Feed(Told.Arrival("CR-1", 30, "TJ"));
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL/handover");
        await page.GetByLabel("Who takes over").FillAsync(" ");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Hand over") }).ClickAsync();
        await Expect(page.Locator(".govuk-error-summary")).ToBeVisibleAsync();
        await page.UntilLive();

        await station.Feed(Told.Arrival("CR-2", 10, "AM", "female"));
        await Expect(page.Locator("#passing")).ToContainTextAsync("AM");

        await Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^Error: "));
        await Expect(page.Locator("#to-error")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_was_signed_out_over_something_half_written_is_told_and_loses_nothing()
    {
        await using var station = await Station.Open();
        await station.Feed(Told.Arrival("CR-1", 30, "TJ"));
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL/handover");
        await page.UntilLive();
        await page.GetByLabel("Who takes over").FillAsync("sgt-02");
        await page.Context.ClearCookiesAsync(new() { Name = "custodywatch-demo" });

        await station.Feed(Told.Arrival("CR-2", 10, "AM", "female"));
        var band = page.Locator("[data-signed-out]");
        await Expect(band).ToContainTextAsync("You have been signed out. Nothing written here was recorded.");
        await Expect(band).ToBeVisibleAsync();
        await page.HasNothingAgainstIt();
        var beside = await page.Context.RunAndWaitForPageAsync(() => band.GetByRole(AriaRole.Link).ClickAsync());
        await beside.Locator("button[value=sgt-01]").ClickAsync();

        await Expect(band).ToBeHiddenAsync();
        await Expect(page.GetByLabel("Who takes over")).ToHaveValueAsync("sgt-02");
        await Expect(page.Locator("#passing")).ToContainTextAsync("AM");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_signs_out_leaves_no_child_standing_on_another_page_long_before_it_would_say_that_it_is_not_live()
    {
        await using var station = await Station.Open();
        await station.Feed(Told.Arrival("CR-1", 30, "TJ"));
        var board = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        var handover = await board.Context.NewPageAsync();
        await handover.GotoAsync($"{station.Url}/suites/CENTRAL/handover");
        await board.UntilLive();
        await handover.UntilLive();
        await handover.GetByLabel("Who takes over").FillAsync("sgt-02");
        var beside = await board.Context.NewPageAsync();
        await beside.GotoAsync($"{station.Url}/cookies");

        await beside.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        // The connection is cut within 15 seconds; a page that only waits to hear nothing waits for 45.
        await Expect(board.Locator("button[value=sgt-01]")).ToBeVisibleAsync(new() { Timeout = 40_000 });
        await Expect(handover.Locator("[data-signed-out]")).ToBeVisibleAsync(new() { Timeout = 10_000 });
        await Expect(handover.GetByLabel("Who takes over")).ToHaveValueAsync("sgt-02");
        await board.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/suites/CENTRAL", false)]
    [InlineData("/suites/CENTRAL/wall", false)]
    [InlineData("/suites/CENTRAL", true)]
    public async Task A_page_that_no_script_keeps_live_says_so(string address, bool broken)
    {
        await using var station = await Station.Open();
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/welcome", script: broken);
        await page.RouteAsync("**/assets/app.js*", route => route.AbortAsync());

        await page.GotoAsync(station.Url + address);

        await Expect(page.Locator("[data-still]")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("Not live: read at [0-2][0-9]:[0-5][0-9]"));
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Load the page again" })).ToBeVisibleAsync();
        Assert.Equal(address.EndsWith("wall", StringComparison.Ordinal), (await page.ContentAsync()).Contains("http-equiv=\"refresh\"", StringComparison.Ordinal));
        if (broken) await page.HasNothingAgainstIt();
        await page.Context.CloseAsync();
        var live = await chromium.Browser.SignIn(station, "sgt-01", address);
        await live.UntilLive();
        await Expect(live.Locator("[data-still]")).ToHaveCountAsync(0);
        await live.Context.CloseAsync();
    }
}

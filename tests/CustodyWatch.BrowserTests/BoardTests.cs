using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

public sealed class BoardTests(Chromium chromium, SharedStation shared) : IClassFixture<SharedStation>
{
    [Fact]
    public async Task A_girl_with_nothing_to_eat_or_drink_for_44_hours_comes_to_the_top_of_an_open_board_by_herself()
    {
        var station = shared.Station;
        await station.Feed(Told.Arrival("CR-1", 30, "TJ"), Told.Authorised("CR-1", 25));
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        await page.UntilLive();

        await station.Feed(Told.Arrival("CR-2", 44 * 60, "KL", "female"), Told.Authorised("CR-2", 43.5 * 60));

        await Expect(page.Locator("article.cw-child h2").First).ToHaveTextAsync("KL");
        var card = page.Card("KL");
        foreach (var duty in new[] { "First review of detention", "Visit", "Food eaten", "Drink offered", "Meals in any 24 hours" })
            await Expect(card.Locator(".cw-duty", new() { HasText = duty }).First).ToContainTextAsync("over");
        await Expect(card.GetByText("PACE 1984 s41(1)").First).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_drink_is_recorded_in_two_taps_without_leaving_the_page()
    {
        var station = shared.Station;
        await station.Feed(Told.Arrival("CR-11", 600, "DA"));
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        await page.UntilLive();
        var drink = page.Card("DA").Locator(".cw-duty", new() { HasText = "Drink offered" });
        await Expect(drink).ToHaveCountAsync(1);
        await page.EvaluateAsync("document.body.dataset.same = 'yes'");

        await page.Card("DA").Locator("summary", new() { HasText = "Drink" }).ClickAsync();
        await page.Card("DA").GetByRole(AriaRole.Button, new() { Name = "Accepted", Exact = true }).ClickAsync();

        await Expect(drink).ToHaveCountAsync(0);
        await Expect(page.GetByText("Recorded for DA: drink, accepted").First).ToBeVisibleAsync();
        Assert.Equal("yes", await page.EvaluateAsync<string>("document.body.dataset.same"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_is_recorded_after_the_initials_were_put_right_is_confirmed_under_the_right_ones()
    {
        await using var station = await Station.Open();
        await station.Feed(Told.Arrival("CR-1", 600, "TJ").As("arrival"));
        var id = await station.DetentionOf("CR-1");
        var board = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        var child = await chromium.Browser.SignIn(station, "sgt-01", $"/detentions/{id}");
        await board.UntilLive();
        await child.UntilLive();
        var right = Told.Arrival("CR-1", 600, "ZZ")["data"]!.DeepClone();

        await station.Feed(Told.Event("CR-1", "corrected", 0, new { corrects = "arrival", action = "replace", reason = "Misheard", replacement = new { data = right } }));

        foreach (var page in new[] { board, child })
        {
            var form = page.Locator($"#quick-{id}");
            await Expect(form.Locator("summary").First).ToContainTextAsync("record for ZZ");
            await form.Locator("summary", new() { HasText = "Drink" }).ClickAsync();
            await form.GetByRole(AriaRole.Button, new() { Name = "Accepted", Exact = true }).ClickAsync();
            await Expect(form.GetByText("Recorded for ZZ: drink, accepted")).ToBeVisibleAsync();
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task When_an_answer_is_lost_the_same_button_is_the_same_entry_and_every_other_is_one_of_its_own()
    {
        var station = shared.Station;
        await station.Feed(Told.Arrival("CR-61", 600, "LA"), Told.Authorised("CR-61", 590));
        var id = await station.DetentionOf("CR-61");
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        await page.UntilLive();
        var lost = 2;
        await page.RouteAsync("**/entries", async route =>
        {
            if (lost-- <= 0)
            {
                await route.ContinueAsync();
                return;
            }
            await route.FetchAsync();
            await route.AbortAsync();
        });
        var form = page.Locator($"#quick-{id}");

        await Press("Drink", "Accepted");
        await Expect(form.GetByText("It is not known whether this was recorded. Press the same again: it is not entered twice.")).ToBeVisibleAsync();
        await Expect(page.Card("LA").Locator(".cw-duty", new() { HasText = "Drink offered" })).ToHaveCountAsync(0);
        await Press("Drink", "Accepted");
        await Press("Drink", "Accepted");
        await Expect(form.GetByText("Recorded for LA: drink, accepted")).ToBeVisibleAsync();
        lost = 1;
        await Press("Drink", "Refused");
        await Expect(form.GetByText("It is not known whether this was recorded.")).ToBeVisibleAsync();
        await Press("Visit", "In the cell, awake");
        await Expect(form.GetByText("Recorded for LA: visit, in the cell, awake")).ToBeVisibleAsync();
        await Press("Meal", "Light meal, accepted");
        await Expect(form.GetByText("Recorded for LA: meal, light meal, accepted")).ToBeVisibleAsync();
        await Press("Drink", "Refused");
        await Expect(form.GetByText("Recorded for LA: drink, refused")).ToBeVisibleAsync();

        var record = await station.Read("sgt-01", $"detentions/{id}/timeline");
        Assert.Equal(
            ["custody.drink-offered", "custody.drink-offered", "custody.meal-offered", "custody.visit"],
            record.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("kind").GetString() == "event" && item.GetProperty("medium").GetString() == "screen")
                .Select(entry => entry.GetProperty("type").GetString()).Order());
        await page.Context.CloseAsync();

        async Task Press(string kind, string answer)
        {
            if (!await form.GetByRole(AriaRole.Button, new() { Name = answer, Exact = true }).IsVisibleAsync())
                await form.Locator("summary", new() { HasText = kind }).ClickAsync();
            await form.GetByRole(AriaRole.Button, new() { Name = answer, Exact = true }).ClickAsync();
            await page.WaitForFunctionAsync("id => !document.getElementById(id)?.dataset.sending", $"quick-{id}");
        }
    }

    [Fact]
    public async Task Enter_in_the_time_records_nothing_and_asks_what_happened()
    {
        var station = shared.Station;
        await station.Feed(Told.Arrival("CR-15", 600, "DE"));
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        await page.UntilLive();
        var card = page.Card("DE");
        await card.Locator("summary", new() { HasText = "Visit" }).ClickAsync();
        var time = Told.InLondon(-5)[^5..];
        await card.Locator("input[name=at]").ClickAsync();
        await page.Keyboard.TypeAsync(time.Replace(":", "", StringComparison.Ordinal));

        await page.Keyboard.PressAsync("Enter");

        await Expect(card.GetByText("Choose what happened.")).ToBeVisibleAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "In the cell, awake", Exact = true }).ClickAsync();
        await Expect(card.GetByText($"Recorded for DE: visit, in the cell, awake, at {time}")).ToBeVisibleAsync();
        var record = await station.Read("sgt-01", $"detentions/{await station.DetentionOf("CR-15")}/timeline");
        Assert.Equal(["custody.arrived", "custody.visit"], record.GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("kind").GetString() == "event").Select(entry => entry.GetProperty("type").GetString()).Order());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_drink_is_recorded_in_two_taps_without_script()
    {
        var station = shared.Station;
        await station.Feed(Told.Arrival("CR-12", 600, "DB"));
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL", script: false);

        await page.Card("DB").Locator("summary", new() { HasText = "Drink" }).ClickAsync();
        await page.Card("DB").GetByRole(AriaRole.Button, new() { Name = "Accepted", Exact = true }).ClickAsync();

        await page.WaitForURLAsync(new System.Text.RegularExpressions.Regex("/suites/CENTRAL[?].*#name-"), new() { WaitUntil = WaitUntilState.Commit });
        await Expect(page.Card("DB").GetByText("Recorded: Drink offered")).ToBeVisibleAsync();
        await Expect(page.Card("DB").Locator(".cw-duty", new() { HasText = "Drink offered" })).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Two_screens_see_each_others_entries_at_once()
    {
        var station = shared.Station;
        await station.Feed(Told.Arrival("CR-13", 600, "DC"));
        var sergeant = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        var officer = await chromium.Browser.SignIn(station, "do-01", "/suites/CENTRAL");
        await sergeant.UntilLive();
        await officer.UntilLive();

        await officer.Card("DC").Locator("summary", new() { HasText = "Drink" }).ClickAsync();
        await officer.Card("DC").GetByRole(AriaRole.Button, new() { Name = "Refused", Exact = true }).ClickAsync();
        await Expect(officer.GetByText("Recorded for DC: drink, refused").First).ToBeVisibleAsync();

        await Expect(sergeant.Card("DC").Locator(".cw-duty", new() { HasText = "Drink offered" }))
            .ToHaveCountAsync(0);
        await officer.Context.CloseAsync();
        await sergeant.Context.CloseAsync();
    }

    [Fact]
    public async Task An_alert_is_acknowledged_in_one_tap_and_the_title_counts_one_fewer()
    {
        var station = shared.Station;
        await station.Feed(Told.Arrival("CR-14", 50, "DD"));
        await station.UntilAlerted("CR-14");
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        await page.UntilLive();
        var buttons = page.Card("DD").GetByRole(AriaRole.Button, new() { NameString = "Acknowledge" });
        await Expect(buttons.First).ToBeVisibleAsync();
        var open = await buttons.CountAsync();

        await buttons.First.ClickAsync();

        await Expect(page.Card("DD").GetByText("acknowledged by sgt-01").First).ToBeVisibleAsync();
        await Expect(buttons).ToHaveCountAsync(open - 1);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_alert_is_acknowledged_without_script_and_the_page_says_so()
    {
        var station = shared.Station;
        await station.Feed(Told.Arrival("CR-16", 50, "DF"));
        await station.UntilAlerted("CR-16");
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL", script: false);

        await page.Card("DF").GetByRole(AriaRole.Button, new() { NameString = "Acknowledge" }).First.ClickAsync();

        await Expect(page.Card("DF").GetByText("Recorded: Alert acknowledged")).ToBeVisibleAsync();
        await page.GotoAsync($"{station.Url}/detentions/{await station.DetentionOf("CR-16")}");
        await page.Locator("#duties").GetByRole(AriaRole.Button, new() { NameString = "Acknowledge" }).First.ClickAsync();
        await Expect(page.Locator(".govuk-notification-banner")).ToContainTextAsync("Alert acknowledged");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Two_children_of_the_same_initials_are_told_apart_by_ear()
    {
        var station = shared.Station;
        await station.Feed(Told.Arrival("CR-17", 50, "DG"), Told.Arrival("CR-18", 50, "DG"));
        foreach (var address in new[] { "/suites/CENTRAL", "/suites/CENTRAL/handover" })
        {
            var page = await chromium.Browser.SignIn(station, "sgt-01", address);
            foreach (var number in new[] { "CR-17", "CR-18" })
                await Expect(page.GetByRole(AriaRole.Link, new() { Name = $"DG {number}", Exact = true })).ToHaveCountAsync(1);
            await page.Context.CloseAsync();
        }
        var board = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        await Expect(board.GetByRole(AriaRole.Article, new() { Name = "DG CR-17", Exact = true })).ToHaveCountAsync(1);
        await Expect(board.GetByRole(AriaRole.Button, new() { NameRegex = new("^Acknowledge .*, DG, CR-18$") }).First).ToBeVisibleAsync();
        await board.Context.CloseAsync();
    }

    [Fact]
    public async Task Nothing_moves_as_the_clocks_tick()
    {
        await using var station = await Station.Open();
        await station.Feed(Told.Arrival("CR-1", 100, "TJ"), Told.Authorised("CR-1", 95));
        await station.UntilAlerted("CR-1");
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        await page.UntilLive();
        await page.EvaluateAsync("""
            window.shifts = 0
            new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shifts += entry.value }).observe({ type: 'layout-shift' })
            """);
        var before = await page.Locator("[data-due]").First.InnerTextAsync();

        await Expect(page.Locator("[data-due]").First).Not.ToHaveTextAsync(before);
        await page.WaitForTimeoutAsync(3000);

        Assert.Equal(0, await page.EvaluateAsync<double>("window.shifts"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_changes_about_one_child_is_drawn_again_and_what_stands_of_another_is_left_alone()
    {
        await using var station = await Station.Open();
        await station.Feed(Told.Arrival("CR-1", 100, "TJ"), Told.Authorised("CR-1", 95), Told.Arrival("CR-2", 100, "KL"));
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");
        await page.UntilLive();
        // A clock of the other child may turn at the same moment, so more than one change may be needed to see one alone.
        var alone = false;
        for (var changes = 0; !alone && changes < 10; changes++)
        {
            await page.EvaluateAsync("for (const part of document.querySelectorAll('[data-part]')) part.before = true");
            await station.Feed(Told.Event("CR-2", "cell-placed", 0, new { cell = $"F{changes}", reason = "No other secure room" }));
            await Expect(page.Card("KL")).ToContainTextAsync($"Cell F{changes}");
            alone = await page.Card("TJ").Locator("[data-part]").First.EvaluateAsync<bool>("part => part.before === true");
            Assert.False(await page.Card("KL").Locator("[data-part]").First.EvaluateAsync<bool>("part => part.before === true"));
        }

        Assert.True(alone, "Each change of one child drew the other again.");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_board_never_has_to_be_pushed_sideways()
    {
        var station = shared.Station;
        await station.Feed(Told.Arrival("CR-2026-with-a-rather-long-number-0001", 10 * 60, "LN"), Told.Authorised("CR-2026-with-a-rather-long-number-0001", 590));
        var page = await chromium.Browser.SignIn(station, "sgt-01", "/suites/CENTRAL");

        foreach (var width in new[] { 320, 1280, 3840 })
        {
            await page.SetViewportSizeAsync(width, 900);
            Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
        await page.Context.CloseAsync();
    }
}

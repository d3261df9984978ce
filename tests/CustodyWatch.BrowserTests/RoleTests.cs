using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

/// <summary>The main task of each role in the suite and the force, done whole by mouse and by keyboard alone.</summary>
public sealed class RoleTests(Chromium chromium, SharedStation shared) : IClassFixture<SharedStation>
{
    private Station Suite => shared.Station;

    [Theory]
    [InlineData("mouse", "MA")]
    [InlineData("keyboard", "KA")]
    public async Task A_sergeant_records_a_drink_answers_the_child_and_hands_the_suite_over(string with, string initials)
    {
        var hand = Hand.Of(with);
        await Suite.Feed(
            Told.Arrival($"CR-{initials}", 600, initials), Told.Event($"CR-{initials}", "child-asked", 5, new { requestId = $"r-{initials}", @for = "blanket" }));
        var page = await chromium.Browser.SignIn(Suite, "sgt-01", "/suites/CENTRAL");
        await page.UntilLive();

        await hand.Press(page.Card(initials).Locator("summary", new() { HasText = "Drink" }));
        await hand.Press(page.Card(initials).GetByRole(AriaRole.Button, new() { Name = "Accepted", Exact = true }));
        await Expect(page.GetByText($"Recorded for {initials}: drink, accepted").First).ToBeVisibleAsync();
        Assert.True(with == "mouse" || await page.EvaluateAsync<bool>("document.activeElement.matches('summary')"), "The focus stays where the work was.");
        await hand.Press(page.Card(initials).GetByRole(AriaRole.Link, new() { Name = initials, Exact = true }));
        await page.UntilLive();
        await hand.Press(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Given") }));
        await Expect(page.Locator("#facts")).ToContainTextAsync("given");
        await hand.Press(page.GetByRole(AriaRole.Link, new() { Name = "Handover" }));
        await hand.Write(page.GetByLabel("Who takes over"), $"sgt-{initials}");
        await hand.Press(page.GetByRole(AriaRole.Button, new() { NameRegex = new("child") }));

        await Expect(page.GetByText($"Waiting for sgt-{initials} to accept")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("mouse", "MB")]
    [InlineData("keyboard", "KB")]
    public async Task A_detention_officer_records_a_visit_with_the_time_at_the_door(string with, string initials)
    {
        var hand = Hand.Of(with);
        // Nobody can have stood at two doors within ten seconds: whoever comes second does it in another station.
        await using var other = with == "mouse" ? null : await Station.Open();
        var station = other ?? Suite;
        await station.Feed(Told.Arrival($"CR-{initials}", 200, initials), Told.Authorised($"CR-{initials}", 190));
        var page = await chromium.Browser.SignIn(station, "do-01", "/suites/CENTRAL");
        await page.UntilLive();
        var visit = page.Card(initials).Locator(".cw-duty", new() { HasText = "Visit" });
        await Expect(visit).ToHaveCountAsync(1);

        await hand.Press(page.Card(initials).Locator("summary", new() { HasText = "Visit" }));
        await hand.Press(page.Card(initials).GetByRole(AriaRole.Button, new() { Name = "In the cell, awake" }));

        await Expect(visit).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("mouse", "MC")]
    [InlineData("keyboard", "KC")]
    public async Task An_inspector_holds_a_review_from_the_page_of_the_force(string with, string initials)
    {
        var hand = Hand.Of(with);
        await Suite.Feed(Told.Arrival($"CR-{initials}", 300, initials), Told.Authorised($"CR-{initials}", 290));
        // By mouse on a telephone that runs no script.
        var page = await chromium.Browser.SignIn(Suite, "insp-01", "/forces/99", width: with == "mouse" ? 320 : 1280, script: with != "mouse");
        if (with != "mouse") await page.UntilLive();
        var review = page.Locator("#reviews .cw-duty", new() { HasText = $"CR-{initials}" }).Filter(new() { HasText = "First review" });

        await hand.Press(review.Locator("summary", new() { HasText = "Record this review" }));
        await hand.Choose(review.GetByLabel("In person"));
        await hand.Choose(review.GetByLabel("No", new() { Exact = true }));
        await hand.Choose(review.GetByLabel("Child", new() { Exact = true }));
        await hand.Choose(review.GetByLabel("Continue"));
        await hand.Press(review.GetByRole(AriaRole.Button, new() { NameRegex = new("^Record the review") }));

        await Expect(review).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("mouse", "95")]
    [InlineData("keyboard", "85")]
    public async Task An_administrator_changes_a_setting_and_says_why(string with, string minutes)
    {
        var hand = Hand.Of(with);
        var page = await chromium.Browser.SignIn(Suite, "admin-01", "/administration", width: with == "mouse" ? 320 : 1280, script: with != "mouse");

        await hand.Press(page.GetByLabel("Administration").GetByRole(AriaRole.Link, new() { Name = "Settings" }));
        await hand.Write(page.GetByLabel("Adult arrival"), minutes);
        await hand.Write(page.GetByLabel("Why it changes"), "A new scheme began");
        await hand.Press(page.GetByRole(AriaRole.Button, new() { Name = "Change the settings" }));

        await Expect(page.Locator(".govuk-notification-banner")).ToContainTextAsync($"Adult arrival: {minutes}");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("mouse", "ME")]
    [InlineData("keyboard", "KE")]
    public async Task The_inspectorate_goes_from_a_number_to_what_it_means_and_finds_who_was_kept_with_no_certificate(string with, string initials)
    {
        var hand = Hand.Of(with);
        var sergeant = new { id = "4417", rank = "sergeant" };
        await Suite.Feed(
            Told.Arrival($"CR-{initials}", 400, initials), Told.Authorised($"CR-{initials}", 390),
            Told.Event($"CR-{initials}", "charged", 200, new { officer = sergeant, offences = new[] { new { description = "Theft", @class = "either-way" } } }),
            Told.Event($"CR-{initials}", "bail-refused", 190, new { officer = sergeant, grounds = new[] { "prevent-offence" }, reason = "Third this week" }));
        var page = await chromium.Browser.SignIn(Suite, "hmi-01", "/oversight");

        await hand.Press(page.GetByRole(AriaRole.Link, new() { Name = "Kept after charge", Exact = true }).First);
        await Expect(page.GetByText("children not handed over to the local authority")).ToBeVisibleAsync();
        await hand.Press(page.GetByRole(AriaRole.Link, new() { Name = "The children behind this number" }));
        await Expect(page.GetByText("Only records that a force has opened for inspection are listed.")).ToBeVisibleAsync();
        await Expect(page.GetByText($"CR-{initials}")).ToHaveCountAsync(0);
        await hand.Press(page.GetByRole(AriaRole.Link, new() { Name = "Certificates", Exact = true }));
        await hand.Press(page.GetByLabel("Certificates").GetByRole(AriaRole.Link, new() { Name = "Kept with none" }));

        await Expect(page.GetByRole(AriaRole.Row, new() { Name = $"CR-{initials}" })).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }
}

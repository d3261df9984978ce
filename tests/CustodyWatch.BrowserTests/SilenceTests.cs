using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

/// <summary>What an inspector and an administrator do so that alerts are heard by whom they should be, and by nobody in vain.</summary>
public sealed class SilenceTests(Chromium chromium, SharedStation shared) : IClassFixture<SharedStation>
{
    private Station Suite => shared.Station;

    [Theory]
    [InlineData("mouse", "SM")]
    [InlineData("keyboard", "SK")]
    public async Task An_inspector_silences_an_alert_from_the_board_and_lifts_it_again(string with, string initials)
    {
        var hand = Hand.Of(with);
        await Suite.Feed(Told.Arrival($"CR-{initials}", 300, initials), Told.Authorised($"CR-{initials}", 295));
        var page = await chromium.Browser.SignIn(Suite, "insp-01", "/suites/CENTRAL");
        await page.UntilLive();
        var drink = page.Card(initials).Locator(".cw-duty", new() { HasText = "Drink" });

        await hand.Press(drink.GetByRole(AriaRole.Link, new() { NameRegex = new("^Silence") }).First);
        await page.GetByLabel("Until when").FillAsync(Told.InLondon(60));
        await hand.Write(page.GetByLabel("Why"), "Asleep, and left to it");
        await hand.Press(page.GetByRole(AriaRole.Button, new() { Name = "Silence it" }));
        await Expect(drink).ToContainTextAsync("by insp-01, custody inspector: Asleep, and left to it");

        await hand.Press(page.GetByRole(AriaRole.Link, new() { Name = "Silences" }));
        var silenced = page.Locator(".cw-entry", new() { HasText = $"CR-{initials}" });
        await hand.Press(silenced.GetByRole(AriaRole.Button, new() { NameRegex = new("^Lift it now") }));
        await Expect(page.GetByText("Why it is lifted: fill this in").First).ToBeVisibleAsync();
        await page.HasNothingAgainstIt();
        await hand.Write(silenced.GetByLabel("Why it is lifted"), "Awake");
        await hand.Press(silenced.GetByRole(AriaRole.Button, new() { NameRegex = new("^Lift it now") }));

        await Expect(page.Locator(".cw-entry", new() { HasText = $"CR-{initials}" })).ToContainTextAsync("by insp-01: Awake");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_administrator_has_a_missed_drink_climb_to_the_inspector()
    {
        var hand = Hand.Of("keyboard");
        var page = await chromium.Browser.SignIn(Suite, "admin-01", "/administration/ladders");
        await hand.Press(page.GetByRole(AriaRole.Link, new() { Name = "Drink offered", Exact = true }));
        await hand.Write(page.GetByLabel("Further step 1: minutes"), "30");
        await hand.Choose(page.GetByRole(AriaRole.Group, new() { Name = "Further step 1: who is told" }).GetByLabel("Custody inspector"));
        await hand.Press(page.GetByRole(AriaRole.Button, new() { Name = "Change the ladder" }));
        await Expect(page.GetByText("Why it changes: fill this in").First).ToBeVisibleAsync();

        await hand.Write(page.GetByLabel("Why it changes"), "A girl went without for a night");
        await hand.Press(page.GetByRole(AriaRole.Button, new() { Name = "Change the ladder" }));

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The new ladder holds");
        await Expect(page.GetByText("A girl went without for a night” Set by admin-01")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }
}

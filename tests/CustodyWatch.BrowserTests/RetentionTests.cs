using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

/// <summary>How a superintendent reviews what is kept.</summary>
public sealed class RetentionTests(Chromium chromium, SharedStation shared) : IClassFixture<SharedStation>
{
    private const double FourteenYears = 14 * 365.25 * 24 * 60;

    private Station Suite => shared.Station;

    [Theory]
    [InlineData("mouse", "CR-OLD-M")]
    [InlineData("keyboard", "CR-OLD-K")]
    public async Task A_superintendent_holds_an_old_record_lifts_the_hold_and_decides_that_it_goes(string with, string number)
    {
        var hand = Hand.Of(with);
        await Suite.Feed(Ended(number));
        var page = await chromium.Browser.SignIn(Suite, "supt-01", "/retention");

        await hand.Press(page.GetByRole(AriaRole.Button, new() { Name = "Decide" }));
        await Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("Records to decide about must be at least one");
        await page.HasNothingAgainstIt();
        await hand.Press(page.GetByRole(AriaRole.Link, new() { NameRegex = new($"^Look closer.*{number}$") }));
        await Expect(page.GetByText("Kept until at least")).ToBeVisibleAsync();

        await hand.Press(page.GetByText("Hold it for litigation or a complaint"));
        await hand.Choose(page.GetByLabel("Complaint", new() { Exact = true }));
        await hand.Write(page.GetByLabel("Why", new() { Exact = true }), "IOPC 12");
        await hand.Press(page.GetByRole(AriaRole.Button, new() { Name = "Hold it" }));
        await Expect(page.Locator(".cw-entry", new() { HasText = "IOPC 12" })).ToContainTextAsync("On hold");
        await Expect(page.GetByLabel("Dispose of", new() { Exact = true })).ToHaveCountAsync(0);
        await page.HasNothingAgainstIt();

        await hand.Press(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Lift it") }));
        await Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("Why the complaint hold is lifted: fill this in");
        await page.HasNothingAgainstIt();
        await hand.Write(page.GetByLabel("Why the complaint hold is lifted"), "Complaint withdrawn");
        await hand.Press(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Lift it") }));
        await Expect(page.Locator(".cw-entry", new() { HasText = "IOPC 12" })).ToContainTextAsync("Complaint withdrawn");

        await hand.Choose(page.GetByLabel("Dispose of", new() { Exact = true }));
        await hand.Press(page.GetByRole(AriaRole.Button, new() { Name = "Decide" }));
        await Expect(page.GetByText("it goes when the “dispose” command is next run")).ToBeVisibleAsync();
        await page.HasNothingAgainstIt();
        await page.GotoAsync($"{Suite.Url}/retention?state=decided");
        await Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new(number) })).ToContainTextAsync("supt-01");
        await page.HasNothingAgainstIt();
        await page.Context.CloseAsync();
    }

    internal static System.Text.Json.Nodes.JsonObject[] Ended(string number) =>
    [
        Told.Arrival(number, FourteenYears, "OR"), Told.Authorised(number, FourteenYears - 20),
        Told.Event(number, "released", FourteenYears - 300, new { outcome = "no-further-action", preReleaseRiskAssessment = true }),
    ];
}

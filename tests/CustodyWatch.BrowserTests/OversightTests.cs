using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

public sealed class OversightTests(Chromium chromium, OversightTests.SuiteWithAPast suite) : IClassFixture<OversightTests.SuiteWithAPast>
{
    /// <summary>A suite where one child has been and gone and another is held.</summary>
    public sealed class SuiteWithAPast : IAsyncLifetime
    {
        public Station Station { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Station = await Station.Open();
            await Station.Feed(
                Told.Arrival("CR-1", 30 * 60, "AM", "female"), Told.Authorised("CR-1", 29.5 * 60),
                Told.Event("CR-1", "visit", 29 * 60, new { method = "hatch", response = "awake" }),
                Told.Event("CR-1", "released", 10 * 60, new { outcome = "no-further-action", preReleaseRiskAssessment = true }),
                Told.Arrival("CR-2", 120, "KL"), Told.Authorised("CR-2", 100));
        }

        public ValueTask DisposeAsync() => Station.DisposeAsync();
    }

    [Fact]
    public async Task An_inspector_goes_from_a_number_to_the_children_behind_it_and_back()
    {
        var station = suite.Station;
        var page = await chromium.Browser.SignIn(station, "insp-01", "/oversight");
        await page.HasNothingAgainstIt();

        await page.GetByRole(AriaRole.Link, new() { Name = "Detentions", Exact = true }).First.ClickAsync();
        await Expect(page.GetByText("The same child counts again each time.")).ToBeVisibleAsync();
        await page.HasNothingAgainstIt();
        await page.GetByRole(AriaRole.Link, new() { Name = "The children behind this number" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "CR-1", Exact = true })).ToBeVisibleAsync();
        await page.HasNothingAgainstIt();
        await page.GetByRole(AriaRole.Link, new() { Name = "CR-1", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("CR-1");
        await page.GoBackAsync();
        await page.Locator(".govuk-back-link").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Detentions");

        foreach (var path in new[] { "/oversight/disproportionality", "/forecast", "/oversight/nights", "/oversight/distance", "/oversight/integrity", "/oversight/exports" })
        {
            await page.GotoAsync(station.Url + path);
            await page.HasNothingAgainstIt();
            await page.SetViewportSizeAsync(320, 900);
            Assert.Equal(320, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            await page.SetViewportSizeAsync(1280, 900);
        }
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_case_is_drawn_read_and_graded_with_a_reason()
    {
        var station = suite.Station;
        var page = await chromium.Browser.SignIn(station, "insp-01", "/oversight/audits");
        await page.HasNothingAgainstIt();
        await page.GetByRole(AriaRole.Link, new() { Name = "CR-1", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The record, from the beginning" })).ToBeVisibleAsync();
        await page.HasNothingAgainstIt();

        await page.GetByRole(AriaRole.Button, new() { Name = "Grade the case" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Write why" })).ToBeVisibleAsync();
        await page.HasNothingAgainstIt();
        await page.Locator("#grade-inadequate").CheckAsync();
        await page.Locator("#note").FillAsync("No adult was asked for.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Grade the case" }).ClickAsync();

        await Expect(page.GetByText("No adult was asked for.").First).ToBeVisibleAsync();
        await page.GotoAsync(station.Url + "/oversight/audits");
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "Inadequate" })).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }
}

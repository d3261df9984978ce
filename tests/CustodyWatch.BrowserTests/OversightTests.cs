using System.Text.Json.Nodes;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

public sealed class OversightTests(Chromium chromium)
{
    [Fact]
    public async Task An_inspector_goes_from_a_number_to_the_children_behind_it_and_back()
    {
        await using var station = await Station.Open();
        await station.Feed(Suite());
        var page = await chromium.Browser.SignIn(station, "insp-01", "/oversight");
        await HasNothingAgainstIt(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Detentions", Exact = true }).First.ClickAsync();
        await Expect(page.GetByText("The same child counts again each time.")).ToBeVisibleAsync();
        await HasNothingAgainstIt(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "The children behind this number" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "CR-1", Exact = true })).ToBeVisibleAsync();
        await HasNothingAgainstIt(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "CR-1", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("CR-1");
        await page.GoBackAsync();
        await page.Locator(".govuk-back-link").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Detentions");

        foreach (var path in new[] { "/oversight/disproportionality", "/forecast", "/oversight/nights", "/oversight/distance", "/oversight/integrity", "/oversight/exports" })
        {
            await page.GotoAsync(station.Url + path);
            await HasNothingAgainstIt(page);
            await page.SetViewportSizeAsync(320, 900);
            Assert.Equal(320, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            await page.SetViewportSizeAsync(1280, 900);
        }
    }

    [Fact]
    public async Task A_case_is_drawn_read_and_graded_with_a_reason()
    {
        await using var station = await Station.Open();
        await station.Feed(Suite());
        var page = await chromium.Browser.SignIn(station, "insp-01", "/oversight/audits");
        await HasNothingAgainstIt(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "CR-1", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The record, from the beginning" })).ToBeVisibleAsync();
        await HasNothingAgainstIt(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "Grade the case" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Write why" })).ToBeVisibleAsync();
        await HasNothingAgainstIt(page);
        await page.Locator("#grade-inadequate").CheckAsync();
        await page.Locator("#note").FillAsync("No adult was asked for.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Grade the case" }).ClickAsync();

        await Expect(page.GetByText("No adult was asked for.").First).ToBeVisibleAsync();
        await page.GotoAsync(station.Url + "/oversight/audits");
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "Inadequate" })).ToBeVisibleAsync();
    }

    private static JsonObject[] Suite() =>
    [
        Told.Arrival("CR-1", 30 * 60, "AM", "female"), Told.Authorised("CR-1", 29.5 * 60),
        Told.Event("CR-1", "visit", 29 * 60, new { method = "hatch", response = "awake" }),
        Told.Event("CR-1", "released", 10 * 60, new { outcome = "no-further-action", preReleaseRiskAssessment = true }),
        Told.Arrival("CR-2", 120, "KL"), Told.Authorised("CR-2", 100),
    ];

    private static async Task HasNothingAgainstIt(IPage page)
    {
        await page.WaitForSelectorAsync("footer");
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, page.Url + '\n' + string.Join(
            '\n', result.Violations.Select(found => $"{found.Id}: {found.Help}: {string.Join(", ", found.Nodes.Select(node => node.Html))}")));
    }
}

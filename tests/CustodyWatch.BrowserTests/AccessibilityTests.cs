using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CustodyWatch.BrowserTests;

public sealed class AccessibilityTests(Chromium chromium)
{
    [Theory]
    [InlineData("sgt-01", "/suites/CENTRAL")]
    [InlineData("do-01", "/suites/CENTRAL")]
    [InlineData("sgt-01", "/suites/CENTRAL/wall")]
    [InlineData("sgt-02", "/suites/NORTH/wall")]
    [InlineData("insp-01", "/forces/99")]
    [InlineData("admin-01", "/welcome")]
    [InlineData("sgt-01", "/suites/NOWHERE")]
    [InlineData("sgt-01", "/accessibility")]
    [InlineData("sgt-01", "/cookies")]
    [InlineData("sgt-01", "/sign-in")]
    [InlineData("sgt-02", "/suites/NORTH")]
    [InlineData("feed-01", "/welcome")]
    public async Task Every_page_can_be_used_by_everyone(string persona, string path)
    {
        await using var station = await Station.Open();
        await station.Feed(Suite());
        var page = await chromium.Browser.SignIn(station, persona, path);

        await HasNothingAgainstIt(page);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?at=2020-01-01T12:00")]
    [InlineData("/entries/review-held")]
    [InlineData("/entries/strip-searched")]
    [InlineData("/entries/charged")]
    [InlineData("/entries/transferred")]
    public async Task Every_page_of_a_child_can_be_used_by_everyone(string rest)
    {
        await using var station = await Station.Open();
        await station.Feed(Suite());
        var page = await chromium.Browser.SignIn(station, "sgt-01", $"/detentions/{await station.DetentionOf("CR-2")}{rest}");

        await HasNothingAgainstIt(page);
    }

    [Fact]
    public async Task A_form_that_was_refused_can_be_used_by_everyone()
    {
        await using var station = await Station.Open();
        await station.Feed(Suite());
        var page = await chromium.Browser.SignIn(station, "sgt-01", $"/detentions/{await station.DetentionOf("CR-2")}/entries/visit");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record" }).ClickAsync();
        await page.WaitForSelectorAsync(".govuk-error-summary");

        await HasNothingAgainstIt(page);
    }

    private static System.Text.Json.Nodes.JsonObject[] Suite() =>
    [
        Told.Arrival("CR-1", 30, "AM", "female"), Told.Event("CR-1", "aa-requested", 20, new { adult = new { kind = "scheme" } }),
        Told.Arrival("CR-2", 44 * 60, "KL", "female"), Told.Authorised("CR-2", 43 * 60),
        Told.Event("CR-2", "visit", 90, new { method = "hatch", response = "awake" }),
        Told.Event("CR-2", "child-view", 60, new { text = "I want to go home." }),
        Told.Event("CR-2", "child-asked", 40, new { requestId = "r-1", @for = "blanket" }),
    ];

    private static async Task HasNothingAgainstIt(IPage page)
    {
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join(
            '\n', result.Violations.Select(found => $"{found.Id}: {found.Help}: {string.Join(", ", found.Nodes.Select(node => node.Html))}")));
    }
}

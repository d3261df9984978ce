using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

public sealed class EntryFormTests(Chromium chromium, SharedStation shared) : IClassFixture<SharedStation>
{
    private Station Suite => shared.Station;

    [Fact]
    public async Task A_time_half_typed_is_never_taken_for_just_now()
    {
        var (page, id) = await Form("drink-offered", "TN", script: false);
        await page.Locator("[name=outcome][value=accepted]").CheckAsync(new() { Force = true });
        await page.Locator("#when").FocusAsync();
        await page.Keyboard.TypeAsync("06102026");

        await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await Expect(page.Locator("#when")).ToBeFocusedAsync();
        var written = Told.InLondon(-20);
        await page.Locator("#when").FillAsync(written);
        await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();

        await page.Arrives($"{Suite.Url}/detentions/{id}?recorded=*");
        Assert.Equal(written, Assert.Single(await Entries(id, "custody.drink-offered")));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/suites/CENTRAL/arrivals", "TB")]
    [InlineData("/detentions/{id}/entries/visit", "TC")]
    public async Task The_browser_looks_at_the_time_before_the_form_is_sent(string address, string initials)
    {
        var (page, id) = await Form("visit", initials);
        await page.GotoAsync(Suite.Url + address.Replace("{id}", id, StringComparison.Ordinal));
        await page.Locator("#when").FocusAsync();
        await page.Keyboard.TypeAsync("06102026");

        Assert.False(await page.Locator("#when").EvaluateAsync<bool>("field => field.form.noValidate || field.form.checkValidity()"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_time_written_is_there_again_when_somebody_goes_back()
    {
        var (page, _) = await Form("drink-offered", "TG");
        var written = Told.InLondon(-20);
        await page.Locator("#when").FillAsync(written);
        await page.GotoAsync($"{Suite.Url}/suites/CENTRAL");

        await page.GoBackAsync();

        await Expect(page.Locator("#when")).ToHaveValueAsync(written);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_was_signed_out_over_a_form_signs_in_beside_it_goes_back_and_sends_what_was_written()
    {
        var (page, id) = await Form("drink-offered", "TO");
        await page.Locator("[name=outcome][value=refused]").CheckAsync(new() { Force = true });
        var written = Told.InLondon(-20);
        await page.Locator("#when").FillAsync(written);
        await page.Context.ClearCookiesAsync(new() { Name = "custodywatch-demo" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Nothing was recorded:")).ToBeVisibleAsync();
        await page.HasNothingAgainstIt();

        var beside = await page.Context.RunAndWaitForPageAsync(() => page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Sign in") }).ClickAsync());
        await beside.Locator("button[value=sgt-01]").ClickAsync();
        await beside.Arrives($"{Suite.Url}/suites/CENTRAL");
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();

        await page.Arrives($"{Suite.Url}/detentions/{id}?recorded=*");
        Assert.Equal(written, Assert.Single(await Entries(id, "custody.drink-offered")));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_review_is_recorded_at_a_minute_after_the_page_was_opened()
    {
        await Suite.Feed(Told.Arrival("CR-TR", 330, "TR"), Told.Authorised("CR-TR", 325));
        var id = await Suite.DetentionOf("CR-TR");
        var page = await chromium.Browser.SignIn(Suite, "insp-01", "/forces/99");
        var form = page.Locator($"#review-{id}");
        await form.Locator("summary").ClickAsync();
        foreach (var chosen in new[] { "method][value=in-person", "asleep][value=no", "representations][value=child", "outcome][value=continue" })
            await form.Locator($"[name={chosen}]").CheckAsync(new() { Force = true });
        var written = Told.InLondon(1);
        await form.Locator("[name=when]").FillAsync(written);

        await form.GetByRole(AriaRole.Button).ClickAsync();

        await page.Arrives($"{Suite.Url}/forces/99?recorded=*");
        Assert.Equal(written, Assert.Single(await Entries(id, "custody.review-held")));
        await page.Context.CloseAsync();
    }

    private async Task<(IPage Page, string Id)> Form(string kind, string initials, bool script = true)
    {
        await Suite.Feed(Told.Arrival($"CR-{initials}", 60, initials));
        var id = await Suite.DetentionOf($"CR-{initials}");
        return (await chromium.Browser.SignIn(Suite, "sgt-01", $"/detentions/{id}/entries/{kind}", script: script), id);
    }

    /// <summary>When each entry of a type happened, as a field for a date and time takes it.</summary>
    private async Task<IReadOnlyList<string>> Entries(string id, string type) =>
    [
        .. (await Suite.Read("sgt-01", $"detentions/{id}/timeline")).GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("kind").GetString() == "event" && item.GetProperty("type").GetString() == type)
            .Select(item => Screens.LondonText.ForField(Http.Rfc3339.Parse(item.GetProperty("occurred").GetString()!)!.Value)),
    ];
}

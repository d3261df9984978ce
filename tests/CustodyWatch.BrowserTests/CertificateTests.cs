using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

public sealed class CertificateTests(Chromium chromium, SharedStation shared) : IClassFixture<SharedStation>
{
    private static readonly object Sergeant = new { id = "4417", rank = "sergeant" };

    [Fact]
    public async Task Snow_is_certified_countersigned_taken_to_court_and_verified_and_want_of_a_bed_is_not()
    {
        var station = shared.Station;
        await station.Feed([.. Refused("CR-1", "KL"), Told.Event("CR-1", "court-listed", 30, new { court = "Westmarch Youth Court", sittingAt = "2099-01-01T10:00:00Z" })]);
        var detention = await station.DetentionOf("CR-1");
        var page = await chromium.Browser.SignIn(station, "sgt-01", $"/detentions/{detention}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign a certificate", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Charged, so bail is decided now.")).ToBeVisibleAsync();
        await page.HasNothingAgainstIt();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("Choose yes or no");
        await Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^Error: .*[?], KL"));
        await page.HasNothingAgainstIt();
        await Answer(page, "Yes");

        await page.GetByLabel("Another reason about the journey").CheckAsync();
        await page.GetByLabel("The facts").FillAsync("There is no bed for her anywhere tonight");
        await ShowPaper(page);
        await Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("the authority's duty is absolute");
        await Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("Code C Note 16D");
        await Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^Error: "));
        await page.HasNothingAgainstIt();

        await page.GetByLabel("Extreme weather makes the journey impossible").CheckAsync();
        await page.GetByLabel("The facts").FillAsync("Snow has closed the A57 since 20:00; the gritters were asked at 20:40");
        await ShowPaper(page);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Check the paper, then sign it" })).ToBeVisibleAsync();
        await Expect(page.GetByText("not signed").First).ToBeVisibleAsync();
        await page.HasNothingAgainstIt();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign as sergeant 4417" }).ClickAsync();
        var heading = page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^Certificate 99-0") });
        await Expect(heading).ToBeVisibleAsync();
        var number = (await heading.InnerTextAsync()).Split(' ')[^1];
        await Expect(page.GetByText("Snow has closed the A57").First).ToBeVisibleAsync();
        await page.HasNothingAgainstIt();
        Assert.Equal(1, await page.Locator(".cw-cert__blank").EvaluateAllAsync<int>("blanks => Math.max(...blanks.map(blank => blank.getClientRects().length))"));

        var inspector = await chromium.Browser.SignIn(station, "insp-01", "/certificates?view=unseen");
        await inspector.HasNothingAgainstIt();
        await inspector.GetByRole(AriaRole.Link, new() { Name = number }).ClickAsync();
        await inspector.GetByRole(AriaRole.Button, new() { Name = "Countersign and read the next" }).ClickAsync();
        await inspector.GotoAsync($"{station.Url}/certificates?view=unseen");
        await Expect(inspector.GetByRole(AriaRole.Link, new() { Name = number })).ToHaveCountAsync(0);
        await inspector.Context.CloseAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Court pack" }).ClickAsync();
        await page.HasNothingAgainstIt();
        await page.GetByRole(AriaRole.Button, new() { Name = "Record" }).ClickAsync();
        await Expect(page.Locator(".govuk-summary-list__row", new() { HasText = "Produced" })).ToContainTextAsync("at Westmarch Youth Court");

        await page.GotoAsync($"{station.Url}/certificates/{number}");
        var check = await page.Locator(".cw-cert__check a").GetAttributeAsync("href");
        await page.GotoAsync(check!);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This paper is genuine" })).ToBeVisibleAsync();
        await page.HasNothingAgainstIt();
        await page.GotoAsync(check![..^1] + "~");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This paper is not genuine" })).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_longest_that_goes_on_one_page_of_the_pdf_is_printed_on_one_page_from_the_screen_too()
    {
        var station = shared.Station;
        await station.Feed(Refused("CR-9", "OP"));
        var detention = await station.DetentionOf("CR-9");
        var signed = await station.Post("sgt-01", $"detentions/{detention}/certificates", new
        {
            limb = "impracticable",
            circumstances = "Snow has closed the A57 since 20:00. " + string.Concat(Enumerable.Repeat("The gritters were asked at 20:40 and at 21:15 and could not say when they would come. ", 46)),
            custodyOfficer = Sergeant,
            confirmations = new { bailConsidered = true, childAndAdultTold = true },
        });
        var id = signed.GetProperty("id").GetString();
        var page = await chromium.Browser.SignIn(station, "sgt-01", $"/certificates/{id}");
        var pdf = await page.APIRequest.GetAsync($"{station.Url}/certificates/{id}/paper.pdf");
        Assert.Equal(1, Pages(await pdf.BodyAsync()));

        foreach (var address in new[] { $"/certificates/{id}", $"/api/v1/certificates/{id}" })
        {
            await page.GotoAsync(station.Url + address);
            await Expect(page.Locator(".cw-cert__foot")).ToBeVisibleAsync();
            Assert.Equal(1, Pages(await page.PdfAsync(new() { PreferCSSPageSize = true })));
        }
        await page.Context.CloseAsync();

        static int Pages(byte[] pdf)
        {
            using var document = PdfSharp.Pdf.IO.PdfReader.Open(new MemoryStream(pdf), PdfSharp.Pdf.IO.PdfDocumentOpenMode.Import);
            return document.PageCount;
        }
    }

    [Fact]
    public async Task Want_of_a_secure_place_is_certified_only_after_one_was_asked_for_and_serious_harm_is_stated()
    {
        var station = shared.Station;
        await station.Feed(Refused("CR-2", "SB"));
        var detention = await station.DetentionOf("CR-2");
        var page = await chromium.Browser.SignIn(station, "sgt-01", $"/detentions/{detention}/certificate");
        await Answer(page, "No");
        await Answer(page, "Yes");
        await Answer(page, "No");
        await Answer(page, "Yes");
        await Expect(page.GetByText("Secure accommodation has not been asked for")).ToBeVisibleAsync();

        await station.Feed(
            Told.Event("CR-2", "accommodation-requested", 50, new { requestId = "r-21", authority = "E08000099", kind = "secure", seriousHarmReason = "Stabbed a stranger and names the next" }),
            Told.Event("CR-2", "accommodation-answered", 20, new { requestId = "r-21", decision = "declined", reasonCode = "no-secure-available", worker = "EDT-7" }));
        await page.GotoAsync($"{station.Url}/detentions/{detention}/certificate");
        await Answer(page, "No");
        await Answer(page, "Yes");
        await page.GetByLabel("How and when secure accommodation was looked for").FillAsync("Fourteen homes rung between 18:30 and 20:10");
        await page.GetByLabel("Why nothing else offered").FillAsync("The home offered has no waking staff");
        await page.GetByLabel("The serious harm feared").FillAsync("She would run away");
        await ShowPaper(page);
        await Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("PACE 1984 s38(6A)");
        await page.GetByLabel("The serious harm feared").FillAsync("Has said she will finish what she began with the boy she stabbed");
        await ShowPaper(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign as" }).ClickAsync();

        await Expect(page.Locator(".cw-cert__statute")).ToHaveTextAsync("Police and Criminal Evidence Act 1984, section 38(6)(b) and (7)");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_child_nobody_would_take_is_stated_to_the_court_and_stays_among_those_kept_with_no_certificate()
    {
        var station = shared.Station;
        await station.Feed([
            .. Refused("CR-3", "NB"),
            Told.Event("CR-3", "accommodation-requested", 120, new { requestId = "r-31", authority = "E08000099", kind = "non-secure" })]);
        var detention = await station.DetentionOf("CR-3");
        var page = await chromium.Browser.SignIn(station, "sgt-01", $"/detentions/{detention}/certificate", width: 320, script: false);
        await Answer(page, "No");
        await Answer(page, "No");
        await Answer(page, "No");
        await Expect(page.GetByText("rests on at least 2 timed requests")).ToBeVisibleAsync();

        await station.Feed(
            Told.Event("CR-3", "accommodation-requested", 60, new { requestId = "r-32", authority = "E08000099", kind = "non-secure" }),
            Told.Event("CR-3", "accommodation-answered", 20, new { requestId = "r-32", decision = "declined", reasonCode = "no-placement-found", worker = "EDT-7" }));
        await page.GotoAsync($"{station.Url}/detentions/{detention}/certificate");
        await Answer(page, "No");
        await Answer(page, "No");
        await page.GetByLabel("The facts").FillAsync("Asked twice; the first never answered, the second declined");
        await page.GetByLabel("Escalated to").FillAsync("Duty manager rung 20:10, no answer; superintendent told 20:40");
        await ShowPaper(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign as" }).ClickAsync();

        await Expect(page.GetByText("This is a statement to the court. It is not a certificate")).ToBeVisibleAsync();
        Assert.Equal(320, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Equal(0, await page.Locator(".cw-cert__table thead th").EvaluateAllAsync<int>(WordsCutInTwo));
        var inspectorate = await chromium.Browser.SignIn(station, "hmi-01", "/certificates?missing=true");
        await Expect(inspectorate.GetByRole(AriaRole.Row, new() { Name = "CR-3" })).ToContainTextAsync("Made to the court");
        await inspectorate.HasNothingAgainstIt();
        await inspectorate.Context.CloseAsync();
        await page.Context.CloseAsync();
    }

    private static async Task Answer(IPage page, string answer)
    {
        await page.GetByLabel(answer, new() { Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
    }

    private static async Task ShowPaper(IPage page)
    {
        await page.GetByLabel("Custody officer’s number").FillAsync("4417");
        foreach (var confirmation in new[] { "Bail, with conditions", "The child and the appropriate adult", "has taken no part in investigating" })
            await page.GetByLabel(confirmation).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the paper" }).ClickAsync();
    }

    private static System.Text.Json.Nodes.JsonObject[] Refused(string number, string initials) =>
    [
        Told.Arrival(number, 400, initials, "female"), Told.Authorised(number, 390),
        Told.Event(number, "charged", 200, new { officer = Sergeant, offences = new[] { new { description = "Wounding", @class = "either-way", violentOrSexual = true } } }),
        Told.Event(number, "bail-refused", 190, new { officer = Sergeant, grounds = new[] { "prevent-offence" }, reason = "Third this week" }),
    ];

    // A heading of one word stands on one line.
    private const string WordsCutInTwo = """
        heads => heads.filter(head => {
            const word = document.createRange()
            word.selectNodeContents(head)
            return !/\s/.test(head.textContent.trim()) && word.getClientRects().length > 1
        }).length
        """;
}

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

/// <summary>A bed for the night, from both sides: the suite asks on its screen, the authority answers on a telephone.</summary>
public sealed class PlaceTests(Chromium chromium)
{
    [Fact]
    public async Task A_sergeant_asks_the_desk_answers_on_a_phone_and_the_ledger_says_the_same_to_both_and_to_the_inspectorate()
    {
        await using var station = await Station.Open();
        await station.Feed(Refused("CR-1", "KL"));
        var place = $"/detentions/{await station.DetentionOf("CR-1")}/place";
        var hand = Hand.Of("keyboard");
        var desk = await chromium.Browser.SignIn(station, "desk-01", "/desk", width: 320, height: 844);
        await desk.UntilLive();
        var sergeant = await chromium.Browser.SignIn(station, "sgt-01", place);
        await sergeant.UntilLive();
        await sergeant.HasNothingAgainstIt();
        await hand.Press(sergeant.GetByRole(AriaRole.Button, new() { Name = "Ask for a place", Exact = true }));
        await Expect(sergeant.Locator("#requests")).ToContainTextAsync("Waiting");

        // The queue changes by itself, the duty and the needs are on one screen, and no is not said by accident.
        await hand.Press(desk.GetByRole(AriaRole.Link, new() { NameRegex = new("^KL, 15, girl, CR-1") }));
        await Expect(desk.GetByText("The duty is absolute")).ToBeVisibleAsync();
        await Expect(desk.GetByRole(AriaRole.Link, new() { Name = "01632 960101" })).ToBeVisibleAsync();
        await desk.HasNothingAgainstIt();
        await hand.Press(desk.GetByRole(AriaRole.Link, new() { Name = "Go to your answer" }));
        await hand.Choose(desk.GetByLabel("No", new() { Exact = true }));
        await hand.Choose(desk.GetByLabel("No placement found"));
        await hand.Press(desk.GetByRole(AriaRole.Button, new() { Name = "Send the answer" }));
        await Expect(desk.Locator(".govuk-error-summary")).ToContainTextAsync("Say that you understand the duty, or take the child");
        await desk.HasNothingAgainstIt();
        await hand.Choose(desk.GetByLabel("Yes, we take this child"));
        await hand.Choose(desk.GetByLabel("Foster carer"));
        await hand.Choose(desk.GetByLabel("We collect the child"));
        await hand.Press(desk.GetByRole(AriaRole.Button, new() { Name = "Send the answer" }));
        await Expect(desk.GetByText("The custody suite has your answer.")).ToBeVisibleAsync();
        Assert.Equal(320, await desk.EvaluateAsync<int>("document.documentElement.scrollWidth"));

        // The sergeant sees it without asking again, and records the move from there.
        await Expect(sergeant.Locator("#requests")).ToContainTextAsync("Foster. Brought by the authority.");
        await sergeant.GetByRole(AriaRole.Link, new() { NameRegex = new("^Record the move") }).ClickAsync();
        await sergeant.GetByLabel("Who received the child").FillAsync("Duty foster carer");
        await sergeant.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await sergeant.Arrives($"**{place}*");

        var rows = new List<string>();
        foreach (var persona in new[] { "sgt-01", "desk-01", "hmi-01" })
        {
            var reader = persona == "sgt-01" ? sergeant : persona == "desk-01" ? desk : await chromium.Browser.SignIn(station, persona, "/ledger");
            await reader.GotoAsync($"{station.Url}/ledger");
            await Expect(reader.Locator(".cw-ledger tbody tr")).ToContainTextAsync("Accepted");
            rows.Add(await reader.Locator(".cw-ledger tbody tr").EvaluateAsync<string>("row => [...row.cells].map(cell => cell.textContent.trim()).join(' | ')"));
            await reader.HasNothingAgainstIt();
        }
        Assert.Matches(@"^CR-1, CENTRAL \| .*Accepted \| \d+ min \| 3 h \d+ min \| Yes", rows[0]);
        Assert.Single(rows.Distinct());
    }

    [Fact]
    public async Task A_desk_with_no_account_answers_by_a_link_and_six_digits_without_script_and_the_link_leads_nowhere_after()
    {
        await using var station = await Station.Open();
        await station.Feed([
            .. Refused("CR-1", "KL"),
            Told.Event("CR-1", "accommodation-requested", 20, new { requestId = "r-1", authority = "E08000099", kind = "secure", seriousHarmReason = "Stabbed a stranger and names the next" })]);
        var sergeant = await chromium.Browser.SignIn(station, "sgt-01", $"/detentions/{await station.DetentionOf("CR-1")}/place");
        await sergeant.GetByRole(AriaRole.Button, new() { NameRegex = new("^Make a link") }).ClickAsync();
        await sergeant.HasNothingAgainstIt();
        var (url, code) = (await sergeant.Locator(".cw-place__url").TextContentAsync(), await sergeant.Locator(".cw-place__code").TextContentAsync());

        // Looking at a link, as programs do that read messages, uses nothing up.
        var looking = await chromium.Browser.NewPageAsync();
        await looking.GotoAsync(url!.Trim());
        await looking.HasNothingAgainstIt();
        var context = await chromium.Browser.NewContextAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, JavaScriptEnabled = false });
        var phone = await context.NewPageAsync();
        await phone.GotoAsync(url!.Trim());
        await phone.GetByLabel("Six-digit code").FillAsync(code!.Trim()[..5] + (code.Trim()[5] == '0' ? '1' : '0'));
        await phone.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Expect(phone.GetByText("That is not the code of this link").First).ToBeVisibleAsync();
        await phone.GetByLabel("Six-digit code").FillAsync(code!);
        await phone.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Expect(phone.GetByText("not an absolute duty")).ToBeVisibleAsync();
        await Expect(phone.GetByText("Stabbed a stranger and names the next")).ToBeVisibleAsync();
        Assert.Equal(390, await phone.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await phone.GetByLabel("No", new() { Exact = true }).CheckAsync();
        await phone.GetByLabel("No secure accommodation available").CheckAsync();
        await phone.GetByLabel("Your name").FillAsync("EDT of Westmarch");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Send the answer" }).ClickAsync();
        await Expect(phone.GetByRole(AriaRole.Heading, new() { Name = "Your answer is recorded" })).ToBeVisibleAsync();
        await phone.GotoAsync(url!.Trim());
        await Expect(phone.GetByRole(AriaRole.Heading, new() { Name = "This link leads nowhere any more" })).ToBeVisibleAsync();
        await Expect(sergeant.Locator("#requests")).ToContainTextAsync("by EDT of Westmarch");
    }

    [Fact]
    public async Task What_is_said_of_asking_follows_the_law_and_what_others_ask_and_what_is_half_written_stays()
    {
        await using var station = await Station.Open();
        await station.Feed(Told.Arrival("CR-1", 400, "KL", "female"), Told.Authorised("CR-1", 390));
        var place = $"/detentions/{await station.DetentionOf("CR-1")}/place";
        var page = await chromium.Browser.SignIn(station, "sgt-01", place);
        var beside = await chromium.Browser.SignIn(station, "sgt-01", place);
        await page.UntilLive();
        await beside.UntilLive();
        await Expect(page.Locator("#early-said")).ToContainTextAsync("not yet section 38");
        await beside.GetByLabel("Why a place may be needed tonight").FillAsync("Bail is unl");
        await beside.GetByLabel("What the desk should know").FillAsync("Afraid of d");

        await station.Feed(Refused("CR-1", "KL")[2..]);

        foreach (var one in new[] { page, beside })
        {
            await Expect(one.Locator("#ask-said")).ToContainTextAsync("Ask now, whatever the hour");
            await Expect(one.GetByText("not yet section 38")).ToHaveCountAsync(0);
        }
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Send early word" })).ToHaveCountAsync(0);
        await Expect(beside.GetByLabel("Why a place may be needed tonight")).ToHaveValueAsync("Bail is unl");
        await beside.HasNothingAgainstIt();

        await station.Feed(Told.Event("CR-1", "accommodation-requested", 2, new { requestId = "r-1", authority = "E08000099", kind = "non-secure" }));

        foreach (var one in new[] { page, beside })
        {
            await Expect(one.GetByRole(AriaRole.Heading, new() { Name = "Ask again" })).ToBeVisibleAsync();
            await Expect(one.GetByText("Ask now, whatever the hour")).ToHaveCountAsync(0);
        }
        await Expect(beside.GetByLabel("What the desk should know")).ToHaveValueAsync("Afraid of d");

        await station.Feed(Told.Event("CR-1", "transferred", 1, new { to = "local-authority", authority = "E08000099", receiver = "A worker" }));

        foreach (var one in new[] { page, beside }) await Expect(one.GetByText("The child has left")).ToBeVisibleAsync();
        await Expect(page.Locator("#ask form")).ToHaveCountAsync(0);
        await Expect(beside.GetByLabel("What the desk should know")).ToHaveValueAsync("Afraid of d");
        foreach (var one in new[] { page, beside }) await one.Context.CloseAsync();
    }

    [Fact]
    public async Task The_ledger_fits_a_small_phone_however_long_an_outcome_is()
    {
        await using var station = await Station.Open();
        await station.Feed([
            .. Refused("CR-26-0000000001", "KL"), Asked("CR-26-0000000001", "r-1"),
            Told.Event("CR-26-0000000001", "accommodation-withdrawn", 10, new { requestId = "r-1", reason = "Bailed after all" }),
            Answered("CR-26-0000000001", "r-1", 5)]);
        await station.Feed([
            .. Refused("CR-26-0000000002", "MN"), Asked("CR-26-0000000002", "r-2"), Answered("CR-26-0000000002", "r-2", 15),
            Told.Event("CR-26-0000000002", "certificate-issued", 10, new { certificateId = "s-2", limb = "la-failure", officer = Sergeant, circumstances = "Declined within the hour" })]);

        var page = await chromium.Browser.SignIn(station, "hmi-01", "/ledger", width: 320, height: 844);

        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Withdrawn answered too late" })).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Declined failure stated to court" })).ToHaveCountAsync(1);
        Assert.Equal(320, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await page.Context.CloseAsync();

        static System.Text.Json.Nodes.JsonObject Asked(string number, string request) =>
            Told.Event(number, "accommodation-requested", 20, new { requestId = request, authority = "E08000099", kind = "non-secure" });
        static System.Text.Json.Nodes.JsonObject Answered(string number, string request, double ago) =>
            Told.Event(number, "accommodation-answered", ago, new { requestId = request, decision = "declined", reasonCode = "no-placement-found", worker = "EDT-7" });
    }

    [Fact]
    public async Task The_keyboard_stays_at_what_it_opened_while_an_answer_comes()
    {
        await using var station = await Station.Open();
        await station.Feed([
            .. Refused("CR-1", "KL"),
            Told.Event("CR-1", "accommodation-requested", 20, new { requestId = "r-1", authority = "E08000099", kind = "non-secure" })]);
        var page = await chromium.Browser.SignIn(station, "sgt-01", $"/detentions/{await station.DetentionOf("CR-1")}/place");
        await page.UntilLive();
        var withdraw = page.Locator("#requests summary");
        await withdraw.FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await station.Feed(Told.Event("CR-1", "accommodation-answered", 1, new { requestId = "r-1", decision = "needs-facts", text = "Has she been here before?", worker = "EDT-7" }));
        await Expect(page.Locator("#requests")).ToContainTextAsync("Has she been here before?");

        await Expect(withdraw).ToBeFocusedAsync();
        await Expect(page.GetByLabel("Why it is withdrawn")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    private static System.Text.Json.Nodes.JsonObject[] Refused(string number, string initials) =>
    [
        Told.Arrival(number, 400, initials, "female"), Told.Authorised(number, 390),
        Told.Event(number, "charged", 200, new { officer = Sergeant, offences = new[] { new { description = "Wounding", @class = "either-way", violentOrSexual = true } } }),
        Told.Event(number, "bail-refused", 190, new { officer = Sergeant, grounds = new[] { "prevent-offence" }, reason = "Third this week" }),
    ];

    private static readonly object Sergeant = new { id = "4417", rank = "sergeant" };
}

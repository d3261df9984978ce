using System.Net;
using System.Text.RegularExpressions;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Screens;

public sealed partial class HandoverPageTests
{
    [Fact]
    public async Task Each_child_and_alert_passes_by_name_and_what_changed_in_the_shift_is_told()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z", record: "CR-1"), Told.Authorised("2026-06-10T18:10:00Z", "CR-1"),
            Told.Event("force-used", "2026-06-10T18:30:00Z", new { kind = "handcuffs", reason = "ran" }, "CR-1"),
            Told.Arrived("2026-06-10T17:00:00Z", record: "CR-2"), Told.Released("2026-06-10T18:40:00Z", "CR-2"));
        await suite.Look();
        using var sergeant = new Reader(suite, "sgt-01");
        var (_, page) = await sergeant.Open("/suites/CENTRAL/handover");

        Assert.Contains("1 child and", page, StringComparison.Ordinal);
        Assert.Contains("Force used", page, StringComparison.Ordinal);
        foreach (var change in new[] { "Arrived", "Left", "Detention authorised" })
            Assert.Contains($"cw-due__what\">{change}</span>", page, StringComparison.Ordinal);

        var nobody = await sergeant.Send("/suites/CENTRAL/handover", ("to", " "));
        var herself = await sergeant.Send("/suites/CENTRAL/handover", ("to", "sgt-01"));
        var offered = await sergeant.Send("/suites/CENTRAL/handover", ("to", "sgt-02"));

        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther),
            (nobody.Status, herself.Status, offered.Status));
        Assert.Contains("Who takes over must name somebody else", herself.Html, StringComparison.Ordinal);
        (_, page) = await sergeant.Open(offered.Location!);
        Assert.Contains("Waiting for sgt-02 to accept", page, StringComparison.Ordinal);
        Assert.Contains(">The handover is offered</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_authority_alone_is_told_is_not_the_suites_to_hand_over_and_one_number_stands_everywhere()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:30:00Z", adjust: Alerting.Untimed);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        await suite.As("sgt-01").Asks(id);
        await suite.LookAt("2026-06-10T19:05:00Z");
        Assert.Contains(await suite.As("desk-01").Alerts(), alert => alert.Is("clock", "accommodation-reply"));
        using var sergeant = new Reader(suite, "sgt-01");

        var board = OpenInTitle().Match((await sergeant.Open("/suites/CENTRAL")).Html).Groups[1].Value;
        var (_, page) = await sergeant.Open("/suites/CENTRAL/handover");

        Assert.Equal(board, OpenInTitle().Match(page).Groups[1].Value);
        Assert.Equal(board, Regex.Count(page, "data-alert=\"").ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains($"What passes: 1 child and {board} alerts<", page, StringComparison.Ordinal);
        Assert.Contains($"Hand over 1 child and {board} alerts<", page, StringComparison.Ordinal);

        var seen = Regex.Match(page, "data-alert=\"([^\"]+)\"").Groups[1].Value;
        await suite.As("sgt-01").Call($"/alerts/{seen}/acknowledge", new System.Text.Json.Nodes.JsonObject());
        (_, page) = await sergeant.Open("/suites/CENTRAL/handover");
        Assert.Contains($"What passes: 1 child and {board} alerts (1 acknowledged)<", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kept_safe_is_what_was_done_to_the_child_and_no_paper_that_does_not_count()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:10:00Z"),
            Told.Event("force-used", "2026-06-10T18:30:00Z", new { kind = "handcuffs", reason = "ran" }),
            Told.Event("cell-placed", "2026-06-10T18:31:00Z", new { cell = "M4", reason = "Full", withAdult = true }),
            Told.Event("extension-authorised", "2026-06-10T18:40:00Z", new { officer = new { id = "1103", rank = "superintendent" }, until = "2026-06-12T05:00:00Z", reason = "Witnesses" }));
        using var sergeant = new Reader(suite, "sgt-01");

        var (_, page) = await sergeant.Open("/suites/CENTRAL/handover");

        Assert.Contains("Extension that does not count", page, StringComparison.Ordinal);
        Assert.Contains("<strong>Keep safe:</strong> Risk not assessed yet; In a cell with an adult detainee; Force used on a child</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_alerts_of_the_shift_stand_apart_from_what_was_done_and_are_those_of_whoever_was_here()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z", record: "CR-1"), Told.Authorised("2026-06-10T18:10:00Z", "CR-1"),
            Told.Arrived("2026-06-09T02:00:00Z", record: "CR-2"), Told.Authorised("2026-06-09T02:10:00Z", "CR-2"), Told.Released("2026-06-09T20:00:00Z", "CR-2"));
        await suite.Look();
        using var sergeant = new Reader(suite, "sgt-01");

        var (_, page) = await sergeant.Open("/suites/CENTRAL/handover");

        var (changes, raised) = (page[page.IndexOf("id=\"changes\"", StringComparison.Ordinal)..], page[page.IndexOf("id=\"raised\"", StringComparison.Ordinal)..]);
        Assert.Contains(await suite.As("sgt-01").Alerts(), alert => alert.Is("custodyRecordNumber", "CR-2") && alert.Is("step", "due"));
        Assert.Contains("CR-1", raised, StringComparison.Ordinal);
        Assert.DoesNotContain("CR-2", raised, StringComparison.Ordinal);
        Assert.DoesNotContain(": overdue", changes[..changes.IndexOf("id=\"raised\"", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_taken_back_or_put_right_is_told_as_that_and_a_correction_says_of_what_it_is()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        await suite.As("feed-01").Taken(
        [
            .. Night.Refused().Take(3),
            Told.Event("bail-granted", "2026-06-10T18:10:00Z", new { conditional = false }, id: "wrong"),
            Told.Event("court-listed", "2026-06-10T18:12:00Z", new { court = "Westmarch Youth Court", sittingAt = "2026-06-11T09:00:00Z" }, id: "moved"),
            Told.Retracted("wrong", "2026-06-10T18:30:00Z"),
            Told.Replaced("moved", "2026-06-10T18:31:00Z", new { data = new { court = "Westmarch Youth Court", sittingAt = "2026-06-11T10:00:00Z" } }),
            Told.Event("review-held", "2026-06-10T18:40:00Z", new { officer = new { id = "4417", rank = "sergeant" }, method = "in-person", outcome = "release" }),
        ]);
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z", record: "CR-2"), Told.Drink("2026-06-10T18:05:00Z", "CR-2", id: "drink"), Told.Retracted("drink", "2026-06-10T18:50:00Z", "CR-2"));
        using var sergeant = new Reader(suite, "sgt-01");

        var (_, page) = await sergeant.Open("/suites/CENTRAL/handover");

        foreach (var change in new[]
        {
            "Bail granted (taken back since)", "Court listed (put right since)", "Entry corrected: bail granted 19:10 is taken back",
            "Entry corrected: court listed 19:12 is put right", "Entry corrected: drink offered 19:05 is taken back", "Review held: release", "Charged",
        })
            Assert.Contains($"cw-due__what\">{change}</span>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warrants_withdrawn_places_cells_stations_and_the_named_woman_are_among_what_changed()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T16:00:00Z"), Told.Authorised("2026-06-10T16:10:00Z"),
            Told.Event("woman-assigned", "2026-06-10T16:20:00Z", new { officer = new { id = "5120", rank = "constable" } }),
            Told.Event("cell-placed", "2026-06-10T16:30:00Z", new { cell = "F3", reason = "Full" }), Told.Event("cell-left", "2026-06-10T16:40:00Z"),
            Told.Event("left-for-other-station", "2026-06-10T16:50:00Z", new { station = "NORTH" }), Told.Event("arrived-at-station", "2026-06-10T17:10:00Z", new { station = "NORTH" }),
            Told.Event("woman-unassigned", "2026-06-10T17:20:00Z", new { officer = new { id = "5120", rank = "constable" } }),
            Told.Event("warrant-applied", "2026-06-10T17:30:00Z"), Told.Event("warrant-granted", "2026-06-10T17:40:00Z", new { court = "Westmarch Magistrates", hours = 36 }),
            Told.Event("accommodation-requested", "2026-06-10T17:50:00Z", new { requestId = "R-1", authority = "E08000099", kind = "non-secure" }),
            Told.Event("accommodation-withdrawn", "2026-06-10T18:00:00Z", new { requestId = "R-1", reason = "Aunt found" }));
        using var sergeant = new Reader(suite, "sgt-01");

        var (_, page) = await sergeant.Open("/suites/CENTRAL/handover");

        foreach (var change in new[]
        {
            "Named woman assigned", "Placed in a cell", "Left the cell", "Left for other station", "Arrived at station", "Named woman unassigned", "Warrant applied",
            "Warrant granted", "Accommodation withdrawn",
        })
            Assert.Contains($"cw-due__what\">{change}</span>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_suite_entered_on_a_childs_record_is_told_where_the_child_is_and_nowhere_else()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        await suite.As("sgt-02").Taken(Told.Arrived("2026-06-10T18:00:00Z", record: "NR-1", source: Told.North));
        await suite.As("sgt-01").Taken(Told.Event("force-used", "2026-06-10T18:30:00Z", new { kind = "handcuffs", reason = "ran" }, "NR-1"));
        using var here = new Reader(suite, "sgt-01");
        using var there = new Reader(suite, "sgt-02");

        Assert.DoesNotContain("NR-1", (await here.Open("/suites/CENTRAL/handover")).Html, StringComparison.Ordinal);
        var (_, page) = await there.Open("/suites/NORTH/handover");
        Assert.Matches("""NR-1</a>\s*</span>\s*<span class="cw-due__what">Force used</span>""", page);
    }

    [Fact]
    public async Task What_changed_tells_two_children_of_the_same_initials_apart()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        foreach (var number in new[] { "CR-1", "CR-2" })
            await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z", record: number), Told.Authorised("2026-06-10T18:10:00Z", number), Told.Released("2026-06-10T18:40:00Z", number));
        await suite.Look();
        using var sergeant = new Reader(suite, "sgt-01");

        var (_, page) = await sergeant.Open("/suites/CENTRAL/handover");

        foreach (var number in new[] { "CR-1", "CR-2" })
            Assert.Equal(3, Regex.Count(page, $"""">AB, {number}</a>\s*</span>\s*<span class="cw-due__what">(Arrived|Left|Detention authorised)</span>""""));
        Assert.DoesNotContain(">AB</a>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_who_took_over_lately_are_suggested_and_a_name_never_seen_is_warned_of_and_not_refused()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        using var sergeant = new Reader(suite, "sgt-01");
        using var other = new Reader(suite, "insp-01");
        await sergeant.Open("/suites/CENTRAL/handover");
        await other.Open("/suites/CENTRAL/handover");

        foreach (var stranger in new[] { "insp-1", "do-01" })
        {
            Assert.Equal(HttpStatusCode.SeeOther, (await sergeant.Send("/suites/CENTRAL/handover", ("to", stranger))).Status);
            Assert.Contains($"seen in this force as {stranger} yet", (await sergeant.Open("/suites/CENTRAL/handover")).Html, StringComparison.Ordinal);
            suite.Clock.AdvanceMinutes(1);
        }
        await sergeant.Send("/suites/CENTRAL/handover", ("to", "insp-01"));
        Assert.DoesNotContain("been seen in this force as", (await sergeant.Open("/suites/CENTRAL/handover")).Html, StringComparison.Ordinal);
        var (_, page) = await other.Open("/suites/CENTRAL/handover");
        await other.Send(AcceptForm().Match(page).Groups[1].Value);

        (_, page) = await sergeant.Open("/suites/CENTRAL/handover");
        Assert.Contains("<option value=\"insp-01\"></option>", page, StringComparison.Ordinal);
        foreach (var name in new[] { "insp-1", "do-01", "sgt-01" }) Assert.DoesNotContain($"<option value=\"{name}\">", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_nobody_accepts_becomes_the_inspectors_to_accept()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        using var sergeant = new Reader(suite, "sgt-01");
        using var inspector = new Reader(suite, "insp-01");
        await sergeant.Open("/suites/CENTRAL/handover");
        await sergeant.Send("/suites/CENTRAL/handover", ("to", "sgt-02"));
        Assert.DoesNotMatch(AcceptForm(), (await inspector.Open("/suites/CENTRAL/handover")).Html);
        Assert.Contains("If nobody accepts it, it goes to the custody inspector at 20:10.", Words((await sergeant.Open("/suites/CENTRAL/handover")).Html), StringComparison.Ordinal);

        suite.Clock.AdvanceMinutes(11);
        var late = Words((await sergeant.Open("/suites/CENTRAL/handover")).Html);
        Assert.Contains("Nobody accepted it: it went to the custody inspector at 20:10.", late, StringComparison.Ordinal);
        Assert.DoesNotContain("If nobody accepts it", late, StringComparison.Ordinal);
        var (_, page) = await inspector.Open("/suites/CENTRAL/handover");
        var accepted = await inspector.Send(AcceptForm().Match(page).Groups[1].Value, ("returnUrl", "/suites/CENTRAL/handover"));

        Assert.Equal((HttpStatusCode.SeeOther, "/suites/CENTRAL/handover?recorded=yes"), (accepted.Status, accepted.Location));
        Assert.Contains(">The handover is accepted</p>", (await inspector.Open(accepted.Location!)).Html, StringComparison.Ordinal);
        Assert.Contains("insp-01 accepted CENTRAL from sgt-01", (await sergeant.Open("/suites/CENTRAL/handover")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_made_an_offer_that_nobody_accepted_is_asked_by_no_button_to_say_that_the_inspector_has_seen_it()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        using var sergeant = new Reader(suite, "sgt-01");
        using var inspector = new Reader(suite, "insp-01");
        await sergeant.Open("/suites/CENTRAL/handover");
        await sergeant.Send("/suites/CENTRAL/handover", ("to", "sgt-02"));
        await suite.LookAt("2026-06-10T19:10:00Z");
        var alert = Assert.Single(await suite.As("insp-01").Alerts("handover-not-accepted", "due"))["id"]!.ToString();

        var (_, board) = await sergeant.Open("/suites/CENTRAL");
        Assert.Contains($"data-alert=\"{alert}\"", board, StringComparison.Ordinal);
        Assert.DoesNotContain($"/alerts/{alert}/acknowledge", board, StringComparison.Ordinal);
        Assert.Contains("/acknowledge\"", board, StringComparison.Ordinal);
        Assert.Contains($"/alerts/{alert}/acknowledge", (await inspector.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);
        var (_, force) = await inspector.Open("/forces/99");
        Assert.Contains($"/alerts/{alert}/acknowledge", force, StringComparison.Ordinal);
        Assert.Contains("href=\"/suites/CENTRAL/handover\"", force, StringComparison.Ordinal);
        // Any sergeant of the suite may, by the letter of the interface.
        Assert.Equal(HttpStatusCode.OK, (await suite.As("sgt-01").Call($"/alerts/{alert}/acknowledge", new System.Text.Json.Nodes.JsonObject())).Status);
    }

    [Fact]
    public async Task A_page_that_is_old_says_that_the_offer_on_it_has_ended()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        using var sergeant = new Reader(suite, "sgt-01");
        using var inspector = new Reader(suite, "insp-01");
        await sergeant.Open("/suites/CENTRAL/handover");
        await sergeant.Send("/suites/CENTRAL/handover", ("to", "insp-01"));
        var old = AcceptForm().Match((await inspector.Open("/suites/CENTRAL/handover")).Html).Groups[1].Value;
        await sergeant.Send("/suites/CENTRAL/handover", ("to", "sgt-02"));

        var accepted = await inspector.Send(old, ("returnUrl", "/suites/CENTRAL/handover"));

        Assert.Equal(HttpStatusCode.Conflict, accepted.Status);
        Assert.Contains("This offer has ended", accepted.Html, StringComparison.Ordinal);
        Assert.DoesNotMatch(AcceptForm(), (await inspector.Open("/suites/CENTRAL/handover")).Html);
        Assert.Contains("Waiting for sgt-02 to accept", (await sergeant.Open("/suites/CENTRAL/handover")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("do-01", "/suites/CENTRAL/handover", HttpStatusCode.Forbidden)]
    [InlineData("sgt-02", "/suites/CENTRAL/handover", HttpStatusCode.NotFound)]
    [InlineData("supt-01", "/suites/CENTRAL/handover", HttpStatusCode.OK)]
    [InlineData("do-01", "/suites/CENTRAL/arrivals", HttpStatusCode.Forbidden)]
    [InlineData("sgt-02", "/suites/CENTRAL/arrivals", HttpStatusCode.NotFound)]
    public async Task A_page_is_for_those_whose_suite_it_is(string persona, string path, HttpStatusCode expected)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        using var reader = new Reader(suite, persona);
        Assert.Equal(expected, (await reader.Open(path)).Status);
    }

    [Fact]
    public async Task A_form_without_the_token_of_our_own_page_is_not_taken()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T20:00:00Z"));
        using var stranger = new Reader(suite, "sgt-01");

        foreach (var path in new[] { $"/detentions/{id}/entries", $"/detentions/{id}/entries/visit", "/suites/CENTRAL/arrivals", "/suites/CENTRAL/handover", "/handovers/x/accept" })
            Assert.Equal(HttpStatusCode.BadRequest, (await stranger.Send(path, ("quick", "drink-offered?outcome=accepted"))).Status);
        Assert.Single(await suite.As("sgt-01").Entries(id));
    }

    private static string Words(string html) => Tag().Replace(html, "");

    [GeneratedRegex(@" - (\d+) alerts open - CustodyWatch</title>")]
    private static partial Regex OpenInTitle();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex("action=\"(/handovers/[^/]+/accept)\"")]
    private static partial Regex AcceptForm();
}

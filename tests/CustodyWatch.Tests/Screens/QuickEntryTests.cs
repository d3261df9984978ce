using System.Net;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Tests.Harness;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Tests.Screens;

public sealed class QuickEntryTests
{
    private const string Quick = "visit?method=in-cell&response=awake";

    [Fact]
    public async Task The_button_that_Enter_presses_says_nothing_and_nothing_is_recorded()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T21:19:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T20:00:00Z"));
        using var officer = new Reader(suite, "do-01");
        var (_, board) = await officer.Open("/suites/CENTRAL");

        var sent = await officer.Send($"/detentions/{id}/entries", ("quick", ""), ("at", "2210"), ("returnUrl", "/suites/CENTRAL"));

        var form = board[board.IndexOf("class=\"cw-quick\"", StringComparison.Ordinal)..];
        Assert.StartsWith("<button class=\"govuk-visually-hidden\" name=\"quick\" value", form[form.IndexOf("<button", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.Status);
        Assert.Contains("Choose what happened.", sent.Html, StringComparison.Ordinal);
        Assert.Contains("Nothing was recorded.", sent.Html, StringComparison.Ordinal);
        Assert.Single(await suite.As("sgt-01").Entries(id));
    }

    [Theory]
    [InlineData("22:25")]
    [InlineData("23:50")]
    public async Task A_time_that_has_not_come_is_not_taken_for_the_day_before(string written)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T21:19:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T20:00:00Z"));
        using var officer = new Reader(suite, "do-01");
        await officer.Open("/suites/CENTRAL");

        var sent = await officer.Send($"/detentions/{id}/entries", ("quick", Quick), ("at", written), ("returnUrl", "/suites/CENTRAL"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.Status);
        Assert.Contains($"{written} has not come yet.", sent.Html, StringComparison.Ordinal);
        Assert.Single(await suite.As("sgt-01").Entries(id));
    }

    [Theory]
    [InlineData("25:99", "25:99 is not a time. Give hours and minutes, such as 20:52.", "")]
    [InlineData("23:50", "23:50 has not come yet.", "2026-06-10T23:50")]
    public async Task A_wrong_time_leads_to_the_whole_form_with_the_error_in_its_place_and_what_was_pressed(string written, string said, string kept)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T21:19:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T20:00:00Z"));
        using var officer = new Reader(suite, "do-01");
        await officer.Open("/suites/CENTRAL");
        var entry = ("entryId", Guid.NewGuid().ToString());

        var (status, page, _) = await officer.Send($"/detentions/{id}/entries", entry, ("quick", Quick), ("at", written), ("returnUrl", "/suites/CENTRAL"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("<title>Error: Visit", page, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"#when\">{said}", page, StringComparison.Ordinal);
        Assert.Matches($"id=\"when-error\"[^>]*>.*{said}", page);
        Assert.Matches($"name=\"when\"( value=\"{kept}\")? min", page);
        Assert.Matches("name=\"method\" value=\"in-cell\" checked", page);
        Assert.Matches("name=\"response\" value=\"awake\" checked", page);
        Assert.Contains($"name=\"entryId\" value=\"{entry.Item2}\"", page, StringComparison.Ordinal);
        Assert.Contains("name=\"returnUrl\" value=\"/suites/CENTRAL\"", page, StringComparison.Ordinal);
        Assert.Single(await suite.As("sgt-01").Entries(id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("22:10")]
    public async Task Once_the_child_has_left_nothing_is_taken_in_two_taps_and_what_was_before_is_taken_on_the_whole_form(string at)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T21:19:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T20:00:00Z"),
            Told.Event("child-asked", "2026-06-10T20:20:00Z", new Dictionary<string, string> { ["requestId"] = "r-1", ["for"] = "blanket" }),
            Told.Released("2026-06-10T21:15:00Z"));
        using var sergeant = new Reader(suite, "sgt-01");
        var (_, open) = await sergeant.Open($"/detentions/{id}");
        var before = (await suite.As("sgt-01").Entries(id)).Count;

        foreach (var quick in new[] { Quick, "drink-offered?outcome=accepted", "child-answered?requestId=r-1&outcome=given" })
        {
            var (status, page, _) = await sergeant.Send($"/detentions/{id}/entries", ("quick", quick), ("at", at), ("returnUrl", $"/detentions/{id}"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
            Assert.Contains(
                "The detention has ended (22:15). What happened before that can still be recorded: give its date and time.", page, StringComparison.Ordinal);
            Assert.Contains($"action=\"/detentions/{id}/entries/{quick[..quick.IndexOf('?', StringComparison.Ordinal)]}\"", page, StringComparison.Ordinal);
        }

        Assert.Equal(before, (await suite.As("sgt-01").Entries(id)).Count);
        Assert.DoesNotContain("name=\"quick\"", open, StringComparison.Ordinal);
        Assert.Contains("Record the answer, with its time", open, StringComparison.Ordinal);
        var late = await sergeant.Send($"/detentions/{id}/entries/drink-offered", ("outcome", "accepted"), ("when", "2026-06-10T22:10"), ("returnUrl", $"/detentions/{id}"));
        Assert.Equal(HttpStatusCode.SeeOther, late.Status);
    }

    [Theory]
    [InlineData("22:10", "2026-06-10T21:19:00Z", "2026-06-10T21:10:00Z")]
    [InlineData("22:20", "2026-06-10T21:19:00Z", "2026-06-10T21:20:00Z")]
    [InlineData("22:25", "2026-06-10T21:19:00Z", null)]
    [InlineData("00:10", "2026-06-10T22:50:00Z", null)]
    [InlineData("23:55", "2026-06-10T23:10:00Z", "2026-06-10T22:55:00Z")]
    [InlineData("19:30", "2026-06-10T23:10:00Z", "2026-06-10T18:30:00Z")]
    [InlineData("18:30", "2026-06-10T23:10:00Z", null)]
    [InlineData("18:30", "2026-06-10T21:10:00Z", "2026-06-10T17:30:00Z")]
    [InlineData("25:00", "2026-06-10T21:10:00Z", null)]
    public void Yesterday_is_meant_only_by_a_time_that_is_far_from_coming_and_after_the_arrival(string written, string now, string? meant)
    {
        var (at, wrong) = DoorTime.Of(written, At(now), At("2026-06-10T18:00:00Z"));
        Assert.Equal(meant, wrong is null ? InstantPattern.General.Format(at) : null);
    }

    [Fact]
    public async Task A_form_sent_twice_is_one_entry_and_is_told_so_and_with_another_answer_or_much_later_it_is_not()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T21:19:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T20:00:00Z"));
        using var officer = new Reader(suite, "do-01");
        using var sergeant = new Reader(suite, "sgt-01");
        await officer.Open("/suites/CENTRAL");
        await sergeant.Open("/suites/CENTRAL");
        var (quick, form) = ($"/detentions/{id}/entries", $"/detentions/{id}/entries/force-used");
        var (one, other, timed) = (("entryId", Guid.NewGuid().ToString()), ("entryId", Guid.NewGuid().ToString()), ("entryId", Guid.NewGuid().ToString()));
        (string, string)[] cuffs = [("kind", "handcuffs"), ("reason", "Ran"), ("returnUrl", "/suites/CENTRAL")];

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.SeeOther, (await officer.Send(quick, one, ("quick", Quick), ("returnUrl", "/suites/CENTRAL"))).Status);
            Assert.Equal("/suites/CENTRAL?recorded=force-used", (await sergeant.Send(form, [other, .. cuffs])).Location);
            Assert.Equal("/suites/CENTRAL?recorded=force-used", (await sergeant.Send(form, [timed, ("when", "2026-06-10T22:10"), .. cuffs])).Location);
            suite.Clock.Advance(Duration.FromSeconds(20));
        }
        Assert.Equal(4, (await suite.As("sgt-01").Entries(id)).Count);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sergeant.Send(form, [other, ("kind", "cuffs-and-more"), .. cuffs])).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sergeant.Send(form, [timed, ("when", "2026-06-10T22:12"), .. cuffs])).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Send(quick, one, ("quick", "visit?method=hatch&response=awake"))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await sergeant.Send(quick, one, ("quick", Quick))).Status);
        await suite.As("feed-01").Taken(Told.Event("corrected", "2026-06-10T21:19:30Z", new { corrects = timed.Item2, action = "retract", reason = "Another child" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sergeant.Send(form, [timed, ("when", "2026-06-10T22:10"), .. cuffs])).Status);
        suite.Clock.AdvanceMinutes(6);
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Send(quick, one, ("quick", Quick))).Status);
        Assert.Equal(5, (await suite.As("sgt-01").Entries(id)).Count);
    }

    [Fact]
    public async Task For_a_child_who_must_be_roused_only_visits_that_rouse_are_offered_and_any_other_is_said_not_to_count()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T21:19:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T20:00:00Z"), Told.Authorised("2026-06-10T20:10:00Z"),
            Told.Event("risk-assessed", "2026-06-10T20:12:00Z", new { observationLevel = 3, rouse = true }));
        using var officer = new Reader(suite, "do-01");
        var (_, board) = await officer.Open("/suites/CENTRAL");
        var (back, record) = ($"/suites/CENTRAL?child={id}", $"/detentions/{id}");

        foreach (var response in new[] { "answers", "obeys", "drowsy", "no-response" })
            Assert.Contains($"value=\"visit?method=in-cell&roused=yes&response={response}\"", board, StringComparison.Ordinal);
        Assert.Equal(4, board.Split("value=\"visit?").Length - 1);
        var bare = await officer.Send($"{record}/entries", ("quick", Quick), ("at", "22:10"), ("returnUrl", back));
        var roused = await officer.Send($"{record}/entries", ("quick", "visit?method=in-cell&roused=yes&response=drowsy"), ("returnUrl", back));
        Assert.Equal($"{back}&recorded=visit&uncounted=not-roused", bare.Location);
        Assert.Equal($"{back}&recorded=visit", roused.Location);
        var (_, said) = await officer.Open((await officer.LedTo(bare.Location!))!.Split('#')[0]);
        Assert.Contains(">Recorded, but it does not count as a visit: the child must be roused, in the cell.</p>", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Recorded: Visit", said, StringComparison.Ordinal);

        var (_, form) = await officer.Open($"{record}/entries/visit");
        Assert.Contains(">Was the child roused?</legend>", form, StringComparison.Ordinal);
        Assert.Contains("This child must be roused, in the cell: a visit without it does not count", form, StringComparison.Ordinal);
        var unsaid = await officer.Send($"{record}/entries/visit", ("method", "in-cell"), ("when", "2026-06-10T22:11"), ("returnUrl", record));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsaid.Status);
        Assert.Contains("Was the child roused: choose one", unsaid.Html, StringComparison.Ordinal);
        var not = await officer.Send($"{record}/entries/visit", ("method", "in-cell"), ("roused", "no"), ("when", "2026-06-10T22:12"), ("returnUrl", record));
        Assert.Equal($"{record}?recorded=visit&uncounted=not-roused", not.Location);
        var (_, page) = await officer.Open(not.Location!);
        Assert.Contains("data-uncounted>Recorded, but it does not count as a visit: the child must be roused, in the cell.</p>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("govuk-notification-banner--success", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_child_is_who_is_away_stands_everywhere_and_nothing_is_offered_but_that_the_child_is_back()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T21:19:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T19:00:00Z"), Told.Authorised("2026-06-10T19:10:00Z"),
            Told.Event("cell-placed", "2026-06-10T19:20:00Z", new { cell = "F3", reason = "Full" }),
            Told.Event("left-for-hospital", "2026-06-10T20:30:00Z", new { purpose = "evidence" }));
        using var sergeant = new Reader(suite, "sgt-01");
        var record = $"/detentions/{id}";

        foreach (var path in new[] { "/suites/CENTRAL", "/suites/CENTRAL/wall", "/suites/CENTRAL/handover", record })
        {
            var (_, page) = await sergeant.Open(path);
            Assert.Contains("At hospital since 21:30<", page, StringComparison.Ordinal);
            Assert.DoesNotContain("cell F3", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("ere <strong data-from", page, StringComparison.Ordinal);
        }
        Assert.Contains("AB, at hospital since 21:30 <", (await sergeant.Open("/suites/CENTRAL/paper")).Html, StringComparison.Ordinal);
        foreach (var path in new[] { "/suites/CENTRAL", record })
        {
            var (_, page) = await sergeant.Open(path);
            Assert.Contains("value=\"returned-from-hospital?\">Back in the suite</button>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("value=\"visit?", page, StringComparison.Ordinal);
            Assert.DoesNotContain("value=\"drink-offered?", page, StringComparison.Ordinal);
        }
        foreach (var kind in new[] { "visit", "drink-offered", "meal-offered" })
            Assert.Contains("At hospital since 21:30, and not in the suite.", (await sergeant.Open($"{record}/entries/{kind}")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("and not in the suite", (await sergeant.Open($"{record}/entries/returned-from-hospital")).Html, StringComparison.Ordinal);

        var visit = await sergeant.Send($"{record}/entries", ("quick", Quick), ("at", "22:10"), ("returnUrl", record));
        Assert.Equal($"{record}?recorded=visit&uncounted=away", visit.Location);
        Assert.Contains("it does not count as a visit: the child was not here then.", (await sergeant.Open(visit.Location!)).Html, StringComparison.Ordinal);
        var back = await sergeant.Send($"{record}/entries", ("quick", "returned-from-hospital?"), ("at", "22:15"), ("returnUrl", record));
        Assert.Equal($"{record}?recorded=returned-from-hospital", back.Location);
        var (_, board) = await sergeant.Open("/suites/CENTRAL");
        Assert.Contains("Cell F3", board, StringComparison.Ordinal);
        Assert.Contains("value=\"visit?", board, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_an_interview_is_open_it_is_said_that_no_visit_falls_due_before_and_after_rest_is_recorded()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T21:19:00Z", adjust: Alerting.Untimed);
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T17:00:00Z"), Told.Authorised("2026-06-10T17:10:00Z"),
            Told.Event("interview-started", "2026-06-10T18:04:00Z", new { appropriateAdultPresent = true }));
        using var sergeant = new Reader(suite, "sgt-01");
        var record = $"/detentions/{id}";
        const string Notice = "An interview begun 19:04 is still open: no visit falls due, or counts, until its end is recorded.";

        foreach (var kind in new[] { "rest-started", "visit", "cell-placed" })
        {
            var (_, form) = await sergeant.Open($"{record}/entries/{kind}");
            Assert.Contains(Notice, form, StringComparison.Ordinal);
            Assert.Contains($"href=\"{record}/entries/interview-ended\"", form, StringComparison.Ordinal);
        }
        Assert.DoesNotContain(Notice, (await sergeant.Open($"{record}/entries/drink-offered")).Html, StringComparison.Ordinal);
        using var officer = new Reader(suite, "do-01");
        Assert.Contains("ask the custody sergeant to record that first", (await officer.Open($"{record}/entries/rest-started")).Html, StringComparison.Ordinal);
        var rest = await sergeant.Send($"{record}/entries/rest-started", ("returnUrl", record));
        Assert.EndsWith("?recorded=rest-started&during=interview", rest.Location!, StringComparison.Ordinal);
        Assert.Contains("Rest started. An interview is still open: until its end is recorded no visit falls due.", (await sergeant.Open(rest.Location!)).Html, StringComparison.Ordinal);
        var (_, board) = await sergeant.Open("/suites/CENTRAL");
        Assert.Contains("The child has been at rest since 22:19, but an interview begun at 19:04 is still open", board, StringComparison.Ordinal);
        Assert.DoesNotContain("has been in an interview since", board, StringComparison.Ordinal);

        await sergeant.Send($"{record}/entries/interview-ended", ("returnUrl", record));
        Assert.DoesNotContain(Notice, (await sergeant.Open($"{record}/entries/rest-started")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_between_two_stations_is_said_to_be_and_the_arrival_is_entered_with_its_station()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T21:19:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T19:00:00Z"), Told.Event("left-for-other-station", "2026-06-10T20:30:00Z", new { station = "NORTH" }));
        using var sergeant = new Reader(suite, "sgt-01");

        foreach (var path in new[] { "/suites/CENTRAL", $"/detentions/{id}" })
        {
            var (_, page) = await sergeant.Open(path);
            Assert.Contains("Between stations since 21:30<", page, StringComparison.Ordinal);
            Assert.Contains($"href=\"/detentions/{id}/entries/arrived-at-station\">Arrived at station", page, StringComparison.Ordinal);
            Assert.DoesNotContain("value=\"visit?", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_review_by_too_low_a_rank_is_said_not_to_count_and_the_form_says_who_holds_one()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T21:19:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T20:00:00Z"), Told.Authorised("2026-06-10T20:10:00Z"));
        using var sergeant = new Reader(suite, "sgt-01");
        var record = $"/detentions/{id}";
        var (_, form) = await sergeant.Open($"{record}/entries/review-held");

        Assert.Contains("Inspector or above before charge: a review by anyone lower does not count", form, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"sgt-01\"", form, StringComparison.Ordinal);
        Assert.DoesNotMatch("value=\"sergeant\" (checked|selected)", form);
        (string, string)[] held = [("officer.id", "sgt-01"), ("method", "in-person"), ("outcome", "continue"), ("returnUrl", record)];
        var low = await sergeant.Send($"{record}/entries/review-held", [("officer.rank", "sergeant"), .. held]);
        var proper = await sergeant.Send($"{record}/entries/review-held", [("officer.rank", "inspector"), .. held]);
        Assert.Equal($"{record}?recorded=review-held&uncounted=rank", low.Location);
        Assert.Equal($"{record}?recorded=review-held", proper.Location);
        Assert.Contains(
            "Recorded, but it does not count as a review: the officer is too low in rank. An inspector or above holds it before charge, a sergeant or above after.",
            (await sergeant.Open(low.Location!)).Html, StringComparison.Ordinal);

        await suite.As("feed-01").Taken(Told.Event("charged", "2026-06-10T21:00:00Z", new
        {
            officer = new { id = "4417", rank = "sergeant" },
            offences = new[] { new { description = "Theft from a shop", @class = "either-way" } },
        }));
        (_, form) = await sergeant.Open($"{record}/entries/review-held");
        Assert.Contains("Sergeant or above after charge", form, StringComparison.Ordinal);
        Assert.Contains("value=\"sgt-01\"", form, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_gate_makes_void_is_said_to_be_recorded_and_not_to_count_and_why()
    {
        await using var suite = await CustodySuite.Open("2026-06-11T12:00:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T20:00:00Z"), Told.Authorised("2026-06-10T20:10:00Z"),
            Told.Event("certificate-issued", "2026-06-11T11:00:00Z", """
                {"certificateId":"P-1","limb":"impracticable","officer":{"id":"4417","rank":"sergeant"},"circumstances":"The motorway is closed by snow both ways"}
                """));
        using var sergeant = new Reader(suite, "sgt-01");
        var record = $"/detentions/{id}";
        await sergeant.Open(record);

        Assert.Equal("only a superintendent or above may give one. The limit stands where it stood", await Said("extension-authorised", "as an extension: ",
            ("officer.id", "901"), ("officer.rank", "inspector"), ("until", "2026-06-12T05:00"), ("reason", "Enquiries")));
        Assert.Equal("the second review had not been held. The limit stands where it stood", await Said("extension-authorised", "as an extension: ",
            ("officer.id", "902"), ("officer.rank", "superintendent"), ("until", "2026-06-12T05:00"), ("reason", "Enquiries")));
        Assert.Equal("only a superintendent or above can let an interview begin with no appropriate adult", await Said("interview-started", "as urgent authority: ",
            ("appropriateAdultPresent", "no"), ("urgentAuthority.id", "901"), ("urgentAuthority.rank", "inspector")));
        Assert.Equal("the certificate itself does not count", await Said("certificate-produced", "as a certificate produced: ", ("certificateId", "P-1"), ("court", "Central")));

        async Task<string> Said(string kind, string what, params (string, string)[] answers)
        {
            var sent = await sergeant.Send($"{record}/entries/{kind}", [("entryId", Guid.NewGuid().ToString()), .. answers, ("returnUrl", record)]);
            Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
            var (_, page) = await sergeant.Open(sent.Location!);
            Assert.DoesNotContain("govuk-notification-banner--success", page, StringComparison.Ordinal);
            const string Begins = "data-uncounted>Recorded, but it does not count ";
            var said = page[(page.IndexOf(Begins, StringComparison.Ordinal) + Begins.Length)..];
            Assert.StartsWith(what, said, StringComparison.Ordinal);
            return said[what.Length..said.IndexOf(".</p>", StringComparison.Ordinal)];
        }
    }

    [Fact]
    public async Task Who_has_been_signed_out_is_told_that_nothing_was_recorded_and_where_to_sign_in()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T21:19:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T20:00:00Z"));
        using var nobody = new Reader(suite, null);

        var (status, page, _) = await nobody.Send($"/detentions/{id}/entries", ("quick", Quick));

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Contains("Nothing was recorded:", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/sign-in\" target=\"_blank\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_who_has_been_signed_out_wrote_is_kept_to_be_sent_again_but_no_PIN_is()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T21:19:00Z");
        using var nobody = new Reader(suite, null);
        var address = "/suites/CENTRAL/arrivals";

        var (_, page, _) = await nobody.Send(address, ("number", "CR-9 \"A\""), ("child.vulnerabilities", "missing"), ("child.vulnerabilities", "self-harm"));
        var (status, silent, _) = await nobody.Send("/pin", ("pin", "482913"), ("again", "482913"));

        foreach (var part in new[]
        {
            $"action=\"{address}\"", "name=\"number\" value=\"CR-9 \"A\"\"", "name=\"child.vulnerabilities\" value=\"missing\"",
            "name=\"child.vulnerabilities\" value=\"self-harm\"", "name=\"__RequestVerificationToken\"", ">Send again</button>",
        })
            Assert.Contains(part, page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.DoesNotContain("482913", silent, StringComparison.Ordinal);
        Assert.DoesNotContain("Send again", silent, StringComparison.Ordinal);
    }

    private static Instant At(string text) => InstantPattern.General.Parse(text).Value;
}

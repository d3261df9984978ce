using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Screens;

public sealed class ChildPageTests
{
    [Fact]
    public async Task An_alert_of_a_mealtime_that_was_missed_stays_where_it_was_acknowledged_though_the_next_has_begun()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T11:30:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T06:00:00Z"));
        await suite.Look();
        var due = (await suite.As("sgt-01").Read("/alerts?limit=500")).Body!["items"]!.AsArray()
            .Single(alert => alert!["clock"]!.ToString() == "meal-time" && alert["step"]!.ToString() == "due")!["id"]!.ToString();
        await suite.As("sgt-01").Call($"/alerts/{due}/acknowledge", new JsonObject());
        using var reader = new Reader(suite, "sgt-01");

        var (_, page) = await reader.Open($"/detentions/{id}");

        var line = page[page.IndexOf($"data-alert=\"{due}\"", StringComparison.Ordinal)..];
        Assert.Contains("acknowledged by sgt-01", line[..line.IndexOf("</div>", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_due_next_stands_at_the_head_of_the_page_and_not_of_one_that_looks_back()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:10:00Z"));
        using var reader = new Reader(suite, "sgt-01");

        var (_, page) = await reader.Open($"/detentions/{id}");

        Assert.Contains("cw-next__label\">Next</span> Visit", page[..page.IndexOf("id=\"quick\"", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.DoesNotContain("cw-next__label", (await reader.Open($"/detentions/{id}?at=2026-06-10T18:30:00Z")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rest_that_an_interview_or_leaving_for_hospital_ended_is_drawn_no_further()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T22:00:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T10:00:00Z"), Told.Authorised("2026-06-10T10:10:00Z"), Told.Event("rest-started", "2026-06-10T11:00:00Z"),
            Told.Event("interview-started", "2026-06-10T15:00:00Z", new { appropriateAdultPresent = true }), Told.Event("interview-ended", "2026-06-10T16:00:00Z"),
            Told.Event("rest-started", "2026-06-10T17:00:00Z"), Told.Event("left-for-hospital", "2026-06-10T19:00:00Z", new { purpose = "treatment" }),
            Told.Event("returned-from-hospital", "2026-06-10T20:00:00Z"), Told.Event("interview-started", "2026-06-10T21:00:00Z", new { appropriateAdultPresent = true }),
            Told.Event("left-for-hospital", "2026-06-10T21:30:00Z", new { purpose = "evidence" }));
        using var reader = new Reader(suite, "sgt-01");

        var (_, page) = await reader.Open($"/detentions/{id}");

        foreach (var bar in new[] { "Rest 12:00 to 16:00", "Rest 18:00 to 20:00", "Interviews 16:00 to 17:00", "Interviews 22:00 to 22:30" })
            Assert.Contains($"<title>{bar}</title>", page, StringComparison.Ordinal);
        Assert.Contains("Interviews, 2 times; Rest, 2 times", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_past_instant_shows_what_the_screen_showed_then_with_the_alerts_that_were_open()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Event("force-used", "2026-06-10T18:30:00Z", new { kind = "handcuffs", reason = "ran" }));
        await suite.LookAt("2026-06-10T19:00:00Z");
        await suite.LookAt("2026-06-10T21:00:00Z");
        await suite.As("feed-01").Taken(Told.Drink("2026-06-10T19:30:00Z"));
        using var reader = new Reader(suite, "sgt-01");

        var (_, known) = await reader.Open($"/detentions/{id}?at=2026-06-10T20:30:00Z&known=then");
        var (_, since) = await reader.Open($"/detentions/{id}?at=2026-06-10T20:30:00Z");

        Assert.Contains("This is how it stood at <time datetime=\"2026-06-10T20:30:00Z\">21:30</time>", known, StringComparison.Ordinal);
        Assert.Contains("what the screen showed", known, StringComparison.Ordinal);
        Assert.DoesNotContain("<span class=\"cw-entry__title\">Drink offered", known, StringComparison.Ordinal);
        Assert.Contains("<span class=\"cw-entry__title\">Drink offered", since, StringComparison.Ordinal);
        Assert.Contains("data-alert=", known, StringComparison.Ordinal);
        var (_, before) = await reader.Open($"/detentions/{id}?at=2026-06-10T18:45:00Z&known=then");
        Assert.Contains("no screen showed it", before, StringComparison.Ordinal);
        Assert.Contains("Nothing is counting down.", before, StringComparison.Ordinal);
        Assert.DoesNotContain("Acknowledge<", known, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_child_asked_for_is_answered_with_one_press_and_refused_only_with_a_reason()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T20:00:00Z"),
            Told.Event("child-asked", "2026-06-10T20:20:00Z", new Dictionary<string, string> { ["requestId"] = "r-1", ["for"] = "blanket" }),
            Told.Event("child-asked", "2026-06-10T20:21:00Z", new Dictionary<string, string> { ["requestId"] = "r-2", ["for"] = "phone-call" }));
        using var reader = new Reader(suite, "sgt-01");
        var (_, page) = await reader.Open($"/detentions/{id}");
        Assert.Contains("child-answered?requestId=r-1&outcome=given", page, StringComparison.Ordinal);

        var given = await reader.Send($"/detentions/{id}/entries", ("quick", "child-answered?requestId=r-1&outcome=given"), ("returnUrl", $"/detentions/{id}"));
        var bare = await reader.Send($"/detentions/{id}/entries/child-answered", ("requestId", "r-2"), ("outcome", "refused"));
        var refused = await reader.Send(
            $"/detentions/{id}/entries/child-answered", ("requestId", "r-2"), ("outcome", "refused"), ("reason", "The line is down"), ("returnUrl", $"/detentions/{id}"));

        Assert.Equal(
            (HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (given.Status, bare.Status, refused.Status));
        (_, page) = await reader.Open($"/detentions/{id}");
        Assert.Contains("Phone call, 21:21: refused 21:30: The line is down.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("outcome=given", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_says_what_it_put_right_and_can_itself_only_be_taken_back()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Drink("2026-06-10T18:30:00Z", id: "drink"));
        using var reader = new Reader(suite, "sgt-01");
        var address = $"/detentions/{id}/corrections?source={Uri.EscapeDataString(Told.Central)}&event=";
        await reader.Open(address + "drink");

        var corrected = await reader.Send(
            address + "drink", ("action", "replace"), ("why", "Wrong cell"), ("when", "2026-06-10T19:40"), ("outcome", "refused"));

        Assert.Equal(HttpStatusCode.SeeOther, corrected.Status);
        var (_, page) = await reader.Open($"/detentions/{id}");
        Assert.Contains("Wrong cell. Now reads: Really 19:40. Outcome: Refused.", page, StringComparison.Ordinal);
        var correction = Assert.Single(await suite.As("sgt-01").Entries(id), entry => entry["type"]!.ToString() == "custody.corrected");
        var (_, form) = await reader.Open(address + correction["eventId"]);
        Assert.Contains("value=\"retract\"", form, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"replace\"", form, StringComparison.Ordinal);
        var back = await reader.Send(address + correction["eventId"], ("action", "retract"), ("why", "It was right after all"));
        Assert.Equal(HttpStatusCode.SeeOther, back.Status);
        Assert.All(await suite.As("sgt-01").Entries(id), entry =>
            Assert.Equal(entry["type"]!.ToString() == "custody.corrected" && entry["eventId"]!.ToString() == correction["eventId"]!.ToString() ? "retracted" : null, entry["corrected"]?.ToString()));
    }

    [Fact]
    public async Task The_kind_of_place_asked_for_is_written_on_the_record_as_the_act_writes_it()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:30:00Z");
        var id = await suite.As("feed-01").Taken(Night.Refused());
        await suite.As("sgt-01").Asks(id);
        using var sergeant = new Reader(suite, "sgt-01");

        Assert.Contains(">non-secure, ", (await sergeant.Open($"/detentions/{id}")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_by_camera_is_not_told_as_the_last_visit_and_an_adult_who_did_not_come_is_no_longer_expected()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:10:00Z"),
            Told.Event("aa-requested", "2026-06-10T18:15:00Z", new { adult = new { kind = "parent" } }),
            Told.Event("aa-accepted", "2026-06-10T18:20:00Z", new { expectedAt = "2026-06-10T20:00:00Z" }),
            Told.Event("visit", "2026-06-10T20:10:00Z", new { method = "camera" }));
        using var reader = new Reader(suite, "sgt-01");
        var (_, page) = await reader.Open($"/detentions/{id}");
        Assert.Contains("<dd>none that counts; 21:10, camera, does not count</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dd>was expected 21:00, not here</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dd>expected 21:00</dd>", (await reader.Open($"/detentions/{id}?at=2026-06-10T19:59:00Z")).Html, StringComparison.Ordinal);

        await suite.As("feed-01").Taken(Told.Event("visit", "2026-06-10T19:05:00Z", new { method = "hatch" }));

        (_, page) = await reader.Open($"/detentions/{id}");
        Assert.Contains("<dd>20:05, hatch; 21:10, camera, does not count</dd>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "time": "2026-06-10T18:40:00Z", "data": { "outcome": "refused" } }""")]
    public async Task What_is_taken_back_reads_as_nothing_else_whatever_replacement_was_sent_with_it(string replacement)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Drink("2026-06-10T18:30:00Z", id: "drink"),
            Told.Retracted("drink", "2026-06-10T19:00:00Z").With(told => told["data"]!["replacement"] = JsonNode.Parse(replacement)));
        using var reader = new Reader(suite, "sgt-01");

        var (status, page) = await reader.Open($"/detentions/{id}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Drink offered, 19:30. Wrong record</p>", page, StringComparison.Ordinal);
    }
}

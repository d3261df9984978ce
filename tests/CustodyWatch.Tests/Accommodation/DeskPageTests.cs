using System.Net;
using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Accommodation;

public sealed class DeskPageTests
{
    private const string Evening = "2026-06-10T18:25:00Z";

    [Fact]
    public async Task The_desk_reads_the_duty_the_needs_the_court_and_whom_to_ring_on_one_page_and_answers_there()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken([
            .. Night.Refused(),
            Told.Event("risk-assessed", "2026-06-10T14:00:00Z", new { observationLevel = 2, lastAteAt = "2026-06-10T12:00:00Z" }),
            Told.Event("court-listed", "2026-06-10T18:22:00Z", new { court = "Westmarch Youth Court", sittingAt = "2026-06-11T09:00:00Z" })]);
        var request = $"/desk/requests/{id}/{await suite.As("sgt-01").Asks(id)}";
        suite.Clock.Advance(Duration.FromMinutes(35));
        using var desk = new Reader(suite, "desk-01");
        var (_, queue) = await desk.Open("/desk");
        var (_, page) = await desk.Open(request);

        foreach (var part in new[] { request, "AB, 15, girl", "0:25:00" }) Assert.Contains(part, queue, StringComparison.Ordinal);
        foreach (var part in new[] { "The duty is absolute", "tel:01632960101", "Westmarch Youth Court, Thu 11 Jun, 10:00", "Wounding (violent or sexual)", "at level 2 in custody" })
            Assert.Contains(part, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Third this week", page, StringComparison.Ordinal);

        var answered = await desk.Send(request,
            ("decision", "accepted"), ("placement.kind", "foster"), ("placement.transportBy", "authority"), ("worker", "EDT-7"));
        Assert.Equal(HttpStatusCode.SeeOther, answered.Status);
        (_, page) = await desk.Open(answered.Location!);
        Assert.Contains("The custody suite has your answer.", page, StringComparison.Ordinal);
        Assert.Contains("Foster. Brought by the authority.", page, StringComparison.Ordinal);
        Assert.Contains("Nobody waits for an answer from you.", (await desk.Open("/desk")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("interview-started", "Last slept</dt><dd>19:10</dd>")]
    [InlineData("left-for-hospital", "Last slept</dt><dd>19:10</dd>")]
    [InlineData("drink-offered", "Last slept</dt><dd>not known</dd>")]
    public async Task The_desk_reads_when_the_child_last_slept_also_of_a_rest_that_was_ended_unsaid(string then, string said)
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken([
            .. Night.Refused(), Told.Event("rest-started", "2026-06-10T14:00:00Z"),
            Told.Event(then, "2026-06-10T18:10:00Z", new { appropriateAdultPresent = true, purpose = "treatment", outcome = "accepted" })]);
        var request = $"/desk/requests/{id}/{await suite.As("sgt-01").Asks(id)}";
        using var desk = new Reader(suite, "desk-01");
        Assert.Contains(said, (await desk.Open(request)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_desk_is_told_of_a_child_it_declined_for_as_long_as_the_police_keep_the_child()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var first = await suite.As("sgt-01").Asks(id);
        using var desk = new Reader(suite, "desk-01");
        using var other = new Reader(suite, "desk-02");
        Assert.DoesNotContain(Still, (await desk.Open("/desk")).Html, StringComparison.Ordinal);

        await suite.As("desk-01").Declines(first);
        suite.Clock.Advance(Duration.FromHours(50));
        var (_, page) = await desk.Open("/desk");
        Assert.Matches($"1 child {Still}:\\s*<a class=\"govuk-link\" href=\"/desk/requests/{id}/{first}\">AB, CR-26-00001</a>\\.", page);
        Assert.DoesNotContain(Still, (await other.Open("/desk")).Html, StringComparison.Ordinal);

        var again = await suite.As("sgt-01").Asks(id);
        Assert.DoesNotContain(Still, (await desk.Open("/desk")).Html, StringComparison.Ordinal);
        await suite.As("desk-01").Declines(again);
        Assert.Contains($"1 child {Still}", (await desk.Open("/desk")).Html, StringComparison.Ordinal);
        await suite.As("feed-01").Taken(Told.Event("transferred", "2026-06-12T20:25:00Z", new { to = "court", court = "Westmarch Youth Court", receiver = "Escort 7" }));
        Assert.DoesNotContain(Still, (await desk.Open("/desk")).Html, StringComparison.Ordinal);
    }

    private const string Still = "you declined is still in police detention";

    [Theory]
    [InlineData("2026-06-10T18:20", "Ready from is more than an hour ago: check it")]
    [InlineData("2026-06-18T19:30", "Ready from is more than 7 days ahead: check it")]
    public async Task From_when_a_place_is_ready_is_asked_about_once_where_it_is_past_or_far_ahead(string written, string said)
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var request = $"/desk/requests/{id}/{await suite.As("sgt-01").Asks(id)}";
        using var desk = new Reader(suite, "desk-01");
        await desk.Open(request);
        (string, string)[] answer = [("decision", "accepted"), ("placement.kind", "foster"), ("placement.readyAt", written), ("placement.transportBy", "police"), ("worker", "EDT-7")];

        var first = await desk.Send(request, answer);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, first.Status);
        Assert.Contains(said, first.Html, StringComparison.Ordinal);
        Assert.Contains($"name=\"placement.readyAt.asked\" value=\"{written}\"", first.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await desk.Send(request, [.. answer, ("placement.readyAt.asked", written)])).Status);
    }

    [Fact]
    public async Task Saying_no_takes_a_reason_and_the_duty_understood_and_asking_for_a_fact_takes_the_fact()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var request = $"/desk/requests/{id}/{await suite.As("sgt-01").Asks(id)}";
        using var desk = new Reader(suite, "desk-01");
        await desk.Open(request);

        foreach (var (fields, said) in new ((string, string)[], string)[]
        {
            ([("worker", "EDT-7")], "What is your answer: choose one"),
            ([("decision", "declined"), ("reasonCode", "no-placement-found"), ("worker", "EDT-7")], "Say that you understand the duty, or take the child"),
            ([("decision", "declined"), ("confirm", "duty-understood"), ("worker", "EDT-7")], "Why: choose one"),
            ([("decision", "needs-facts"), ("worker", "EDT-7")], "Say which fact you need"),
            ([("decision", "accepted")], "Your name: fill this in"),
            ([("decision", "accepted"), ("worker", "EDT-7"), ("placement.readyAt", "soon")], "Ready from"),
        })
        {
            var refused = await desk.Send(request, fields);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains(said, refused.Html, StringComparison.Ordinal);
        }
        Assert.Equal("open", (await suite.As("desk-01").Read("/accommodation-ledger")).Body!["items"]![0]!["outcome"]!.ToString());
        var asks = await desk.Send(request, ("decision", "needs-facts"), ("text", "Is she allergic to dogs?"), ("worker", "EDT-7"));
        Assert.Equal(HttpStatusCode.SeeOther, asks.Status);
        Assert.Contains("You asked for facts.", (await desk.Open("/desk")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_answers_second_is_told_and_changes_the_answer_only_by_sending_it_again()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var request = await suite.As("sgt-01").Asks(id);
        using var desk = new Reader(suite, "desk-01");
        await desk.Open($"/desk/requests/{id}/{request}");
        await suite.As("mgr-01").Accepts(request, "Bea");

        (string, string)[] no = [("decision", "declined"), ("reasonCode", "not-our-child"), ("confirm", "duty-understood"), ("worker", "Ada")];
        var overtaken = await desk.Send($"/desk/requests/{id}/{request}", no);
        Assert.Equal(HttpStatusCode.Conflict, overtaken.Status);
        Assert.Contains("Another answer came first and stands", overtaken.Html, StringComparison.Ordinal);
        Assert.Matches("(?s)Accepted</strong>.*by Bea", overtaken.Html);
        Assert.Contains("name=\"insteadOf\" value=\"accepted\"", overtaken.Html, StringComparison.Ordinal);

        suite.Clock.Advance(Duration.FromMinutes(1));
        Assert.Equal(HttpStatusCode.SeeOther, (await desk.Send($"/desk/requests/{id}/{request}", [.. no, ("insteadOf", "accepted")])).Status);
        Assert.Equal("declined", (await suite.As("desk-01").Read("/accommodation-ledger")).Body!["items"]![0]!["outcome"]!.ToString());
    }

    [Fact]
    public async Task Early_word_stands_on_the_desk_and_another_authority_sees_none_of_it()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T17:00:00Z"),
            Told.Event("accommodation-likely", "2026-06-10T18:00:00Z", new { authority = "E08000099", reason = "Bail is unlikely" }));
        var other = await suite.As("feed-01").Taken(Night.Refused(record: "CR-26-00002"));
        var request = await suite.As("sgt-01").Asks(other);
        using var desk = new Reader(suite, "desk-01");
        using var foreign = new Reader(suite, "desk-02");

        Assert.Contains("Bail is unlikely", (await desk.Open("/desk")).Html, StringComparison.Ordinal);
        var (_, theirs) = await foreign.Open("/desk");
        Assert.DoesNotContain("Bail is unlikely", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain(request, theirs, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await foreign.Open($"/desk/requests/{other}/{request}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.Open($"/detentions/{id}/place")).Status);
    }

    [Fact]
    public async Task Two_requests_under_one_id_are_each_opened_and_answered_as_their_own()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var asked = Night.Request();
        asked["requestId"] = "r-7";
        var (first, second) = (
            await suite.As("feed-01").Taken([.. Night.Refused(), Told.Event("accommodation-requested", "2026-06-10T18:21:00Z", asked.ToJsonString())]),
            await suite.As("feed-01").Taken([
                .. Night.Refused(record: "CR-26-00002"), Told.Event("accommodation-requested", "2026-06-10T18:22:00Z", asked.ToJsonString(), "CR-26-00002")]));
        using var desk = new Reader(suite, "desk-01");
        var (_, queue) = await desk.Open("/desk");
        foreach (var child in new[] { first, second }) Assert.Contains($"href=\"/desk/requests/{child}/r-7\"", queue, StringComparison.Ordinal);
        Assert.Contains("CR-26-00001", (await desk.Open($"/desk/requests/{first}/r-7")).Html, StringComparison.Ordinal);

        var answered = await desk.Send($"/desk/requests/{first}/r-7", ("decision", "accepted"), ("placement.kind", "foster"), ("worker", "EDT-7"));

        Assert.Equal((HttpStatusCode.SeeOther, $"/desk/requests/{first}/r-7?answered=yes"), (answered.Status, answered.Location));
        var (_, page) = await desk.Open(answered.Location!);
        Assert.Contains("CR-26-00001", page, StringComparison.Ordinal);
        Assert.Contains("by EDT-7", page, StringComparison.Ordinal);
        Assert.Equal(
            ("open", "accepted"),
            (await Outcome(suite, "CR-26-00002"), await Outcome(suite, "CR-26-00001")));
        Assert.Contains($"href=\"/desk/requests/{first}/r-7\"", (await desk.Open("/ledger")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_with_an_id_alone_leads_to_its_request_or_where_several_have_it_to_the_queue()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var asked = Night.Request();
        asked["requestId"] = "r-7";
        var id = await suite.As("feed-01").Taken([.. Night.Refused(), Told.Event("accommodation-requested", "2026-06-10T18:21:00Z", asked.ToJsonString())]);
        using var desk = new Reader(suite, "desk-01");
        Assert.Equal($"/desk/requests/{id}/r-7", await desk.LedTo("/desk/requests/r-7"));

        await suite.As("feed-01").Taken([
            .. Night.Refused(record: "CR-26-00002"), Told.Event("accommodation-requested", "2026-06-10T18:22:00Z", asked.ToJsonString(), "CR-26-00002")]);
        Assert.Equal("/desk", await desk.LedTo("/desk/requests/r-7"));
        Assert.Null(await desk.LedTo("/desk/requests/r-8"));
    }

    private static async Task<string> Outcome(CustodySuite suite, string record) =>
        (await suite.As("desk-01").Read("/accommodation-ledger")).Body!["items"]!.AsArray()
            .Single(row => row!["custodyRecordNumber"]!.ToString() == record)!["outcome"]!.ToString();
}

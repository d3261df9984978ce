using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Accommodation;

public sealed class RequestTests
{
    private const string Evening = "2026-06-10T18:25:00Z";

    [Fact]
    public async Task A_place_is_asked_for_the_desk_sees_it_and_a_later_ledger_tells_both_sides_the_same()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());

        var asked = await suite.As("sgt-01").Call($"/detentions/{id}/accommodation-requests", Night.Request());
        Assert.Equal(HttpStatusCode.Created, asked.Status);
        Assert.Equal("2026-06-10T19:25:00Z", asked.Text("replyDueAt"));
        var queue = (await suite.As("desk-01").Read("/accommodation-requests?state=open")).Body!["items"]!.AsArray();
        Assert.Equal(asked.Text("requestId"), Assert.Single(queue)!["requestId"]!.ToString());

        suite.Clock.Advance(Duration.FromMinutes(45));
        Assert.Equal(HttpStatusCode.OK, (await suite.As("desk-01").Accepts(asked.Text("requestId")!)).Status);
        await suite.As("feed-01").Taken(Told.Event("transferred", "2026-06-10T19:10:00Z",
            new { to = "local-authority", authority = "E08000099", receiver = "Duty foster carer" }));

        var bySuite = await suite.As("sgt-01").Read("/accommodation-ledger");
        var row = Assert.Single(bySuite.Body!["items"]!.AsArray())!;
        Assert.Equal(("accepted", "45", "65", "true"), (row["outcome"]!.ToString(), row["minutesToAnswer"]!.ToString(),
            row["minutesInPoliceDetentionAfterCharge"]!.ToString(), row["transferred"]!.ToString()));
        foreach (var other in new[] { "desk-01", "insp-01", "hmi-01" })
            Assert.True(JsonNode.DeepEquals(row, (await suite.As(other).Read("/accommodation-ledger")).Body!["items"]![0]));
    }

    [Fact]
    public async Task The_desk_sees_every_charge_however_many_times_the_child_was_charged_and_the_arrests_offences_only_before_any()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken([.. Night.Refused(), Told.Event("charged", "2026-06-10T18:10:00Z", new
        {
            officer = new { id = "4417", rank = "sergeant" },
            offences = new[] { new { description = "Criminal damage", @class = "either-way", violentOrSexual = false } },
        })]);
        await suite.As("sgt-01").Asks(id);
        await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken([.. Night.Refused(record: "CR-2").Take(2)]));

        var rows = (await suite.As("desk-01").Read("/accommodation-requests")).Body!["items"]!.AsArray()
            .ToDictionary(row => row!["custodyRecordNumber"]!.ToString(), row => row!);

        Assert.Equal(["Wounding", "Criminal damage"], rows["CR-26-00001"]["offences"]!.AsArray().Select(offence => offence!.ToString()));
        Assert.True(rows["CR-26-00001"]["violentOrSexual"]!.GetValue<bool>());
        Assert.Equal(["Theft from a shop"], rows["CR-2"]["offences"]!.AsArray().Select(offence => offence!.ToString()));
    }

    [Theory]
    [InlineData("accommodation-withdrawn", """{ "requestId": "r-1", "reason": "Aunt found" }""")]
    [InlineData("transferred", """{ "to": "court", "court": "Westmarch Youth Court", "receiver": "Escort" }""")]
    public async Task Of_what_comes_after_a_request_was_closed_the_desk_is_told_its_own_answers_and_no_more(string closed, string how)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T22:00:00Z");
        await suite.As("feed-01").Taken(
        [
            .. Night.Refused(),
            Told.Event("healthcare-attended", "2026-06-10T18:30:00Z", new { finding = "fit", instructions = "Two paracetamol given" }),
            Told.Event("accommodation-requested", "2026-06-10T18:40:00Z", new { requestId = "r-1", authority = "E08000099", kind = "non-secure" }),
            Told.Event(closed, "2026-06-10T19:00:00Z", how),
            Told.Event("healthcare-attended", "2026-06-10T20:00:00Z", new { finding = "not-fit", instructions = "Cut on the left arm dressed" }),
            Told.Event("meal-offered", "2026-06-10T20:10:00Z", new { kind = "light", outcome = "accepted" }),
            Told.Event("court-listed", "2026-06-10T20:20:00Z", new { court = "Another Court", sittingAt = "2026-06-12T09:00:00Z" }),
            Told.Event("accommodation-answered", "2026-06-10T20:30:00Z", new { requestId = "r-1", decision = "accepted", worker = "EDT-7" }),
        ]);

        var row = (await suite.As("desk-01").Read("/accommodation-requests?state=closed")).Body!["items"]![0]!;

        Assert.Equal(("True", "Two paracetamol given"), (row["needs"]!["fitToBeDetained"]!.ToString().Replace("true", "True", StringComparison.Ordinal), row["needs"]!["healthInstructions"]!.ToString()));
        Assert.Null(row["needs"]!["lastMeal"]);
        Assert.Null(row["court"]);
        Assert.Equal("2026-06-10T18:05:00Z", row["chargedAt"]!.ToString());
        Assert.True(Assert.Single(row["answers"]!.AsArray())!["late"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Silence_is_an_outcome_until_an_answer_comes()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var request = await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        suite.Clock.Advance(Duration.FromMinutes(60));
        Assert.Equal("no-reply", await Outcome(suite));

        suite.Clock.Advance(Duration.FromMinutes(30));
        await suite.As("desk-01").Declines(request);
        Assert.Equal("declined", await Outcome(suite));
    }

    [Fact]
    public async Task Declining_an_ordinary_place_is_answered_with_the_duty_until_the_duty_is_understood()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var request = await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        var answer = new JsonObject { ["decision"] = "declined", ["reasonCode"] = "no-placement-found", ["worker"] = "EDT-7" };

        var refused = await suite.As("desk-01").Call($"/accommodation-requests/{request}/answer", answer);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Children Act 1989 s21(2)(b)", refused.Text("detail"), StringComparison.Ordinal);
        answer["decision"] = "declined ";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await suite.As("desk-01").Call($"/accommodation-requests/{request}/answer", answer)).Status);
        Assert.Equal("open", await Outcome(suite));
        Assert.Equal(HttpStatusCode.OK, (await suite.As("desk-01").Declines(request)).Status);
    }

    [Theory]
    [InlineData("2008-06-11", true)]
    [InlineData("2008-06-12", false)]
    public async Task No_place_is_asked_for_somebody_eighteen_when_bail_was_refused_and_a_desk_asked_all_the_same_owes_none(string born, bool adult)
    {
        // Bail is refused five minutes after midnight.
        await using var suite = await CustodySuite.Open("2026-06-10T23:10:00Z");
        var id = await suite.As("feed-01").Taken([.. Night.Refused(born: born).Take(3), Night.Refused()[3].With(told => told["time"] = "2026-06-10T23:05:00Z"), Told.Event(
            "accommodation-requested", "2026-06-10T23:06:00Z", new { requestId = "r-1", authority = "E08000099", kind = "non-secure" })]);
        foreach (var kind in new[] { "non-secure", "secure" })
        {
            var asked = await suite.As("sgt-01").Call($"/detentions/{id}/accommodation-requests", Night.Request(kind));
            Assert.Equal(adult ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Created, asked.Status);
            if (adult) Assert.Contains("PACE 1984 s38(6)", asked.Body!["errors"]!["authority"]![0]!.ToString(), StringComparison.Ordinal);
        }
        var row = (await suite.As("desk-01").Read("/accommodation-requests")).Body!["items"]!.AsArray().Single(one => one!["requestId"]!.ToString() == "r-1")!;
        Assert.Equal(!adult, row["duty"]!.ToString().Contains("The duty is absolute", StringComparison.Ordinal));
        using var desk = new Reader(suite, "desk-01");
        Assert.Equal(!adult, (await desk.Open($"/desk/requests/{id}/r-1")).Html.Contains("name=\"confirm\"", StringComparison.Ordinal));
        using var sergeant = new Reader(suite, "sgt-01");
        Assert.Equal(!adult, (await sergeant.Open($"/detentions/{id}/place")).Html.Contains("Ask for a place</button>", StringComparison.Ordinal));
        var declined = await suite.As("desk-01").Call("/accommodation-requests/r-1/answer",
            new JsonObject { ["decision"] = "declined", ["reasonCode"] = "not-our-child", ["worker"] = "EDT-7" });
        Assert.Equal(adult ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity, declined.Status);
    }

    [Fact]
    public async Task A_request_timed_by_a_clock_that_is_a_little_fast_is_answered_as_soon_as_it_is_seen()
    {
        await using var suite = await CustodySuite.Open(Evening);
        await suite.As("feed-01").Taken([.. Night.Refused(), Told.Event(
            "accommodation-requested", "2026-06-10T18:26:30Z", new { requestId = "r-1", authority = "E08000099", kind = "non-secure" })]);

        Assert.Equal("2026-06-10T18:26:30Z", (await suite.As("desk-01").Accepts("r-1")).Text("answeredAt"));
        Assert.Equal("accepted", await Outcome(suite));
    }

    [Fact]
    public async Task Of_two_desks_that_each_saw_no_answer_one_wins_and_the_other_is_told_who_and_what()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var request = await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));

        var answers = await Task.WhenAll(
            Answers(suite, request, "accepted", "Ada", insteadOf: ""), Answers(suite, request, "declined", "Cy", insteadOf: ""),
            Answers(suite, request, "accepted", "Bea", insteadOf: ""));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer =>
        {
            Assert.Equal(HttpStatusCode.Conflict, answer.Status);
            Assert.Matches("(Ada|Bea|Cy) answered (accepted|declined)", answer.Text("detail"));
        });
    }

    [Fact]
    public async Task Of_two_desks_that_answer_at_once_and_do_not_say_what_they_saw_the_one_that_offers_a_place_is_heard()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var request = await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));

        var answers = await Task.WhenAll(Answers(suite, request, "accepted", "Ada"), Answers(suite, request, "declined", "Cy", by: "mgr-01"));
        Assert.Equal(HttpStatusCode.OK, answers[0].Status);
        if (answers[1].Status != HttpStatusCode.OK) Assert.Contains("Ada answered accepted at 2026-06-10T18:25:00Z", answers[1].Text("detail")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manager_who_has_a_place_overrules_the_desk_that_declined_only_a_moment_ago()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var request = await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));

        Assert.Equal(HttpStatusCode.OK, (await Answers(suite, request, "declined", "Ada")).Status);
        suite.Clock.Advance(Duration.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await Answers(suite, request, "accepted", "Cy", by: "mgr-01")).Status);
        Assert.Equal("accepted", await Outcome(suite));
    }

    [Fact]
    public async Task Another_answers_otherwise_only_once_the_first_can_have_been_read_and_whoever_gave_it_at_any_time()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var request = await suite.As("sgt-01").Asks(id);
        await Answers(suite, request, "accepted", "Ada");
        suite.Clock.Advance(Duration.FromSeconds(119));
        foreach (var decision in new[] { "declined", "needs-facts" })
            Assert.Equal(HttpStatusCode.Conflict, (await Answers(suite, request, decision, "Cy", by: "mgr-01")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Answers(suite, request, "accepted", "Cy", by: "mgr-01")).Status);
        suite.Clock.Advance(Duration.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await Answers(suite, request, "offered-other", "Cy", by: "mgr-01")).Status);
        suite.Clock.Advance(Duration.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Conflict, (await Answers(suite, request, "declined", "Ada")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Answers(suite, request, "declined", "Ada", insteadOf: "offered-other")).Status);
        suite.Clock.Advance(Duration.FromMinutes(2));
        Assert.Equal(HttpStatusCode.OK, (await Answers(suite, request, "accepted", "Cy", by: "mgr-01")).Status);
        Assert.Equal(["accepted", "accepted", "offered-other", "declined", "accepted"], await Decisions(suite, id));
    }

    [Fact]
    public async Task A_later_answer_replaces_the_one_before_it_and_a_question_after_it_is_taken_too()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var request = await suite.As("sgt-01").Asks(id);
        suite.Clock.Advance(Duration.FromMinutes(5));
        Assert.Equal("accepted", (await Answers(suite, request, "accepted", "Ada")).Text("outcome"));
        suite.Clock.Advance(Duration.FromMinutes(5));
        Assert.Equal("declined", (await Answers(suite, request, "declined", "Ada")).Text("outcome"));
        Assert.Equal("declined", await Outcome(suite));

        suite.Clock.Advance(Duration.FromMinutes(5));
        var asked = await Answers(suite, request, "needs-facts", "Ada");
        Assert.Equal((HttpStatusCode.OK, "needs-facts", "declined"), (asked.Status, asked.Text("decision"), asked.Text("outcome")));
        Assert.Equal(["accepted", "declined", "needs-facts"], await Decisions(suite, id));
    }

    [Fact]
    public async Task An_answer_sent_again_is_answered_as_before_and_entered_once()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var request = await suite.As("sgt-01").Asks(id);
        suite.Clock.Advance(Duration.FromMinutes(5));
        var first = await suite.As("desk-01").Accepts(request);
        suite.Clock.Advance(Duration.FromMinutes(1));
        var again = await suite.As("desk-01").Accepts(request);

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.True(JsonNode.DeepEquals(first.Body, again.Body));
        Assert.Equal(["accepted"], await Decisions(suite, id));
        Assert.Equal(HttpStatusCode.OK, (await suite.As("mgr-01").Accepts(request, "Bea")).Status);
        Assert.Equal(["accepted", "accepted"], await Decisions(suite, id));
    }

    [Fact]
    public async Task An_answer_after_the_request_was_withdrawn_is_kept_and_shown_as_late()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        var request = await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        suite.Clock.Advance(Duration.FromMinutes(20));
        await suite.As("feed-01").Taken(Told.Event("accommodation-withdrawn", "2026-06-10T18:40:00Z", new { requestId = request, reason = "Aunt found" }));

        var late = await suite.As("desk-01").Accepts(request);
        Assert.Equal((HttpStatusCode.OK, "true", "withdrawn"), (late.Status, late.Text("late"), late.Text("outcome")));
        var row = (await suite.As("desk-01").Read("/accommodation-ledger")).Body!["items"]![0]!;
        Assert.Equal(("withdrawn", "true"), (row["outcome"]!.ToString(), row["lateAnswer"]!.ToString()));
    }

    [Theory]
    [InlineData("2015-01-01", "Stabbed a boy of his own age", "kind", "under 12")]
    [InlineData("2011-03-02", null, "seriousHarmReason", "s38(6A)")]
    public async Task Secure_is_refused_by_law_under_twelve_or_with_no_reason(string born, string? why, string field, string law)
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused(born));
        var answer = await suite.As("sgt-01").Call($"/detentions/{id}/accommodation-requests",
            new JsonObject { ["authority"] = "E08000099", ["kind"] = "secure", ["seriousHarmReason"] = why });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(law, answer.Body!["errors"]![field]![0]!.ToString(), StringComparison.Ordinal);
        Assert.Empty((await suite.As("sgt-01").Read("/accommodation-ledger")).Body!["items"]!.AsArray());
    }

    [Theory]
    [InlineData("E07000001", "district")]
    [InlineData("E09999999", "not among")]
    public async Task A_district_or_an_unknown_authority_is_refused_by_name(string authority, string said)
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var answer = await suite.As("sgt-01").Call($"/detentions/{id}/accommodation-requests",
            new JsonObject { ["authority"] = authority, ["kind"] = "non-secure" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(said, answer.Body!["errors"]!["authority"]![0]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_sees_or_answers_what_is_not_theirs()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var request = await suite.As("sgt-01").Asks(id);

        Assert.Equal(HttpStatusCode.NotFound, (await suite.As("desk-02").Accepts(request)).Status);
        Assert.Empty((await suite.As("desk-02").Read("/accommodation-ledger")).Body!["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.Forbidden, (await suite.As("desk-02").Read("/accommodation-ledger?authority=E08000099")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await suite.As("sgt-98").Call($"/detentions/{id}/accommodation-requests", Night.Request())).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await suite.As("sgt-01").Accepts(request)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await suite.As("hmi-01").Read("/accommodation-requests")).Status);
    }

    [Fact]
    public async Task Nothing_is_asked_for_before_the_arrival_is_on_the_record()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Told.Drink("2026-06-10T18:00:00Z"));

        var refused = await suite.As("sgt-01").Call($"/detentions/{id}/accommodation-requests", Night.Request());

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "No arrival is on the record yet."), (refused.Status, refused.Text("title")));
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T17:00:00Z"));
        Assert.Equal(HttpStatusCode.Created, (await suite.As("sgt-01").Call($"/detentions/{id}/accommodation-requests", Night.Request())).Status);
    }

    private static Task<Answer> Answers(CustodySuite suite, string request, string decision, string worker, string? insteadOf = null, string by = "desk-01")
    {
        var answer = new JsonObject { ["decision"] = decision, ["worker"] = worker, ["confirm"] = "duty-understood" };
        if (decision == "declined") answer["reasonCode"] = "no-placement-found";
        if (insteadOf is not null) answer["insteadOf"] = insteadOf;
        return suite.As(by).Call($"/accommodation-requests/{request}/answer", answer);
    }

    private static async Task<IEnumerable<string>> Decisions(CustodySuite suite, string detention) =>
        (await suite.As("sgt-01").Read($"/detentions/{detention}/timeline")).Body!["items"]!.AsArray()
            .Where(item => item!["type"]?.ToString() == "custody.accommodation-answered").Select(item => item!["data"]!["decision"]!.ToString());

    private static async Task<string> Outcome(CustodySuite suite) =>
        (await suite.As("desk-01").Read("/accommodation-ledger")).Body!["items"]![0]!["outcome"]!.ToString();
}

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
        var request = await suite.As("sgt-01").Asks(id);
        suite.Clock.Advance(Duration.FromMinutes(35));
        using var desk = new Reader(suite, "desk-01");
        var (_, queue) = await desk.Open("/desk");
        var (_, page) = await desk.Open($"/desk/requests/{request}");

        foreach (var part in new[] { $"/desk/requests/{request}", "AB, 15, girl", "0:25:00" }) Assert.Contains(part, queue, StringComparison.Ordinal);
        foreach (var part in new[] { "The duty is absolute", "tel:01632960101", "Westmarch Youth Court, Thu 11 Jun, 10:00", "Wounding (violent or sexual)", "at level 2 in custody" })
            Assert.Contains(part, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Third this week", page, StringComparison.Ordinal);

        var answered = await desk.Send($"/desk/requests/{request}",
            ("decision", "accepted"), ("placement.kind", "foster"), ("placement.transportBy", "authority"), ("worker", "EDT-7"));
        Assert.Equal(HttpStatusCode.SeeOther, answered.Status);
        (_, page) = await desk.Open(answered.Location!);
        Assert.Contains("The custody suite has your answer.", page, StringComparison.Ordinal);
        Assert.Contains("Foster. Brought by the authority.", page, StringComparison.Ordinal);
        Assert.Contains("Nobody waits for an answer from you.", (await desk.Open("/desk")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saying_no_takes_a_reason_and_the_duty_understood_and_asking_for_a_fact_takes_the_fact()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var request = await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        using var desk = new Reader(suite, "desk-01");
        await desk.Open($"/desk/requests/{request}");

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
            var refused = await desk.Send($"/desk/requests/{request}", fields);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains(said, refused.Html, StringComparison.Ordinal);
        }
        Assert.Equal("open", (await suite.As("desk-01").Read("/accommodation-ledger")).Body!["items"]![0]!["outcome"]!.ToString());
        var asks = await desk.Send($"/desk/requests/{request}", ("decision", "needs-facts"), ("text", "Is she allergic to dogs?"), ("worker", "EDT-7"));
        Assert.Equal(HttpStatusCode.SeeOther, asks.Status);
        Assert.Contains("You asked for facts.", (await desk.Open("/desk")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_answers_second_is_told_and_changes_the_answer_only_by_sending_it_again()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var request = await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        using var desk = new Reader(suite, "desk-01");
        await desk.Open($"/desk/requests/{request}");
        await suite.As("mgr-01").Accepts(request, "Bea");

        (string, string)[] no = [("decision", "declined"), ("reasonCode", "not-our-child"), ("confirm", "duty-understood"), ("worker", "Ada")];
        var overtaken = await desk.Send($"/desk/requests/{request}", no);
        Assert.Equal(HttpStatusCode.Conflict, overtaken.Status);
        Assert.Contains("Another answer came first and stands", overtaken.Html, StringComparison.Ordinal);
        Assert.Matches("(?s)Accepted</strong>.*by Bea", overtaken.Html);
        Assert.Contains("name=\"insteadOf\" value=\"accepted\"", overtaken.Html, StringComparison.Ordinal);

        suite.Clock.Advance(Duration.FromMinutes(1));
        Assert.Equal(HttpStatusCode.SeeOther, (await desk.Send($"/desk/requests/{request}", [.. no, ("insteadOf", "accepted")])).Status);
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
        Assert.Equal(HttpStatusCode.NotFound, (await foreign.Open($"/desk/requests/{request}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.Open($"/detentions/{id}/place")).Status);
    }
}

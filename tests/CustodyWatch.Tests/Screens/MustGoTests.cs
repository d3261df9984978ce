using System.Text.RegularExpressions;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Screens;

/// <summary>A child who has to go, whatever is still to be done, is said to have to go wherever the child is named, and told so.</summary>
public sealed partial class MustGoTests
{
    [Theory]
    [InlineData("review", "A review decided on release 21:30: the child is to be released", "Review decided: to be released", "Someone in charge has looked again, and you can go.", "wedi edrych eto, ac fe gei di fynd.")]
    [InlineData("under-ten", "Under ten: the child is to be let go, or kept safe under the Children Act", "Under ten: to be let go", "You are too young for them to keep you.", "rhy ifanc iddyn nhw dy gadw di.")]
    [InlineData("not-fit", "Found not fit to be detained 21:30: hospital or release", "Not fit: hospital or release", "We must take you to hospital, or let you go.", "Rhaid i ni fynd â ti i’r ysbyty")]
    public async Task Board_wall_handover_record_and_paper_say_it_and_the_card_says_nothing_of_having_to_stay(string why, string line, string fromAfar, string card, string inWelsh)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:45:00Z", adjust: Alerting.Untimed);
        var id = await suite.As("feed-01").Taken(
        [
            Told.Arrived("2026-06-10T18:00:00Z").With(told => told["data"]!["child"]!["dateOfBirth"] = why == "under-ten" ? "2016-12-01" : "2011-03-02"),
            Told.Authorised("2026-06-10T18:10:00Z"),
            .. why switch
            {
                "review" => [Review("2026-06-10T20:30:00Z", "release")],
                "not-fit" => [Told.Event("healthcare-attended", "2026-06-10T20:30:00Z", new { finding = "not-fit" })],
                _ => Array.Empty<System.Text.Json.Nodes.JsonObject>(),
            },
        ]);
        using var sergeant = new Reader(suite, "sgt-01");

        foreach (var path in new[] { "/suites/CENTRAL", "/suites/CENTRAL/handover", $"/detentions/{id}", "/suites/CENTRAL/paper" })
            Assert.Contains($"<p class=\"cw-charged\">{line}</p>", (await sergeant.Open(path)).Html, StringComparison.Ordinal);
        Assert.Contains($"<p class=\"cw-tile__charged\">{fromAfar}</p>", (await sergeant.Open("/suites/CENTRAL/wall")).Html, StringComparison.Ordinal);
        foreach (var path in new[] { "/suites/CENTRAL", $"/detentions/{id}" })
            Assert.Equal(why != "not-fit", (await sergeant.Open(path)).Html.Contains($"href=\"/detentions/{id}/entries/released\">Record the release<", StringComparison.Ordinal));

        var said = Card().Match((await sergeant.Open($"/detentions/{id}/card")).Html).Value;
        Assert.Contains(card, said, StringComparison.Ordinal);
        foreach (var untrue in new[] { "You have to stay", "whether you have to stay", "must let you go or charge you" })
            Assert.DoesNotContain(untrue, said, StringComparison.Ordinal);
        Assert.Contains(inWelsh, (await sergeant.Open($"/detentions/{id}/card?language=cy")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_review_that_decides_on_release_after_bail_was_refused_stands_before_the_refusal_and_the_place()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:45:00Z", adjust: Alerting.Untimed);
        var id = await suite.As("feed-01").Taken([.. Night.Refused(), Review("2026-06-10T18:40:00Z", "release", "sergeant")]);
        using var sergeant = new Reader(suite, "sgt-01");

        Assert.Contains("<p class=\"cw-charged\">Charged 19:05, a review decided on release 19:40: the child is to be released</p>", (await sergeant.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);
        Assert.Contains("A review decided on release 19:40: the child is to be released. <a", (await sergeant.Open($"/detentions/{id}/place")).Html, StringComparison.Ordinal);
        var said = Card().Match((await sergeant.Open($"/detentions/{id}/card")).Html).Value;
        foreach (var untrue in new[] { "have said no to letting you go", "You will go to court as soon", "should not have to sleep in a cell" })
            Assert.DoesNotContain(untrue, said, StringComparison.Ordinal);

        await suite.As("feed-01").Taken(Review("2026-06-10T18:42:00Z", "continue", "sergeant"));
        Assert.Contains("Charged 19:05, bail refused<", (await sergeant.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_not_fit_to_be_detained_who_is_at_hospital_is_there_already_and_still_not_told_to_stay_for_questions()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:45:00Z", adjust: Alerting.Untimed);
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:10:00Z"),
            Told.Event("healthcare-attended", "2026-06-10T20:20:00Z", new { finding = "not-fit" }),
            Told.Event("left-for-hospital", "2026-06-10T20:30:00Z", new { purpose = "treatment" }));
        using var sergeant = new Reader(suite, "sgt-01");

        Assert.DoesNotContain("hospital or release<", (await sergeant.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);
        var said = Card().Match((await sergeant.Open($"/detentions/{id}/card")).Html).Value;
        Assert.DoesNotContain("We must take you to hospital", said, StringComparison.Ordinal);
        Assert.DoesNotContain("You have to stay", said, StringComparison.Ordinal);

        await suite.As("feed-01").Taken(Told.Event("returned-from-hospital", "2026-06-10T20:40:00Z"));
        Assert.Contains("Found not fit to be detained 21:20: hospital or release<", (await sergeant.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);
        await suite.As("feed-01").Taken(Told.Event("healthcare-attended", "2026-06-10T20:44:00Z", new { finding = "fit" }));
        Assert.DoesNotContain("hospital or release<", (await sergeant.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);
        Assert.Contains("You have to stay so that they can ask you questions.", (await sergeant.Open($"/detentions/{id}/card")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_bail_was_granted_and_a_further_charge_the_certificate_and_the_search_for_a_bed_ask_for_the_decision_on_bail()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:45:00Z", adjust: Alerting.Untimed);
        var id = await suite.As("feed-01").Taken([.. Night.Refused(), Told.Event("bail-granted", "2026-06-10T18:35:00Z", new { conditional = true })]);
        using var sergeant = new Reader(suite, "sgt-01");
        Assert.Contains("so it is given", (await sergeant.Open($"/detentions/{id}/certificate")).Html, StringComparison.Ordinal);

        await suite.As("feed-01").Taken(Night.Refused()[2].With(told => (told["id"], told["time"]) = ("again", "2026-06-10T18:40:00Z")));

        var (certificate, place) = ((await sergeant.Open($"/detentions/{id}/certificate")).Html, (await sergeant.Open($"/detentions/{id}/place")).Html);
        Assert.Contains("Is a ground for refusing bail made out?", certificate, StringComparison.Ordinal);
        Assert.Contains("Bail is not decided.", place, StringComparison.Ordinal);
        foreach (var page in new[] { certificate, place })
        {
            Assert.DoesNotContain("so it is given", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Record the release", page, StringComparison.Ordinal);
        }
    }

    private static System.Text.Json.Nodes.JsonObject Review(string at, string outcome, string rank = "inspector") =>
        Told.Event("review-held", at, new { officer = new { id = "2210", rank }, method = "in-person", outcome });

    [GeneratedRegex("<article class=\"cw-card\".*</article>", RegexOptions.Singleline)]
    private static partial Regex Card();
}

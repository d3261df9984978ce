using System.Text.RegularExpressions;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Board;

/// <summary>What the screens say of a child who was charged.</summary>
public sealed partial class HowItStandsTests
{
    [Fact]
    public async Task How_it_stands_with_a_charged_child_is_said_in_one_line_and_what_is_owed_leads_to_where_it_is_done()
    {
        await using var suite = await CustodySuite.OpenUntimed("2026-06-10T18:25:00Z");
        var id = await suite.As("feed-01").Taken(Night.Refused());
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z", record: "CR-2"));
        Assert.Contains("<p class=\"cw-charged\">Charged 19:05, bail refused</p>", await Page("/suites/CENTRAL"), StringComparison.Ordinal);
        Assert.Equal("Bail refused", await OnWall());
        suite.Clock.AdvanceMinutes(40);
        Assert.Contains($"href=\"/detentions/{id}/place\">Ask for a place<", await Page("/suites/CENTRAL"), StringComparison.Ordinal);

        var request = await suite.As("sgt-01").Asks(id);
        Assert.Contains("Charged 19:05, bail refused, place asked for 20:05<", await Page("/suites/CENTRAL"), StringComparison.Ordinal);
        Assert.Equal("Place asked for 20:05", await OnWall());
        suite.Clock.AdvanceMinutes(20);
        await suite.As("desk-01").Declines(request);
        await suite.As("feed-01").Taken(Told.Event("court-listed", "2026-06-10T19:20:00Z", new { court = "Westmarch Youth Court", sittingAt = "2026-06-11T08:01:00Z" }));
        foreach (var path in new[] { "/suites/CENTRAL", "/suites/CENTRAL/handover" })
        {
            var page = await Page(path);
            Assert.Equal("Charged 19:05, bail refused, place declined 20:25, court Thu 11 Jun 09:01", Assert.Single(Charged().Matches(page)).Groups[1].Value);
            Assert.Contains($"href=\"/detentions/{id}/certificate\">Sign a certificate<", page, StringComparison.Ordinal);
        }

        Assert.Equal("Place declined 20:25", await OnWall());
        await suite.As("feed-01").Taken(Told.Event("bail-granted", "2026-06-10T19:24:00Z", new { conditional = true }));
        Assert.Equal("Bail granted: to be released", await OnWall());
        const string Granted = "Charged 19:05, court Thu 11 Jun 09:01, bail granted 20:24: the child is to be released";
        foreach (var path in new[] { "/suites/CENTRAL", "/suites/CENTRAL/handover" })
            Assert.Contains($"<p class=\"cw-charged\">{Granted}</p>", await Page(path), StringComparison.Ordinal);
        Assert.Contains("granted with conditions, 20:24: the child is to be released", await Page($"/detentions/{id}"), StringComparison.Ordinal);
        foreach (var path in new[] { "/suites/CENTRAL", $"/detentions/{id}" })
            Assert.Contains($"href=\"/detentions/{id}/entries/released\">Record the release<", await Page(path), StringComparison.Ordinal);

        async Task<string> Page(string path)
        {
            using var sergeant = new Reader(suite, "sgt-01");
            return (await sergeant.Open(path)).Html;
        }

        async Task<string> OnWall() => Assert.Single(OfTile().Matches(await Page("/suites/CENTRAL/wall"))).Groups[1].Value;
    }

    [Fact]
    public async Task That_an_authority_asks_a_fact_first_is_on_every_screen_the_sergeant_watches()
    {
        await using var suite = await CustodySuite.OpenUntimed("2026-06-10T18:45:00Z");
        var id = await suite.As("feed-01").Taken(
        [
            .. Night.Refused(),
            Told.Event("accommodation-requested", "2026-06-10T18:25:00Z", new { requestId = "R-1", authority = "E08000099", kind = "non-secure" }),
            Told.Event("accommodation-answered", "2026-06-10T18:30:00Z", new { requestId = "R-1", decision = "needs-facts", text = "Is he on medication?", worker = "P. Ames" }),
        ]);
        using var sergeant = new Reader(suite, "sgt-01");

        const string Line = "Charged 19:05, bail refused, the authority asks a fact first, 19:30<";
        foreach (var (path, said) in new[]
        {
            ("/suites/CENTRAL", Line), ("/suites/CENTRAL/handover", Line), ("/suites/CENTRAL/handover", ">Asked for facts by the authority<"),
            ("/suites/CENTRAL/wall", "\"cw-tile__charged\">The authority asks a fact first, 19:30<"), ($"/detentions/{id}", ": asks a fact first, 19:30<"),
            ($"/detentions/{id}/place", "Is he on medication?"), ($"/detentions/{id}/place", "Give the authority the fact it asks for: ring <a"),
        })
            Assert.Contains(said, (await sergeant.Open(path)).Html, StringComparison.Ordinal);

        await suite.As("desk-01").Declines("R-1");
        Assert.DoesNotContain("Give the authority the fact", (await sergeant.Open($"/detentions/{id}/place")).Html, StringComparison.Ordinal);
        Assert.Contains("place declined", (await sergeant.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_given_before_bail_was_granted_is_on_neither_the_board_nor_the_childs_card_when_bail_is_refused_again()
    {
        await using var suite = await CustodySuite.OpenUntimed("2026-06-10T18:45:00Z");
        var id = await suite.As("feed-01").Taken(
        [
            .. Night.Refused(),
            Told.Event("accommodation-requested", "2026-06-10T18:25:00Z", new { requestId = "R-1", authority = "E08000099", kind = "non-secure" }),
            Told.Event("accommodation-answered", "2026-06-10T18:30:00Z", new { requestId = "R-1", decision = "accepted", worker = "EDT-7" }),
        ]);
        using var sergeant = new Reader(suite, "sgt-01");
        await Says("Charged 19:05, bail refused, place given 19:30<", "The council has found you somewhere to stay.");
        await suite.As("feed-01").Taken(
            Told.Event("bail-granted", "2026-06-10T18:35:00Z", new { conditional = true }),
            Night.Refused()[^1].With(told => told["time"] = "2026-06-10T18:40:00Z"));
        await Says("Charged 19:05, bail refused, place to be asked for again<", "We must ask the council to find you somewhere to stay.");

        async Task Says(string board, string card)
        {
            Assert.Contains(board, (await sergeant.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);
            Assert.Contains(card, (await sergeant.Open($"/detentions/{id}/card")).Html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task After_a_further_charge_or_authorisation_bail_is_not_decided_on_board_card_and_forecast_alike(int further)
    {
        await using var suite = await CustodySuite.OpenUntimed("2026-06-10T18:45:00Z");
        var id = await suite.As("feed-01").Taken([.. Night.Refused(), Told.Event("bail-granted", "2026-06-10T18:35:00Z", new { conditional = true })]);
        using var sergeant = new Reader(suite, "sgt-01");
        Assert.Contains("bail granted 19:35: the child is to be released<", (await sergeant.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);
        Assert.Contains("The police have to let you go now.", (await sergeant.Open($"/detentions/{id}/card")).Html, StringComparison.Ordinal);

        await suite.As("feed-01").Taken(Night.Refused()[further].With(told => (told["id"], told["time"]) = ("again", "2026-06-10T18:40:00Z")));
        foreach (var path in new[] { "/suites/CENTRAL", "/suites/CENTRAL/handover" })
            Assert.Contains("Charged 19:05, bail not decided<", (await sergeant.Open(path)).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("to be released", (await sergeant.Open($"/detentions/{id}")).Html, StringComparison.Ordinal);
        var card = (await sergeant.Open($"/detentions/{id}/card")).Html;
        foreach (var gone in new[] { "The police have to let you go now.", "You can go home until then", "The police have said no" })
            Assert.DoesNotContain(gone, card, StringComparison.Ordinal);
        var forecast = Assert.Single((await suite.As("insp-01").Read("/overnight/forecast?force=99")).Body!["items"]!.AsArray());
        Assert.Equal("Charged, and bail is not decided.", forecast!["why"]!.ToString());
    }

    [Fact]
    public async Task Bail_that_was_refused_stands_refused_on_board_and_card_after_a_further_charge()
    {
        await using var suite = await CustodySuite.OpenUntimed("2026-06-10T18:45:00Z");
        var id = await suite.As("feed-01").Taken(
            [.. Night.Refused(), Night.Refused()[2].With(told => (told["id"], told["time"]) = ("again", "2026-06-10T18:40:00Z"))]);
        using var sergeant = new Reader(suite, "sgt-01");

        Assert.Contains("Charged 19:05, bail refused<", (await sergeant.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);
        Assert.Contains("We must ask the council to find you somewhere to stay.", (await sergeant.Open($"/detentions/{id}/card")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_gets_no_later_on_board_wall_record_and_handover_after_a_late_charge()
    {
        await using var suite = await CustodySuite.OpenUntimed("2026-06-11T14:40:00Z");
        var id = await suite.As("feed-01").Taken(
        [
            Told.Arrived("2026-06-10T13:40:00Z"), Told.Authorised("2026-06-10T13:52:00Z"),
            .. new[] { "2026-06-10T19:00:00Z", "2026-06-11T03:30:00Z", "2026-06-11T12:00:00Z" }.Select(at =>
                Told.Event("review-held", at, new { officer = new { id = "2210", rank = "inspector" }, method = "in-person", outcome = "continue" })),
        ]);
        using var sergeant = new Reader(suite, "sgt-01");
        Assert.DoesNotContain("late when charged", (await sergeant.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);

        await suite.As("feed-01").Taken(Night.Refused()[2].With(told => told["time"] = "2026-06-11T14:25:00Z"));
        suite.Clock.AdvanceMinutes(90);
        foreach (var page in new[] { "/suites/CENTRAL", "/suites/CENTRAL/wall", $"/detentions/{id}", "/suites/CENTRAL/handover" })
            Assert.Single(Regex.Matches((await sergeant.Open(page)).Html, "45 min late when charged"));
    }

    [GeneratedRegex("<p class=\"cw-tile__charged\">([^<]+)</p>")]
    private static partial Regex OfTile();

    [GeneratedRegex("<p class=\"cw-charged\">([^<]+)</p>")]
    private static partial Regex Charged();
}

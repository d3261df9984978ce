using System.Net;
using System.Text.RegularExpressions;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Accommodation;

public sealed partial class PlacePageTests
{
    private const string Evening = "2026-06-10T18:25:00Z";

    [Fact]
    public async Task A_sergeant_gives_early_word_asks_makes_a_link_and_withdraws_on_one_page()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T17:00:00Z"));
        var place = $"/detentions/{id}/place";
        using var sergeant = new Reader(suite, "sgt-01");
        await sergeant.Open(place);

        var silent = await sergeant.Send($"{place}/early", ("authority", "E08000099"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.Status);
        Assert.Contains("Why a place may be needed tonight: fill this in", silent.Html, StringComparison.Ordinal);
        var early = await sergeant.Send($"{place}/early", ("authority", "E08000099"), ("reason", "Bail is unlikely"));
        Assert.Equal((HttpStatusCode.SeeOther, $"{place}?recorded=accommodation-likely"), (early.Status, early.Location));
        var asked = await sergeant.Send($"{place}/ask", ("authority", "E08000099"), ("kind", "non-secure"), ("neededBy", "2026-06-10T22:30"), ("notes", "Afraid of dogs"));
        Assert.Equal((HttpStatusCode.SeeOther, $"{place}?recorded=accommodation-requested"), (asked.Status, asked.Location));
        var (_, page) = await sergeant.Open(asked.Location!);
        Assert.Matches("""role="alert"[\s\S]*data-module="govuk-notification-banner"[\s\S]*>Accommodation requested</p>""", page);
        Assert.Contains("Bail is unlikely", page, StringComparison.Ordinal);
        Assert.Contains("Waiting", page, StringComparison.Ordinal);
        var queue = (await suite.As("desk-01").Read("/accommodation-requests")).Body!["items"]![0]!;
        Assert.Equal(("2026-06-10T21:30:00Z", "Afraid of dogs"), (queue["neededBy"]!.ToString(), queue["notes"]!.ToString()));

        var request = queue["requestId"]!.ToString();
        var link = await sergeant.Send($"{place}/requests/{request}/link");
        Assert.Matches("/link/[A-Za-z0-9_-]{32}", link.Html);
        Assert.Matches(Code(), link.Html);
        Assert.DoesNotMatch(Code(), (await sergeant.Open(place)).Html);

        var withdrawn = await sergeant.Send($"{place}/requests/{request}/withdraw", ("reason", "Aunt found"));
        Assert.Equal((HttpStatusCode.SeeOther, $"{place}?recorded=accommodation-withdrawn"), (withdrawn.Status, withdrawn.Location));
        Assert.Contains("Withdrawn", (await sergeant.Open(place)).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await sergeant.Send($"{place}/requests/{request}/link")).Status);
    }

    [Fact]
    public async Task A_form_sent_twice_asks_tells_and_withdraws_once_and_with_other_answers_once_more()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T17:00:00Z"));
        var place = $"/detentions/{id}/place";
        using var sergeant = new Reader(suite, "sgt-01");
        var (_, page) = await sergeant.Open(place);
        Assert.Equal(2, EntryId().Count(page));
        async Task SendTwice(string path, params (string, string)[] fields)
        {
            for (var i = 0; i < 2; i++)
            {
                Assert.Equal((HttpStatusCode.SeeOther, place), await StatusOf(path, fields));
                suite.Clock.Advance(NodaTime.Duration.FromSeconds(2));
            }
        }
        async Task<(HttpStatusCode, string?)> StatusOf(string path, (string, string)[] fields)
        {
            var (status, _, location) = await sergeant.Send(path, fields);
            return (status, location?.Split('?')[0]);
        }
        async Task<int> Count(string type) => (await suite.As("sgt-01").Entries(id)).Count(entry => entry["type"]!.ToString() == "custody." + type);

        var early = ("entryId", Guid.NewGuid().ToString());
        await SendTwice($"{place}/early", early, ("authority", "E08000099"), ("reason", "Bail is unlikely"));
        Assert.Equal(1, await Count("accommodation-likely"));
        await sergeant.Send($"{place}/early", early, ("authority", "E08000099"), ("reason", "Bail is refused"));
        Assert.Equal(2, await Count("accommodation-likely"));

        var asking = ("entryId", Guid.NewGuid().ToString());
        await SendTwice($"{place}/ask", asking, ("authority", "E08000099"), ("kind", "non-secure"));
        var row = Assert.Single((await suite.As("sgt-01").Read("/accommodation-ledger")).Body!["items"]!.AsArray())!;
        Assert.Equal(asking.Item2, row["requestId"]!.ToString());
        await sergeant.Send($"{place}/ask", asking, ("authority", "another"), ("another", "E08000035"), ("kind", "non-secure"));
        Assert.Equal(2, await Count("accommodation-requested"));

        await SendTwice($"{place}/requests/{asking.Item2}/withdraw", ("entryId", Guid.NewGuid().ToString()), ("reason", "Aunt found"));
        Assert.Equal(1, await Count("accommodation-withdrawn"));
        // What was withdrawn is asked for again, even on the old form.
        await sergeant.Send($"{place}/ask", asking, ("authority", "E08000099"), ("kind", "non-secure"));
        Assert.Equal(3, await Count("accommodation-requested"));

        // Of one whose answer was lost it is said that it was taken, though nobody may be asked any more.
        var last = ("entryId", Guid.NewGuid().ToString());
        await sergeant.Send($"{place}/ask", last, ("authority", "E08000099"), ("kind", "non-secure"));
        await suite.As("feed-01").Taken(Told.Released(suite.Clock.GetCurrentInstant().ToString()));
        await SendTwice($"{place}/ask", last, ("authority", "E08000099"), ("kind", "non-secure"));
        Assert.Equal(4, await Count("accommodation-requested"));
    }

    [Fact]
    public async Task A_page_with_a_link_that_is_loaded_anew_makes_no_other_and_says_when_it_was_made()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var request = await suite.As("sgt-01").Asks(id);
        var (place, button) = ($"/detentions/{id}/place", ("entryId", Guid.NewGuid().ToString()));
        using var sergeant = new Reader(suite, "sgt-01");
        using var desk = new Reader(suite, null);
        Assert.Matches($"""/requests/{request}/link"><input [^>]*><input type="hidden" name="entryId" value="[0-9a-f-]""", (await sergeant.Open(place)).Html);

        var made = await sergeant.Send($"{place}/requests/{request}/link", button);
        suite.Clock.AdvanceMinutes(3);
        var again = await sergeant.Send($"{place}/requests/{request}/link", button);

        var link = LinkUrl().Match(made.Html).Groups[1].Value;
        Assert.DoesNotContain("A link was made", made.Html, StringComparison.Ordinal);
        Assert.DoesNotMatch(LinkUrl(), again.Html);
        Assert.Contains("A link was made at 19:25. It was shown only then; make another only if that one is lost.", AnyTag().Replace(again.Html, ""), StringComparison.Ordinal);
        Assert.Contains("Make another link", again.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await desk.Open(link)).Status);

        var (other, _) = (await sergeant.Send($"{place}/requests/{request}/link", ("entryId", Guid.NewGuid().ToString())), 0);
        Assert.Matches(LinkUrl(), other.Html);
        Assert.Equal(HttpStatusCode.Gone, (await desk.Open(link)).Status);
        // The id of a button of one request says nothing of another.
        var second = await suite.As("sgt-01").Asks(id);
        Assert.Matches(LinkUrl(), (await sergeant.Send($"{place}/requests/{second}/link", button)).Html);
    }

    [Theory]
    [InlineData("2026-06-10T18:20", "Needed by is more than an hour ago: check it")]
    [InlineData("2026-06-18T19:30", "Needed by is more than 7 days ahead: check it")]
    [InlineData("2026-06-10T19:00", null)]
    [InlineData("2026-06-17T19:00", null)]
    public async Task By_when_a_place_is_needed_is_asked_about_once_where_it_is_past_or_far_ahead(string written, string? said)
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var place = $"/detentions/{id}/place";
        using var sergeant = new Reader(suite, "sgt-01");
        await sergeant.Open(place);
        (string, string)[] asked = [("authority", "E08000099"), ("kind", "non-secure"), ("neededBy", written)];

        var first = await sergeant.Send($"{place}/ask", asked);

        Assert.Equal(said is null ? HttpStatusCode.SeeOther : HttpStatusCode.UnprocessableEntity, first.Status);
        if (said is null) return;
        Assert.Contains(said, first.Html, StringComparison.Ordinal);
        Assert.Contains($"name=\"neededBy.asked\" value=\"{written}\"", first.Html, StringComparison.Ordinal);
        var otherwise = await sergeant.Send($"{place}/ask", [.. asked[..2], ("neededBy", "2026-07-01T12:00"), ("neededBy.asked", written)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, otherwise.Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await sergeant.Send($"{place}/ask", [.. asked, ("neededBy.asked", written)])).Status);
    }

    [Theory]
    [InlineData("2011-03-02", "secure", "E08000099", "s38(6A)")]
    [InlineData("2015-01-01", "secure", "E08000099", "under 12")]
    [InlineData("2011-03-02", "non-secure", "another", "Local authority to ask")]
    [InlineData("2011-03-02", "", "E08000099", "Kind of place: choose one")]
    public async Task What_may_not_be_asked_is_refused_on_the_form_with_the_law_and_nothing_is_written(string born, string kind, string authority, string said)
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused(born));
        using var sergeant = new Reader(suite, "sgt-01");
        var (_, page) = await sergeant.Open($"/detentions/{id}/place");
        Assert.Equal(born == "2011-03-02", page.Contains("name=\"kind\" value=\"secure\"", StringComparison.Ordinal));

        var refused = await sergeant.Send($"/detentions/{id}/place/ask", ("authority", authority), ("another", "E07000001"), ("kind", kind));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(said, refused.Html, StringComparison.Ordinal);
        Assert.Empty((await suite.As("sgt-01").Read("/accommodation-ledger")).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task The_authority_that_looks_after_the_child_comes_before_that_of_the_home_and_of_the_suite()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T17:00:00Z").With(told =>
        {
            told["data"]!["child"]!["lookedAfter"] = true;
            told["data"]!["child"]!["lookedAfterBy"] = "E10000098";
            told["data"]!["child"]!["homeAuthority"] = "E08000035";
        }));
        using var inspector = new Reader(suite, "insp-01");
        var (_, page) = await inspector.Open($"/detentions/{id}/place");

        Assert.Matches("(?s)Whom to ask, in this order.*E10000098\\), looks after the child.*E08000035\\), home of the child.*E08000099\\), where the suite stands", page);
        Assert.DoesNotContain("Ask for a place</button>", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await inspector.Send($"/detentions/{id}/place/ask")).Status);
        using var foreign = new Reader(suite, "sgt-98");
        Assert.Equal(HttpStatusCode.NotFound, (await foreign.Open($"/detentions/{id}/place")).Status);
    }

    [Fact]
    public async Task An_answer_by_telephone_and_the_move_are_recorded_from_the_same_page()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var request = await suite.As("sgt-01").Asks(id);
        using var sergeant = new Reader(suite, "sgt-01");
        var place = $"/detentions/{id}/place";
        var (_, page) = await sergeant.Open(place);
        var telephone = Telephone().Match(page).Groups[1].Value;

        Assert.Contains($"value=\"{request}\"", (await sergeant.Open(telephone)).Html, StringComparison.Ordinal);
        var answered = await sergeant.Send($"/detentions/{id}/entries/accommodation-answered",
            ("requestId", request), ("decision", "accepted"), ("worker", "EDT-7, by telephone"), ("returnUrl", place));
        Assert.Equal(HttpStatusCode.SeeOther, answered.Status);
        (_, page) = await sergeant.Open(answered.Location!);
        Assert.Contains("EDT-7, by telephone", page, StringComparison.Ordinal);
        Assert.Contains($"/detentions/{id}/entries/transferred?returnUrl={Uri.EscapeDataString(place)}&to=local-authority&authority=E08000099", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_the_child_has_left_nobody_waits_and_the_law_asks_nothing_any_more()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        await suite.As("sgt-01").Asks(id);
        using var sergeant = new Reader(suite, "sgt-01");
        var (_, page) = await sergeant.Open($"/detentions/{id}/place");
        Assert.Contains(">Waiting</strong>", page, StringComparison.Ordinal);
        Assert.Contains("What the law says now", page, StringComparison.Ordinal);

        await suite.As("feed-01").Taken(Told.Event("transferred", Evening, new { to = "court", court = "Central", receiver = "Escort" }));

        (_, page) = await sergeant.Open($"/detentions/{id}/place");
        Assert.Contains(">Nobody waits any more</strong>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">Waiting</strong>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("What the law says now", page, StringComparison.Ordinal);
        using var desk = new Reader(suite, "desk-01");
        Assert.Contains(">Nobody waits any more</strong>", (await desk.Open("/desk")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "Bail with conditions meets the ground, so it is given.")]
    [InlineData(false, "No ground is made out, so the child must be released, with or without bail.")]
    public async Task Once_bail_is_granted_the_page_says_so_and_asks_for_no_early_word(bool conditional, string law)
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused().Take(3));
        using var sergeant = new Reader(suite, "sgt-01");
        Assert.Contains("Bail is not decided.", (await sergeant.Open($"/detentions/{id}/place")).Html, StringComparison.Ordinal);

        await suite.As("feed-01").Taken(Told.Event("bail-granted", "2026-06-10T18:20:00Z", new { conditional }));

        var (_, page) = await sergeant.Open($"/detentions/{id}/place");
        Assert.DoesNotContain("Bail is not decided.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Send early word", page, StringComparison.Ordinal);
        Assert.Contains("Bail was granted: the child is to be released.", page, StringComparison.Ordinal);
        Assert.Contains(law, page, StringComparison.Ordinal);
        if (!conditional) Assert.DoesNotContain("Bail with conditions", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("cw-place__url\">https?://[^/]+(/link/[^<]+)<")]
    private static partial Regex LinkUrl();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex AnyTag();

    [GeneratedRegex("name=\"entryId\" value=\"[0-9a-f-]{36}\"")]
    private static partial Regex EntryId();

    [GeneratedRegex("Code <strong[^>]*>[0-9]{6}</strong>")]
    private static partial Regex Code();

    [GeneratedRegex("href=\"(/detentions/[^\"]+/entries/accommodation-answered[^\"]+)\"")]
    private static partial Regex Telephone();
}

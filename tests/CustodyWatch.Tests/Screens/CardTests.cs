using System.Net;
using System.Text.RegularExpressions;
using CustodyWatch.Features.Detentions.Card;
using CustodyWatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Screens;

public sealed partial class CardTests
{
    [Fact]
    public async Task The_card_says_in_plain_words_why_who_when_and_what_to_ask_for()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:10:00Z"),
            Told.Event("aa-requested", "2026-06-10T18:20:00Z", new { adult = new { kind = "scheme" } }),
            Told.Event("aa-accepted", "2026-06-10T18:30:00Z", new { expectedAt = "2026-06-10T19:45:00Z" }));
        using var officer = new Reader(suite, "do-01");
        var (status, page) = await officer.Open($"/detentions/{id}/card");

        Assert.Equal(HttpStatusCode.OK, status);
        foreach (var sentence in new[]
        {
            "They say it is about: Theft from a shop.", "You have to stay so that they can ask you questions.",
            "They say they will be here at 20:45 today.", "By 01:10 tomorrow, someone in charge must look again at whether you have to stay.",
            "We have not told your family", "You can have a lawyer. It is free.", "pads or tampons", "at least every 60 minutes",
        })
            Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)appropriate adult|detainee|PACE|authoris|relevant time", Card().Match(page).Value);
    }

    [Fact]
    public async Task A_child_whose_adult_has_gone_is_told_that_and_not_that_nobody_was_asked()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Event("aa-arrived", "2026-06-10T18:20:00Z", new { adult = new { kind = "parent" } }),
            Told.Event("aa-left", "2026-06-10T18:40:00Z"));
        using var officer = new Reader(suite, "do-01");
        Assert.Contains("The grown-up who was here to help you has left.", (await officer.Open($"/detentions/{id}/card")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aa-requested", "Another adult", "Scheme asked, 19:30")]
    [InlineData("aa-declined", "Another adult", "declined, 19:30")]
    public async Task Whatever_is_asked_or_said_of_another_adult_the_one_who_came_and_has_not_left_is_here(string then, string label, string said)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Event("aa-requested", "2026-06-10T18:10:00Z", new { adult = new { kind = "scheme" } }),
            Told.Event("aa-arrived", "2026-06-10T18:20:00Z", new { adult = new { kind = "parent" } }),
            Told.Event(then, "2026-06-10T18:30:00Z", new { adult = new { kind = "scheme" }, reason = "Nobody free" }));
        using var officer = new Reader(suite, "do-01");
        var record = Tags().Replace((await officer.Open($"/detentions/{id}")).Html, " ");
        Assert.Contains("A grown-up is here to help you.", (await officer.Open($"/detentions/{id}/card")).Html, StringComparison.Ordinal);
        Assert.Matches(@"Appropriate adult\s+Parent here since 19:20", record);
        Assert.Matches($@"{label}\s+{said}", record);

        await suite.As("feed-01").Taken(Told.Event("aa-left", "2026-06-10T18:40:00Z"));
        Assert.Contains("The grown-up who was here to help you has left.", (await officer.Open($"/detentions/{id}/card")).Html, StringComparison.Ordinal);
        Assert.Matches(@"Appropriate adult\s+left, 19:40", Tags().Replace((await officer.Open($"/detentions/{id}")).Html, " "));
    }

    [Theory]
    [InlineData("You can have a lawyer. It is free.", "requested", "declined")]
    [InlineData("We have asked a lawyer to help you.", "declined", "requested")]
    [InlineData("You can have a lawyer. It is free.", "arrived", "declined")]
    public async Task The_last_that_was_asked_or_said_of_a_lawyer_is_what_the_card_says(string sentence, string first, string then)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Event($"legal-adviser-{first}", "2026-06-10T18:20:00Z"),
            Told.Event($"legal-adviser-{then}", "2026-06-10T18:40:00Z"));
        using var officer = new Reader(suite, "do-01");
        Assert.Contains(sentence, (await officer.Open($"/detentions/{id}/card")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("left-for-hospital", "purpose", "treatment", "Tell the police officer or the nurse.", "Dweda wrth yr heddwas neu’r nyrs.")]
    [InlineData("left-for-hospital", "purpose", "evidence", "Tell the police officer or the nurse.", "Dweda wrth yr heddwas neu’r nyrs.")]
    [InlineData("left-for-other-station", "station", "NORTH", "Tell the police officer who is with you.", "Dweda wrth yr heddwas sydd gyda ti.")]
    public async Task A_child_who_is_away_is_told_of_no_button_no_door_and_no_mealtimes_of_the_suite(string left, string field, string value, string how, string inWelsh)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:10:00Z"));
        using var officer = new Reader(suite, "do-01");
        var here = Card().Match((await officer.Open($"/detentions/{id}/card")).Html).Value;
        Assert.Contains("Press the button", here, StringComparison.Ordinal);
        Assert.Contains("12:30", here, StringComparison.Ordinal);

        await suite.As("feed-01").Taken(Told.Event(left, "2026-06-10T18:30:00Z", new Dictionary<string, string> { [field] = value }));

        var card = Card().Match((await officer.Open($"/detentions/{id}/card")).Html).Value;
        Assert.Contains(how, card, StringComparison.Ordinal);
        Assert.DoesNotContain("button", card, StringComparison.Ordinal);
        Assert.DoesNotContain("12:30", card, StringComparison.Ordinal);
        Assert.Contains(inWelsh, (await officer.Open($"/detentions/{id}/card?language=cy")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_card_is_written_in_Welsh_and_says_so()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:10:00Z"));
        using var officer = new Reader(suite, "do-01");
        var (_, page) = await officer.Open($"/detentions/{id}/card?language=cy");

        Assert.Contains("<article class=\"cw-card\" id=\"card\" lang=\"cy\"", page, StringComparison.Ordinal);
        Assert.Contains("01:10 yfory", page, StringComparison.Ordinal);
        Assert.Contains("lang=\"en\"", (await officer.Open($"/detentions/{id}/card?language=xx")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-06-10T20:00:00Z", "en", "By midnight tonight, the police must let you go or charge you.")]
    [InlineData("2026-06-10T20:00:00Z", "cy", "Erbyn hanner nos heno, rhaid i’r heddlu adael i ti fynd neu dy gyhuddo di.")]
    [InlineData("2026-06-10T23:30:00Z", "en", "The police should have let you go or charged you by midnight last night.")]
    [InlineData("2026-06-10T23:30:00Z", "cy", "erbyn hanner nos neithiwr.")]
    public async Task A_limit_that_falls_at_midnight_is_not_read_as_the_end_of_the_next_day(string now, string language, string sentence)
    {
        await using var suite = await CustodySuite.Open(now);
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-09T23:00:00Z"), Told.Authorised("2026-06-09T23:10:00Z"));
        using var officer = new Reader(suite, "do-01");
        var (_, page) = await officer.Open($"/detentions/{id}/card?language={language}");
        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.DoesNotContain("00:00", Card().Match(page).Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "A court has told the police to bring you to it. It is about: Theft from a shop.", "By 19:00 tomorrow, the police must take you to court.")]
    [InlineData("cy", "Mae llys wedi dweud wrth yr heddlu am ddod â ti yno.", "Erbyn 19:00 yfory, rhaid i’r heddlu fynd â ti i’r llys.")]
    public async Task A_child_held_on_a_courts_warrant_is_told_of_the_court_and_of_no_questions_and_no_charge(string language, string why, string until)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z").With(told => told["data"]!["route"] = "court-warrant"), Told.Authorised("2026-06-10T18:10:00Z"));
        using var officer = new Reader(suite, "do-01");
        var card = Card().Match((await officer.Open($"/detentions/{id}/card?language={language}")).Html).Value;
        Assert.Contains(why, card, StringComparison.Ordinal);
        Assert.Contains(until, card, StringComparison.Ordinal);
        Assert.DoesNotMatch("questions|charge you|more time|cwestiynau|gyhuddo|mwy o amser", card);
    }

    [Theory]
    [InlineData("summary", false)]
    [InlineData("either-way", true)]
    public async Task That_someone_can_give_the_police_more_time_is_said_only_where_the_law_lets_them(string kind, bool said)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z").With(told => told["data"]!["offences"]![0]!["class"] = kind), Told.Authorised("2026-06-10T18:10:00Z"));
        using var officer = new Reader(suite, "do-01");
        var page = (await officer.Open($"/detentions/{id}/card")).Html;
        Assert.Contains("By 19:00 tomorrow, the police must let you go or charge you.", page, StringComparison.Ordinal);
        Assert.Equal(said, page.Contains("can give them more time", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, "You can go home until then, if you do what you have agreed to.")]
    [InlineData(false, "You can go home until then.</p>")]
    public async Task A_child_granted_bail_is_told_that_the_police_have_to_let_them_go_and_of_no_review(bool conditional, string sentence)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:45:00Z");
        var id = await suite.As("feed-01").Taken(Night.Refused());
        using var officer = new Reader(suite, "do-01");
        Assert.Contains("look again at whether you have to stay", (await officer.Open($"/detentions/{id}/card")).Html, StringComparison.Ordinal);

        await suite.As("feed-01").Taken(Told.Event("bail-granted", "2026-06-10T18:40:00Z", new { conditional }));

        var page = (await officer.Open($"/detentions/{id}/card")).Html;
        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.Contains("The police have to let you go now.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("look again at whether you have to stay", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_often_someone_looks_in_is_the_interval_itself_and_changes_with_no_interview_and_no_change_within_a_round()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:10:00Z"),
            Told.Event("observation-changed", "2026-06-10T18:52:00Z", new { observationLevel = 2, reason = "Said he wants to die" }));
        using var officer = new Reader(suite, "do-01");
        var (_, page) = await officer.Open($"/detentions/{id}/card");
        Assert.Contains("at least every 30 minutes", page, StringComparison.Ordinal);

        await officer.Send($"/detentions/{id}/card", ("language", "en"), ("digest", Digest().Match(page).Groups[1].Value));
        await suite.As("feed-01").Taken(Told.Event("interview-started", "2026-06-10T18:58:00Z", new { appropriateAdultPresent = true }));
        Assert.Contains("Nothing on it has changed", (await officer.Open($"/detentions/{id}/card")).Html, StringComparison.Ordinal);

        await suite.As("feed-01").Taken(Told.Event("interview-ended", "2026-06-10T18:59:00Z"), Told.Event("left-for-hospital", "2026-06-10T18:59:30Z", new { purpose = "evidence" }));
        Assert.DoesNotContain("at least every", (await officer.Open($"/detentions/{id}/card")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "You should have gone to court at 20:30 today.", "You go to court at")]
    [InlineData("cy", "Dylet ti fod wedi mynd i’r llys am 20:30 heddiw.", "Rwyt ti’n mynd i’r llys am")]
    public async Task A_sitting_that_is_past_is_said_to_be_late_and_not_to_come(string language, string late, string toCome)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:29:00Z");
        var id = await suite.As("feed-01").Taken(
        [
            .. Night.Refused(),
            Told.Event("court-listed", "2026-06-10T18:30:00Z", new { court = "Westmarch Youth Court", sittingAt = "2026-06-10T19:30:00Z" }),
        ]);
        using var officer = new Reader(suite, "do-01");
        Assert.Contains(toCome, (await officer.Open($"/detentions/{id}/card?language={language}")).Html, StringComparison.Ordinal);

        suite.Clock.AdvanceMinutes(1);
        var (_, page) = await officer.Open($"/detentions/{id}/card?language={language}");
        Assert.Contains(late, page, StringComparison.Ordinal);
        Assert.DoesNotContain(toCome, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2008-06-11", true)]
    [InlineData("2008-06-10", false)]
    public async Task Where_to_sleep_is_said_only_to_whoever_was_a_child_when_bail_was_refused(string born, bool said)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:45:00Z");
        const string DayBefore = "2026-06-09T22:40:00Z";
        var id = await suite.As("feed-01").Taken(
            [Night.Refused(born)[0].With(told => (told["time"], told["data"]!["arrestedAt"]) = (DayBefore, DayBefore)), .. Night.Refused(born).Skip(1)]);
        using var officer = new Reader(suite, "do-01");
        Assert.Equal(said, (await officer.Open($"/detentions/{id}/card")).Html.Contains("We must ask the council", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_language_says_everything()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        var texts = suite.Services.GetRequiredService<CardText>();
        var english = texts.In("en", (_, text) => text.GetAllStrings(includeParentCultures: true).Select(one => one.Name).ToHashSet());

        Assert.Equal(["en", "cy"], CardText.Languages);
        Assert.All(CardText.Languages.Skip(1), language => Assert.Equal(
            english.Order(), texts.In(language, (_, text) => text.GetAllStrings(includeParentCultures: false).Select(one => one.Name).Order().ToArray())));
    }

    [Fact]
    public async Task A_child_of_nine_can_read_it()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        var texts = suite.Services.GetRequiredService<CardText>();
        var sentences = texts.In("en", (_, text) => text.GetAllStrings(includeParentCultures: true).Select(one => one.Value).ToArray())
            .SelectMany(text => text.Split('.', '?', '!')).Select(sentence => Word().Matches(sentence).Select(word => word.Value).ToArray())
            .Where(sentence => sentence.Length > 0).ToArray();

        Assert.All(sentences, sentence => Assert.InRange(sentence.Length, 1, 18));
        Assert.InRange(sentences.Average(sentence => sentence.Length), 1, 10);
        Assert.All(sentences.SelectMany(sentence => sentence), word => Assert.InRange(word.Length, 1, 9));
    }

    [Fact]
    public async Task A_card_that_was_given_is_out_of_date_as_soon_as_a_time_on_it_moves()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        var feed = suite.As("feed-01");
        var id = await feed.Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:10:00Z"),
            Told.Event("aa-requested", "2026-06-10T18:20:00Z", new { adult = new { kind = "scheme" } }));
        using var officer = new Reader(suite, "do-01");
        var (_, page) = await officer.Open($"/detentions/{id}/card");
        Assert.Contains("has not been given a card yet", page, StringComparison.Ordinal);

        await officer.Send($"/detentions/{id}/card", ("language", "en"), ("digest", Digest().Match(page).Groups[1].Value));
        suite.Clock.AdvanceMinutes(5);
        await feed.Taken(Told.Drink("2026-06-10T19:02:00Z"));
        Assert.Contains("Nothing on it has changed", (await officer.Open($"/detentions/{id}/card")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Out of date", (await officer.Open($"/detentions/{id}")).Html, StringComparison.Ordinal);

        await feed.Taken(Told.Event("aa-accepted", "2026-06-10T19:03:00Z", new { expectedAt = "2026-06-10T21:30:00Z" }));

        Assert.Contains("Something has changed since this child was given a card, ", (await officer.Open($"/detentions/{id}/card")).Html, StringComparison.Ordinal);
        Assert.Contains("Out of date", (await officer.Open($"/detentions/{id}")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sgt-02", HttpStatusCode.NotFound)]
    [InlineData("hmi-01", HttpStatusCode.Forbidden)]
    [InlineData("insp-01", HttpStatusCode.OK)]
    public async Task The_card_is_for_those_who_look_after_the_child(string persona, HttpStatusCode expected)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        using var reader = new Reader(suite, persona);
        Assert.Equal(expected, (await reader.Open($"/detentions/{id}/card")).Status);
    }

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();

    [GeneratedRegex("[A-Za-z’]+")]
    private static partial Regex Word();

    [GeneratedRegex("name=\"digest\" value=\"([0-9a-f]+)\"")]
    private static partial Regex Digest();

    [GeneratedRegex("<article class=\"cw-card\".*</article>", RegexOptions.Singleline)]
    private static partial Regex Card();
}

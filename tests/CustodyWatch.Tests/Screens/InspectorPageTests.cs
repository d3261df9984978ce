using System.Net;
using System.Text.RegularExpressions;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Screens;

public sealed partial class InspectorPageTests
{
    [Fact]
    public async Task A_review_is_shown_with_who_must_be_heard_and_is_recorded_where_it_stands()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T23:00:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:10:00Z"),
            Told.Event("aa-arrived", "2026-06-10T19:00:00Z", new { adult = new { kind = "parent" } }),
            Told.Event("legal-adviser-requested", "2026-06-10T19:10:00Z"),
            Told.Event("rest-started", "2026-06-10T22:00:00Z"));
        using var inspector = new Reader(suite, "insp-01");
        var (_, page) = await inspector.Open("/forces/99");

        Assert.Contains("First review of detention", page, StringComparison.Ordinal);
        Assert.Contains("the appropriate adult, who is here, the solicitor, who has been asked for", page, StringComparison.Ordinal);
        Assert.Matches("At rest since <time[^>]*>[^<]+</time>\\.</strong> If the child will be asleep", page);

        var held = await inspector.Send(
            $"/detentions/{id}/entries/review-held", ("officer.id", "insp-01"), ("officer.rank", "inspector"), ("method", "in-person"),
            ("asleep", "no"), ("representations", "child"), ("representations", "appropriate-adult"), ("outcome", "continue"),
            ("returnUrl", "/forces/99"));

        Assert.Equal(HttpStatusCode.SeeOther, held.Status);
        var review = Assert.Single(await suite.As("sgt-01").Entries(id), entry => entry["type"]!.ToString() == "custody.review-held");
        Assert.Equal("[\"child\",\"appropriate-adult\"]", review["data"]!["representations"]!.ToJsonString());
        Assert.Contains("No review that falls to an inspector is due in six hours.", (await inspector.Open("/forces/99")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_child_at_rest_it_is_said_to_hold_the_review_before_it_falls_due_and_once_it_is_overdue_to_hold_it_now()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T23:00:00Z", adjust: Alerting.Untimed);
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:10:00Z"),
            Told.Event("interview-started", "2026-06-10T21:00:00Z", new { appropriateAdultPresent = true }),
            Told.Event("rest-started", "2026-06-10T22:00:00Z"));
        using var inspector = new Reader(suite, "insp-01");
        const string Before = "hold it before so that they are heard (Code C 15C)", Now = "Hold it now: a child who is asleep need not be heard (Code C 15.3)";

        var page = (await inspector.Open("/forces/99")).Html;
        Assert.Contains(Before, page, StringComparison.Ordinal);
        Assert.DoesNotContain(Now, page, StringComparison.Ordinal);
        Assert.Matches("\\(Code C 15C\\)\\. An interview begun <time[^>]*>[^<]+</time> is still open: has it ended\\?", page);

        await suite.LookAt("2026-06-11T00:30:00Z");
        page = (await inspector.Open("/forces/99")).Html;
        Assert.Contains(Now, page, StringComparison.Ordinal);
        Assert.DoesNotContain(Before, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_review_of_a_charged_child_is_the_custody_officers_and_no_inspectors()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        await suite.As("feed-01").Taken(Night.Refused());
        using var inspector = new Reader(suite, "insp-01");
        var (_, page) = await inspector.Open("/forces/99");

        Assert.Contains("No review that falls to an inspector is due in six hours.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Record this review", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_addressed_to_the_reader_stands_there_from_its_first_step_one_line_a_cycle()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:30:00Z", adjust: Alerting.Untimed);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        await suite.As("feed-01").Taken(Told.Event("force-used", "2026-06-10T18:30:00Z", new { kind = "handcuffs", reason = "Struck out" }));
        await suite.As("sgt-01").Asks(id);
        using var inspector = new Reader(suite, "insp-01");
        using var superintendent = new Reader(suite, "supt-01");

        await suite.LookAt("2026-06-10T18:33:00Z");
        Assert.Equal(["force-used-1 due", "screen-dark-1 due", "visit-1 escalation-1"], await ForReader(inspector));
        Assert.Equal(["visit-1 escalation-1"], await ForReader(superintendent));

        await suite.LookAt("2026-06-10T19:30:00Z");
        var standing = await ForReader(inspector);
        Assert.Contains("accommodation-reply-1 due", standing);
        Assert.Equal(standing.Count, standing.DistinctBy(alert => alert.Split(' ')[0]).Count());
        Assert.All(await ForReader(superintendent), alert => Assert.Contains("escalation", alert, StringComparison.Ordinal));

        async Task<IReadOnlyList<string>> ForReader(Reader reader)
        {
            var page = (await reader.Open("/forces/99")).Html;
            var part = page[page.IndexOf(">Alerts for you<", StringComparison.Ordinal)..page.IndexOf("id=\"due\"", StringComparison.Ordinal)];
            var shown = await suite.As("insp-01").Alerts();
            return [.. shown.Where(alert => part.Contains($"data-alert=\"{alert["id"]}\"", StringComparison.Ordinal)).Select(alert => $"{alert["clock"]}-{alert["clockSequence"]} {alert["step"]}").Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public async Task What_calls_the_reader_stands_the_gravest_first_with_the_words_of_the_board_and_is_counted_alike_on_every_page()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:30:00Z", adjust: Alerting.Untimed);
        await suite.As("feed-01").Taken(
            [.. Night.Refused(), Told.Event("force-used", "2026-06-10T18:25:00Z", new { kind = "handcuffs", reason = "Struck out" })]);
        await suite.LookAt("2026-06-10T18:33:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-09T17:00:00Z", record: "CR-2"), Told.Authorised("2026-06-09T17:10:00Z", "CR-2"));
        await suite.LookAt("2026-06-10T18:34:00Z");
        using var inspector = new Reader(suite, "insp-01");
        var (_, page) = await inspector.Open("/forces/99");

        var known = (await suite.As("insp-01").Alerts()).ToDictionary(alert => alert["id"]!.ToString());
        var listed = Listed().Matches(page).Select(match => (Alert: known[match.Groups["id"].Value], Shape: match.Groups["shape"].Value, Word: match.Groups["word"].Value)).ToArray();
        string[] severities = ["critical", "urgent", "warning", "info"], authorities = ["STATUTE", "CODE", "GUIDANCE", "LOCAL"];
        Assert.Equal(
            listed.OrderBy(one => Array.IndexOf(severities, one.Alert["severity"]!.ToString()))
                .ThenBy(one => Array.IndexOf(authorities, one.Alert["basis"]!["authority"]!.ToString()))
                .ThenBy(one => (one.Alert["dueAt"] ?? one.Alert["raisedAt"])!.ToString(), StringComparer.Ordinal),
            listed);
        Assert.Equal(("broken", "Broken"), (listed[0].Shape, listed[0].Word));
        Assert.Equal("STATUTE", listed[0].Alert["basis"]!["authority"]!.ToString());
        foreach (var clock in new[] { "force-used", "screen-dark" })
        {
            var local = Assert.Single(listed, one => one.Alert.Is("clock", clock));
            Assert.Equal(("late", "To review"), (local.Shape, local.Word));
        }
        foreach (var path in new[] { "/forces/99", "/ledger", "/rota", "/forecast", "/certificates" })
            Assert.Contains($" - {listed.Length} alerts for you - CustodyWatch</title>", (await inspector.Open(path)).Html, StringComparison.Ordinal);
    }

    [GeneratedRegex("""<li class="cw-duty cw-duty--(?<shape>[a-z]+)">(?:(?!</li>).)*?data-alert="(?<id>[^"]+)"(?:(?!</li>).)*?<strong class="cw-duty__state">(?<word>[^<]+)<""", RegexOptions.Singleline)]
    private static partial Regex Listed();

    [Fact]
    public async Task More_than_a_hundred_things_due_are_cut_at_a_hundred_and_the_page_says_of_how_many()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:10:00Z");
        using var inspector = new Reader(suite, "insp-01");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z", record: "CR-1"), Told.Authorised("2026-06-10T18:10:00Z", "CR-1"));
        Assert.Contains("Everything due in six hours", (await inspector.Open("/forces/99")).Html, StringComparison.Ordinal);

        for (var i = 2; i <= 15; i++)
            await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z", record: $"CR-{i}"), Told.Authorised("2026-06-10T18:10:00Z", $"CR-{i}"));
        var inAll = (await suite.As("insp-01").Read("/due?force=99&within=PT6H&limit=500")).Body!["items"]!.AsArray().Count;

        Assert.Contains($"Due in six hours: the first 100 of {inAll}<", (await inspector.Open("/forces/99")).Html, StringComparison.Ordinal);
    }
}

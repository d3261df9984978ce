using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Board;

public sealed partial class BoardTests
{
    [Fact]
    public async Task A_girl_held_for_forty_four_hours_with_nothing_to_eat_or_drink_is_at_the_top_of_the_board()
    {
        await using var suite = await CustodySuite.Open("2026-06-12T14:00:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-12T12:30:00Z", record: "CR-1"),
            Told.Arrived("2026-06-10T18:00:00Z", record: "CR-2"),
            Told.Authorised("2026-06-10T18:20:00Z", record: "CR-2"));

        var children = (await suite.As("sgt-01").Read("/suites/CENTRAL/board")).Body!["children"]!.AsArray();

        Assert.Equal(["CR-2", "CR-1"], children.Select(child => child!["detention"]!["custodyRecordNumber"]!.ToString()));
        var broken = children[0]!["clocks"]!.AsArray().Where(clock => clock!["state"]!.ToString() == "breached")
            .Select(clock => clock!["clock"]!.ToString());
        Assert.Subset(broken.ToHashSet(), new HashSet<string> { "detention-limit", "review", "meals", "food-taken", "drink", "visit" });
    }

    [Fact]
    public async Task What_is_done_of_the_first_hour_and_what_is_not_is_also_heard()
    {
        await using var suite = await CustodySuite.Open("2026-06-12T14:00:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-12T13:50:00Z"),
            Told.Event("seen-by-custody-officer", "2026-06-12T13:55:00Z", new { officer = new { id = "4417", rank = "sergeant" } }));
        using var sergeant = new Reader(suite, "sgt-01");

        var board = AnyTag().Replace((await sergeant.Open("/suites/CENTRAL")).Html, "");

        Assert.Contains("Done: Seen by the custody officer", board, StringComparison.Ordinal);
        Assert.Contains("Not done: Appropriate adult asked for", board, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("central")]
    [InlineData("NOPE")]
    public async Task Of_a_suite_that_does_not_exist_it_is_not_said_that_no_child_is_held_there(string code)
    {
        await using var suite = await CustodySuite.Open("2026-06-12T14:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-12T12:30:00Z"));
        using var inspector = new Reader(suite, "insp-01");

        Assert.Equal(HttpStatusCode.OK, (await suite.As("insp-01").Read("/suites/NORTH/board")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await suite.As("insp-01").Read($"/suites/{code}/board")).Status);
        foreach (var page in new[] { "", "/wall", "/paper", "/handover" })
            Assert.Equal(HttpStatusCode.NotFound, (await inspector.Open($"/suites/{code}{page}")).Status);
        Assert.Empty((await suite.As("admin-01").Read($"/access-log?subject=suites/{code}")).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_duty_stands_at_the_rung_it_has_climbed_to_after_its_time_was_put_right_and_whoever_acknowledges_it_has_seen_all()
    {
        await using var suite = await CustodySuite.OpenUntimed("2026-06-10T20:00:00Z");
        var authorised = Told.Authorised("2026-06-10T12:10:00Z").With(told => told["id"] = "g");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), authorised);
        await suite.Look();
        await suite.As("feed-01").Taken(Told.Replaced("g", "2026-06-10T20:00:00Z", new { time = "2026-06-10T12:07:00Z" }));
        await suite.Look();
        var review = (await suite.As("sgt-01").Alerts()).Where(alert => alert.Is("clock", "review")).ToDictionary(alert => alert["step"]!.ToString(), alert => alert);
        Assert.All(review.Values, alert => Assert.Equal("put-right", alert["reason"]!.ToString()));
        Assert.Equal(["warning", "due", "escalation-1", "escalation-2"], review.Keys.OrderByDescending(step => review[step]["sequence"]!.GetValue<long>()));

        using var sergeant = new Reader(suite, "sgt-01");
        var board = (await sergeant.Open("/suites/CENTRAL")).Html;
        Assert.Equal(["escalation-2"], review.Keys.Where(step => board.Contains(review[step]["id"]!.ToString(), StringComparison.Ordinal)));
        await suite.As("sgt-01").Call($"/alerts/{review["escalation-2"]["id"]}/acknowledge", new JsonObject());
        Assert.DoesNotContain(await suite.As("sgt-01").Alerts("state=open"), alert => alert.Is("clock", "review"));
    }

    [Fact]
    public async Task Visits_that_wait_for_an_interview_nobody_ended_are_on_the_board_and_on_the_childs_page()
    {
        await using var suite = await CustodySuite.OpenUntimed("2026-06-10T14:30:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:10:00Z"),
            Told.Event("interview-started", "2026-06-10T14:00:00Z", new { appropriateAdultPresent = true }));
        using var sergeant = new Reader(suite, "sgt-01");
        Assert.Contains("in an interview since 15:00: visits start again", (await sergeant.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);

        suite.Clock.Advance(Duration.FromMinutes(90));
        foreach (var page in new[] { "/suites/CENTRAL", $"/detentions/{id}" })
            Assert.Contains("Has it ended? Record the end", (await sergeant.Open(page)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drink_that_waits_for_a_rest_nobody_ended_is_on_the_board_and_on_the_childs_page_once_the_rest_is_whole()
    {
        await using var suite = await CustodySuite.OpenUntimed("2026-06-11T04:59:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T20:00:00Z"), Told.Authorised("2026-06-10T20:10:00Z"), Told.Drink("2026-06-10T20:30:00Z"), Told.Event("rest-started", "2026-06-10T21:00:00Z"));
        using var sergeant = new Reader(suite, "sgt-01");
        Assert.DoesNotContain("at rest since", (await sergeant.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);

        suite.Clock.Advance(Duration.FromMinutes(1));
        foreach (var page in new[] { "/suites/CENTRAL", $"/detentions/{id}" })
            Assert.Contains("at rest since 22:00, and no drink is due while it lasts. Has it ended?", (await sergeant.Open(page)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_the_duty_desk_is_told_is_no_alert_of_the_suites()
    {
        await using var suite = await CustodySuite.OpenUntimed("2026-06-10T18:25:00Z");
        var id = await suite.As("feed-01").Taken(Night.Refused());
        await suite.As("sgt-01").Asks(id);
        await suite.Look();
        using var sergeant = new Reader(suite, "sgt-01");

        Assert.Single(await suite.As("desk-01").Alerts("state=open"));
        var (_, page) = await sergeant.Open("/suites/CENTRAL");
        Assert.Equal(Regex.Count(page, "class=\"cw-alert cw-alert--open\"").ToString(CultureInfo.InvariantCulture), AlertsOpen().Match(page).Groups[1].Value);
    }

    [Fact]
    public async Task Every_alert_that_the_board_counts_stands_on_it_also_that_of_a_mealtime_missed_before_this_one()
    {
        await using var suite = await CustodySuite.OpenUntimed("2026-06-10T08:05:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T06:00:00Z"));
        await suite.LookAt("2026-06-10T11:35:00Z");
        var missed = Assert.Single(await suite.As("sgt-01").Alerts("meal-time", "due"))["id"]!.ToString();
        using var sergeant = new Reader(suite, "sgt-01");

        var (_, page) = await sergeant.Open("/suites/CENTRAL");

        Assert.Contains($"action=\"/alerts/{missed}/acknowledge\"", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("\\S</(strong|span)><span class=\"cw-alert__", page);
        Assert.Equal(Regex.Count(page, "class=\"cw-alert cw-alert--open\"").ToString(CultureInfo.InvariantCulture), AlertsOpen().Match(page).Groups[1].Value);
        Assert.Matches("<li class=\"cw-duty cw-duty--late\">\\s*<div class=\"cw-alert cw-alert--open\" data-alert=\"" + missed, page);
    }

    [Fact]
    public async Task An_alert_about_what_has_just_been_done_is_neither_listed_nor_counted()
    {
        await using var suite = await CustodySuite.OpenUntimed("2026-06-10T12:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.LookAt("2026-06-10T16:00:00Z");
        var drink = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"))["id"]!.ToString();
        using var sergeant = new Reader(suite, "sgt-01");
        var before = await Counted();
        await suite.As("feed-01").Taken(Told.Drink("2026-06-10T16:00:00Z"));

        Assert.Equal(before - 1, await Counted());
        Assert.Contains(await suite.As("sgt-01").Alerts("state=open"), alert => alert.Is("id", drink));

        async Task<int> Counted()
        {
            var (_, page) = await sergeant.Open("/suites/CENTRAL");
            var listed = Regex.Count(page, "class=\"cw-alert cw-alert--open\"");
            Assert.Equal(listed.ToString(CultureInfo.InvariantCulture), AlertsOpen().Match(page).Groups[1].Value);
            Assert.Contains($"- {listed} alerts open - CustodyWatch</title>", page, StringComparison.Ordinal);
            return listed;
        }
    }

    [Fact]
    public async Task A_missed_service_level_is_not_painted_on_the_wall_as_a_broken_law()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:31:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:05:00Z"));
        using var sergeant = new Reader(suite, "sgt-01");

        var (_, late) = await sergeant.Open("/suites/CENTRAL/wall");
        Assert.Contains("<li class=\"cw-tile cw-tile--late\"", late, StringComparison.Ordinal);
        Assert.Contains("<p class=\"cw-tile__state\">Late</p>", late, StringComparison.Ordinal);

        suite.Clock.AdvanceMinutes(35);
        var (_, broken) = await sergeant.Open("/suites/CENTRAL/wall");
        Assert.Contains("<li class=\"cw-tile cw-tile--broken\"", broken, StringComparison.Ordinal);
        Assert.Contains("<p class=\"cw-tile__state\">Broken</p>", broken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_is_due_soon_the_soonest_stands_first_whatever_it_is()
    {
        // The review is due at 00:10 and warned of for an hour; the visit is due in two minutes.
        await using var suite = await CustodySuite.Open("2026-06-10T23:15:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:10:00Z"),
            Told.Event("visit", "2026-06-10T22:17:00Z", new { method = "in-cell", response = "awake" }));
        using var sergeant = new Reader(suite, "sgt-01");

        var (_, board) = await sergeant.Open("/suites/CENTRAL");

        var soon = Soon().Matches(board).Select(match => match.Groups[1].Value.Trim()).ToArray();
        Assert.True(Array.IndexOf(soon, "Visit") >= 0 && Array.IndexOf(soon, "Visit") < Array.IndexOf(soon, "First review of detention"), string.Join(", ", soon));
    }

    [Fact]
    public async Task A_number_that_is_changed_is_on_a_board_that_was_read_before()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:30:00Z"));
        var before = await DrinkDue();

        await suite.As("admin-01").Call("/settings", new JsonObject
        {
            ["from"] = "2026-06-10T12:30:00Z",
            ["numbers"] = new JsonObject { ["drinkHours"] = 1 },
            ["reason"] = "A hot night",
        });

        Assert.NotEqual(before, await DrinkDue());
        Assert.Equal(await DrinkDue(), await DrinkDue());

        async Task<string> DrinkDue() => (await Clock(suite, "drink"))["dueAt"]!.ToString();
    }

    [Fact]
    public async Task How_long_a_review_has_stood_still_for_hospital_goes_on_while_the_careful_reading_warns_of_it()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T13:35:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T08:00:00Z"), Told.Authorised("2026-06-10T08:00:00Z"),
            Told.Event("left-for-hospital", "2026-06-10T12:00:00Z", new { purpose = "treatment" }));
        var before = await Clock(suite, "review");
        suite.Clock.AdvanceMinutes(10);
        var after = await Clock(suite, "review");

        Assert.Equal(("warning", "PT1H35M"), (before["state"]!.ToString(), before["pausedFor"]!.ToString()));
        Assert.Equal(("warning", "PT1H45M"), (after["state"]!.ToString(), after["pausedFor"]!.ToString()));
    }

    [Fact]
    public async Task A_review_that_waits_for_hospital_stands_as_what_is_next_by_its_careful_time_before_its_warning_begins()
    {
        await using var suite = await CustodySuite.OpenUntimed("2026-06-10T12:05:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T08:00:00Z"), Told.Authorised("2026-06-10T08:00:00Z"),
            Told.Event("left-for-hospital", "2026-06-10T12:00:00Z", new { purpose = "treatment" }));
        Assert.Equal("paused", (await Clock(suite, "review"))["state"]!.ToString());
        using var sergeant = new Reader(suite, "sgt-01");
        using var inspector = new Reader(suite, "insp-01");

        foreach (var path in new[] { "/suites/CENTRAL", $"/detentions/{id}" })
            Assert.Matches("""First review of detention <span class="cw-next__when">by <time[^>]*>15:00""", (await sergeant.Open(path)).Html);
        var (_, force) = await inspector.Open("/forces/99");
        Assert.Contains("The child is away at hospital.", force, StringComparison.Ordinal);
        Assert.Contains("1:55:00", force, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sgt-02", HttpStatusCode.Forbidden)]
    [InlineData("sgt-98", HttpStatusCode.Forbidden)]
    [InlineData("hmi-01", HttpStatusCode.Forbidden)]
    [InlineData("desk-01", HttpStatusCode.Forbidden)]
    [InlineData("insp-01", HttpStatusCode.OK)]
    [InlineData("do-01", HttpStatusCode.OK)]
    public async Task A_board_is_for_those_who_work_in_its_suite(string persona, HttpStatusCode expected)
    {
        await using var suite = await CustodySuite.Open("2026-06-12T14:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-12T13:55:00Z"));
        Assert.Equal(expected, (await suite.As(persona).Read("/suites/CENTRAL/board")).Status);
    }

    private static async Task<JsonNode> Clock(CustodySuite suite, string clock) =>
        (await suite.As("sgt-01").Read("/suites/CENTRAL/board")).Body!["children"]![0]!["clocks"]!.AsArray().Single(one => one!.Is("clock", clock))!;

    [GeneratedRegex("<strong>([0-9]+)</strong> alerts? open")]
    private static partial Regex AlertsOpen();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex AnyTag();

    [GeneratedRegex("Due soon</strong>\\s*<span class=\"cw-duty__title\">([^<]+)<")]
    private static partial Regex Soon();
}

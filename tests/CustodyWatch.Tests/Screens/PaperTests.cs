using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Screens;

public sealed class PaperTests
{
    private const int MostScript = 60 * 1024;

    [Fact]
    public async Task The_paper_sheet_lists_every_due_time_of_the_next_six_hours_and_each_round_on_a_line_of_its_own()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:30:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:10:00Z"),
            Told.Event("observation-changed", "2026-06-10T18:20:00Z", new { observationLevel = 2, reason = "Quiet" }));
        using var officer = new Reader(suite, "do-01");
        var (status, sheet) = await officer.Open("/suites/CENTRAL/paper");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("As it stood at", sheet, StringComparison.Ordinal);
        Assert.Equal(12, sheet.Split("<td>Visit</td>").Length - 1);
        Assert.Contains("First review of detention", sheet, StringComparison.Ordinal);
        Assert.Contains("medium=paper", sheet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_until_a_child_is_back_or_woken_has_its_lines_too_and_so_have_the_meals_to_come()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T13:00:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T11:50:00Z"), Told.Authorised("2026-06-10T12:00:00Z"), Told.Drink("2026-06-10T12:40:00Z"),
            Told.Event("interview-started", "2026-06-10T12:50:00Z", new { appropriateAdultPresent = true }));
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T11:50:00Z", record: "CR-26-00002"), Told.Authorised("2026-06-10T12:00:00Z", "CR-26-00002"),
            Told.Event("rest-started", "2026-06-10T12:50:00Z", record: "CR-26-00002"));
        using var officer = new Reader(suite, "do-01");

        var (_, sheet) = await officer.Open("/suites/CENTRAL/paper");

        // The one in interview: an hour, two, ... six after two in the afternoon, local time.
        Assert.Equal(6, sheet.Split("<td>Visit, when back</td>").Length - 1);
        Assert.Matches(""">20:00</time></th><td>Visit, when back</td>""", sheet);
        Assert.Equal(1, sheet.Split("<td>Drink offered, when woken</td>").Length - 1);
        Assert.Matches(""">18:00</time></th><td>Drink offered, when woken</td>""", sheet);
        Assert.Equal(2, Regex.Count(sheet, """>18:30</time></th><td>Meal at a recognised mealtime</td>"""));
    }

    [Fact]
    public async Task The_review_of_a_child_at_hospital_has_its_line_as_the_board_says_it_and_bail_that_was_granted_stands_above()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:45:00Z");
        await suite.As("feed-01").Taken([.. Night.Refused(), Told.Event("bail-granted", "2026-06-10T18:35:00Z", new { conditional = true })]);
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T16:00:00Z", record: "CR-2"), Told.Authorised("2026-06-10T16:10:00Z", "CR-2"),
            Told.Event("accommodation-unlikely", "2026-06-10T16:30:00Z", new { officer = new { id = "4417", rank = "sergeant" }, reason = "Theft, first arrest" }, "CR-2"),
            Told.Event("left-for-hospital", "2026-06-10T18:00:00Z", new { purpose = "treatment" }, "CR-2"));
        using var officer = new Reader(suite, "do-01");

        Assert.Matches("""First review of detention <span class="cw-next__when">by <time[^>]*>23:10</time>""", (await officer.Open("/suites/CENTRAL")).Html);
        var (_, sheet) = await officer.Open("/suites/CENTRAL/paper");
        Assert.Matches(""">23:10</time></th><td>First review of detention</td>""", sheet);
        Assert.Contains("<p class=\"cw-charged\">Charged 19:05, bail granted 19:35: the child is to be released</p>", sheet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_child_waits_for_is_on_the_sheet_and_nothing_of_how_it_was_said()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:30:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:10:00Z"),
            Asked("r-1", "blanket", "18:15"), Asked("r-2", "phone-call", "18:20"), Asked("r-2", "food", "18:21"), Asked("r-3", "other", "18:22"),
            Told.Event("child-answered", "2026-06-10T18:25:00Z", new { requestId = "r-1", outcome = "given" }));
        using var officer = new Reader(suite, "do-01");

        var (_, sheet) = await officer.Open("/suites/CENTRAL/paper");

        Assert.Equal(
            ["19:35 phone call", "19:37 other"],
            Regex.Matches(sheet, """>(\d\d:\d\d)</time></th><td>Answer to what the child asked for: ([^<]+)</td>""").Select(line => $"{line.Groups[1]} {line.Groups[2]}"));
        Assert.DoesNotContain("my nan", sheet, StringComparison.Ordinal);

        static System.Text.Json.Nodes.JsonObject Asked(string request, string what, string at) =>
            Told.Event("child-asked", $"2026-06-10T{at}:00Z", new { requestId = request, @for = what, text = "I want my nan" });
    }

    [Fact]
    public async Task What_keeps_a_child_alive_is_on_the_paper_sheet_and_passes_at_the_handover()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:30:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z").With(told =>
            {
                told["data"]!["child"]!["vulnerabilities"] = new System.Text.Json.Nodes.JsonArray("self-harm", "pregnant");
                told["data"]!["child"]!["language"] = "pl";
            }),
            Told.Authorised("2026-06-10T18:10:00Z"),
            Told.Event("risk-assessed", "2026-06-10T18:12:00Z", new { observationLevel = 1 }),
            Told.Event("observation-changed", "2026-06-10T18:20:00Z", new { observationLevel = 2, rouse = true, intervalMinutes = 15, reason = "Drunk" }),
            Told.Event("healthcare-attended", "2026-06-10T18:22:00Z", new { finding = "fit-with-conditions", instructions = "Insulin at 22:00" }),
            Told.Event("cell-placed", "2026-06-10T18:25:00Z", new { cell = "F3", reason = "Full", withAdult = true }));
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:20:00Z", record: "CR-26-00002"), Told.Authorised("2026-06-10T18:21:00Z", "CR-26-00002"));
        using var sergeant = new Reader(suite, "sgt-01");

        var (_, sheet) = await sergeant.Open("/suites/CENTRAL/paper");
        var (_, handover) = await sergeant.Open("/suites/CENTRAL/handover");
        var (_, child) = await sergeant.Open($"/detentions/{id}");

        foreach (var page in new[] { sheet, handover })
        {
            Assert.Contains(
                "Observation level 2 (intermittent), every 15 minutes; must be roused; In a cell with an adult detainee; Self harm; Pregnant; Language: Polish; Fit with conditions, 19:22: Insulin at 22:00<",
                page, StringComparison.Ordinal);
            Assert.Contains("Risk not assessed yet<", page, StringComparison.Ordinal);
        }
        Assert.Equal(24, Regex.Count(sheet, "<td>Visit, rouse</td>"));
        Assert.Equal(6, Regex.Count(sheet, "<td>Visit</td>"));
        Assert.Contains("Fit with conditions, 19:22: Insulin at 22:00", child, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_is_small_enough_for_the_slowest_suite()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:30:00Z");
        using var client = suite.As();
        client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        var (app, worker) = (await client.GetByteArrayAsync("/assets/app.js"), await client.GetByteArrayAsync("/worker.js"));

        Assert.InRange(app.Length + worker.Length, 1, MostScript);
    }

    [Fact]
    public async Task Signing_out_takes_what_the_browser_kept_with_it()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:30:00Z");
        using var reader = new Reader(suite, "sgt-01");
        await reader.Open("/suites/CENTRAL");

        Assert.Equal("\"storage\"", await reader.HeaderOf("/sign-out", "Clear-Site-Data"));
    }
}

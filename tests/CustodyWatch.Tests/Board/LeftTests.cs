using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Board;

/// <summary>What is still to be seen about a child who is held no more.</summary>
public sealed class LeftTests
{
    [Fact]
    public async Task An_open_alert_about_a_child_who_has_left_stands_on_the_board_and_the_handover_until_somebody_has_seen_it()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var sergeant = suite.As("sgt-01");
        await sergeant.Taken(
            Told.Arrived("2026-06-10T18:00:00Z", record: "CR-9"),
            Told.Event("strip-searched", "2026-06-10T19:00:00Z", new { authorisedBy = new { id = "1", rank = "inspector" }, reason = "drugs", intimatePartsExposed = true, appropriateAdultPresent = false }, "CR-9"),
            Told.Event("released", "2026-06-10T19:30:00Z", new { outcome = "no-further-action", preReleaseRiskAssessment = true }, "CR-9"));
        await suite.Look();
        var open = (await sergeant.Alerts()).Where(alert => alert["state"]!.ToString() == "open").Select(alert => alert["id"]!.ToString()).ToArray();
        Assert.NotEmpty(open);
        using var screen = new Reader(suite, "sgt-01");

        foreach (var (page, heading) in new[] { ("/suites/CENTRAL", "h2"), ("/suites/CENTRAL/handover", "h3") })
        {
            var html = (await screen.Open(page)).Html;
            Assert.Contains($"<{heading} class=\"govuk-heading-s\" id=\"gone-heading\">Children who have left</{heading}>", html, StringComparison.Ordinal);
            Assert.All(open, id => Assert.Contains($"data-alert=\"{id}\"", html, StringComparison.Ordinal));
        }
        Assert.Contains($"<strong>{open.Length}</strong> of children who have left", (await screen.Open("/suites/CENTRAL/wall")).Html, StringComparison.Ordinal);

        foreach (var id in open) await sergeant.Call($"/alerts/{id}/acknowledge", "{}");
        foreach (var page in new[] { "/suites/CENTRAL", "/suites/CENTRAL/handover", "/suites/CENTRAL/wall" })
            Assert.DoesNotContain("hildren who have left", (await screen.Open(page)).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("released", """{"outcome":"no-further-action","preReleaseRiskAssessment":true}""", "the child was released")]
    [InlineData("transferred", """{"to":"court","court":"Central","receiver":"PECS-12"}""", "the child was handed over")]
    public async Task A_child_whose_end_another_suite_told_of_is_named_on_the_board_for_a_shift_or_until_that_is_taken_back(string type, string data, string said)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z", adjust: Alerting.Untimed);
        await suite.As("sgt-01").Taken(Told.Arrived("2026-06-10T18:00:00Z", record: "CR-9"), Told.Arrived("2026-06-10T18:00:00Z", record: "CR-8"));
        await suite.As("sgt-01").Taken(Told.Released("2026-06-10T19:00:00Z", "CR-8"));
        using var central = new Reader(suite, "sgt-01");
        using var north = new Reader(suite, "sgt-02");
        Assert.DoesNotContain("on this board no more", await Board(central, "CENTRAL"), StringComparison.Ordinal);

        await suite.As("sgt-02").Taken(Told.Event(type, "2026-06-10T19:30:00Z", data, "CR-9", Told.North, "left"));

        var board = await Board(central, "CENTRAL");
        Assert.Contains(">CR-9</a> is on this board no more: NORTH recorded that " + said, board, StringComparison.Ordinal);
        Assert.Contains("If the child is still here, have NORTH take that entry back.", board, StringComparison.Ordinal);
        Assert.DoesNotContain(">CR-8</a> is on this board no more", board, StringComparison.Ordinal);
        Assert.DoesNotContain("on this board no more", await Board(north, "NORTH"), StringComparison.Ordinal);

        await suite.As("sgt-02").Taken(Told.Retracted("left", "2026-06-10T19:40:00Z", "CR-9", id: "back").With(told => told["source"] = Told.North));
        Assert.DoesNotContain("on this board no more", await Board(central, "CENTRAL"), StringComparison.Ordinal);
        await suite.As("sgt-02").Taken(Told.Retracted("back", "2026-06-10T19:41:00Z", "CR-9").With(told => told["source"] = Told.North));
        Assert.Contains("on this board no more", await Board(central, "CENTRAL"), StringComparison.Ordinal);
        suite.Clock.AdvanceMinutes(12 * 60);
        Assert.DoesNotContain("on this board no more", await Board(central, "CENTRAL"), StringComparison.Ordinal);

        static async Task<string> Board(Reader reader, string code) => (await reader.Open($"/suites/{code}")).Html;
    }
}

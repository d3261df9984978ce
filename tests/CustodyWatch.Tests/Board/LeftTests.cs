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

        foreach (var page in new[] { "/suites/CENTRAL", "/suites/CENTRAL/handover" })
        {
            var html = (await screen.Open(page)).Html;
            Assert.Contains("Children who have left", html, StringComparison.Ordinal);
            Assert.All(open, id => Assert.Contains($"data-alert=\"{id}\"", html, StringComparison.Ordinal));
        }
        Assert.Contains($"<strong>{open.Length}</strong> of children who have left", (await screen.Open("/suites/CENTRAL/wall")).Html, StringComparison.Ordinal);

        foreach (var id in open) await sergeant.Call($"/alerts/{id}/acknowledge", "{}");
        foreach (var page in new[] { "/suites/CENTRAL", "/suites/CENTRAL/handover", "/suites/CENTRAL/wall" })
            Assert.DoesNotContain("hildren who have left", (await screen.Open(page)).Html, StringComparison.Ordinal);
    }
}

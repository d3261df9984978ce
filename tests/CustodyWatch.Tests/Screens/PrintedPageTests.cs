using CustodyWatch.Log.Reference;
using CustodyWatch.Tests.Certificates;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Screens;

public sealed class PrintedPageTests
{
    [Fact]
    public async Task What_is_printed_says_of_which_moment_it_is_with_the_date_and_the_zone()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var (id, _) = await suite.Signed();
        await suite.As("feed-01").Taken(Told.Event("court-listed", "2026-06-10T20:00:00Z", new { court = "Westmarch Youth Court", sittingAt = "2026-06-11T09:00:00Z" }));
        using var sergeant = new Reader(suite, "sgt-01");

        foreach (var page in new[] { "/suites/CENTRAL", "/suites/CENTRAL/handover", $"/detentions/{id}", $"/detentions/{id}/court-pack" })
            Assert.Contains("As it stood at 21:00 BST, Wednesday 10 June 2026<", (await sergeant.Open(page)).Html, StringComparison.Ordinal);
        Assert.Contains("As it stood at 20:30 BST, Wednesday 10 June 2026<", (await sergeant.Open($"/detentions/{id}?at=2026-06-10T19:30:00Z")).Html, StringComparison.Ordinal);
        var (_, pack) = await sergeant.Open($"/detentions/{id}/court-pack");
        Assert.Contains("signed 10 Jun 2026 21:00 BST", pack, StringComparison.Ordinal);
        Assert.Contains("Westmarch Youth Court, sits 11 Jun 2026 10:00 BST", pack, StringComparison.Ordinal);
        Assert.DoesNotContain("<time", pack, StringComparison.Ordinal);
        foreach (var (language, said) in new[] { ("en", "were right at"), ("cy", "yn gywir am") })
            Assert.Contains($"{said} 21:00 BST, 10/06/2026.", (await sergeant.Open($"/detentions/{id}/card?language={language}")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_who_listen_to_a_page_can_tell_one_fold_and_one_button_from_the_next()
    {
        await using var suite = await CustodySuite.Open("2026-06-13T20:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:10:00Z"));
        await suite.Look();
        using var sergeant = new Reader(suite, "sgt-01");

        var (_, board) = await sergeant.Open("/suites/CENTRAL");

        Assert.Matches("""<summary>\d+ more<span class="govuk-visually-hidden"> about CR-26-00001</span></summary>""", board);
        Assert.Matches("Acknowledge<span class=\"govuk-visually-hidden\">escalated: First review of detention: still overdue, due Thu 11 Jun, 01:10, AB</span>", board);
    }

    [Fact]
    public async Task A_warning_raised_late_stands_on_the_record_as_the_warning_it_was()
    {
        await using var suite = await CustodySuite.Open("2026-06-11T02:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:10:00Z"));
        await suite.Look();
        using var sergeant = new Reader(suite, "sgt-01");

        var (_, page) = await sergeant.Open($"/detentions/{id}");

        Assert.Contains("Warning raised:</strong> First review of detention: due soon", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("Warning raised:</strong>[^<]*overdue", page);
        Assert.Contains("Alert raised:</strong> First review of detention: overdue", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_and_a_language_stand_on_the_record_by_name_and_by_code_only_where_they_have_none()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z").With(told => told["data"]!["child"]!["language"] = "cy"),
            Told.Event("local-authority-told", "2026-06-10T18:30:00Z", new { authority = "E08000099" }));
        using var sergeant = new Reader(suite, "sgt-01");

        var (_, page) = await sergeant.Open($"/detentions/{id}");

        Assert.Contains("<dt>Language</dt><dd>Welsh</dd>", page, StringComparison.Ordinal);
        Assert.Contains($"<dt>Local authority</dt><dd>{Authorities.NameOf("E08000099")}</dd>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<dd>E08000099</dd>", page, StringComparison.Ordinal);
        Assert.Equal("Sylheti of the north", CustodyWatch.Screens.Words.Language("Sylheti of the north"));
        Assert.DoesNotContain("cellDayPounds", (await sergeant.Open("/ledger")).Html, StringComparison.Ordinal);
    }
}

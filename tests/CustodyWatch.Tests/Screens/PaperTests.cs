using System.Net;
using System.Net.Http.Headers;
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

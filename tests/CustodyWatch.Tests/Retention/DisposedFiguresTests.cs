using CustodyWatch.Tests.Harness;
using CustodyWatch.Tests.Oversight;

namespace CustodyWatch.Tests.Retention;

/// <summary>What figures say of records that were disposed of.</summary>
public sealed class DisposedFiguresTests
{
    [Fact]
    public async Task Figures_of_a_period_cut_within_a_month_say_that_what_was_disposed_of_may_be_missing_and_lists_and_files_say_so_too()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var gone = await OldRecord.Ended(suite);
        await OldRecord.Ended(suite, "CR-12-OTHER");
        await suite.As("supt-01").Dispose(gone);
        await suite.Dispose();
        var inspector = suite.As("insp-01");

        var whole = await inspector.Read("/statistics?from=2012-06-01&to=2012-07-01&by=ethnicity");
        Assert.Equal((2, 1.0), Counted(whole));
        Assert.Empty(whole.Body!["notes"]!.AsArray());
        foreach (var period in new[] { "from=2012-06-05&to=2012-07-01", "from=2012-06-05", "to=2012-06-20", "from=2012-06-05&to=2012-06-20" })
        {
            var cut = await inspector.Read($"/statistics?by=ethnicity&{period}");
            Assert.Equal((period, (1, 0.5)), (period, Counted(cut)));
            Assert.StartsWith("1 detention of the months in which the period begins or ends had their records disposed of", Assert.Single(cut.Body!["notes"]!.AsArray())!.ToString(), StringComparison.Ordinal);
            Assert.StartsWith("Some detentions", Assert.Single((await inspector.Read($"/statistics?publication=true&{period}")).Body!["notes"]!.AsArray())!.ToString(), StringComparison.Ordinal);
            Assert.Contains((await inspector.Read($"/statistics/disproportionality?stage=overnight&{period}")).Body!["notes"]!.AsArray(), note => note!.ToString().StartsWith("1 detention", StringComparison.Ordinal));
        }
        Assert.Empty((await inspector.Read("/statistics?from=2012-07-05")).Body!["notes"]!.AsArray());
        Assert.Empty((await suite.As("sgt-02").Read("/statistics?from=2012-06-05")).Body!["notes"]!.AsArray());

        static (int?, double?) Counted(Answer answer) =>
            (answer.Measure("detentions")!["numerator"].Whole(), answer.Measure("detentions", "White")!["completeness"].Real());
    }

    [Fact]
    public async Task A_duty_desk_is_told_how_many_requests_its_figures_leave_out()
    {
        await using var suite = await CustodySuite.Open("2012-06-10T14:30:00Z");
        var (gone, _) = await OldRecord.Everything(suite);
        await suite.LookAt("2026-06-10T12:00:00Z");
        var desk = suite.As("desk-01");
        var before = await desk.Read("/statistics?by=month");
        var asked = before.Measure("accommodationRequested")!["numerator"].Whole()!.Value;
        Assert.True(asked > 0);
        Assert.Empty(before.Body!["notes"]!.AsArray());

        await suite.As("supt-01").Dispose(gone);
        await suite.Dispose();

        foreach (var period in new[] { "by=month", "by=month&from=2012-06-20&to=2012-06-25" })
        {
            var after = await desk.Read("/statistics?" + period);
            Assert.Equal((0, 0.0), (after.Measure("accommodationRequested")!["numerator"].Whole(), after.Measure("accommodationRequested", "2012-06")!["completeness"].Real()));
            Assert.StartsWith($"{asked} request", Assert.Single(after.Body!["notes"]!.AsArray())!.ToString(), StringComparison.Ordinal);
        }
        Assert.StartsWith("Some requests", Assert.Single((await desk.Read("/statistics?publication=true")).Body!["notes"]!.AsArray())!.ToString(), StringComparison.Ordinal);
        // How many they were completeness does not tell, of whatever of it is published.
        await suite.As("feed-01").Taken([.. Enumerable.Range(0, 9).SelectMany(i => new[]
        {
            Told.Arrived("2026-06-09T10:00:00Z", record: $"CR-{i}"),
            Told.Event("accommodation-requested", "2026-06-09T11:00:00Z", new { requestId = $"R-{i}", authority = "E08000099", kind = "non-secure" }, $"CR-{i}"),
        })]);
        Assert.Equal(9.0 / (9 + asked), (await desk.Read("/statistics")).Measure("accommodationRequested")!["completeness"].Real()!.Value, 4);
        Assert.Equal(
            (9, 1.0), ((await desk.Read("/statistics?publication=true")).Measure("accommodationRequested") is var told ? told!["numerator"].Whole() : null, told!["completeness"].Real()));
        foreach (var elsewhere in new[] { "from=2012-07-01", "to=2012-06-01", "force=98", "force=98&publication=true" }) Assert.Empty((await desk.Read("/statistics?" + elsewhere)).Body!["notes"]!.AsArray());
        Assert.Empty((await suite.As("desk-02").Read("/statistics")).Body!["notes"]!.AsArray());
    }
}

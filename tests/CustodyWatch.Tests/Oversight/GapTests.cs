using System.Net;
using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Oversight;

public sealed class GapTests
{
    [Fact]
    public async Task A_child_who_may_still_be_held_lacks_no_end_and_one_held_past_what_is_lawful_does()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-09T10:00:00Z", record: "CR-ENDED"), Told.Released("2026-06-09T16:00:00Z", "CR-ENDED"),
            Told.Arrived("2026-06-10T18:00:00Z", record: "CR-HELD"), Told.Arrived("2026-06-06T20:00:00Z", record: "CR-LONG"));
        using var inspector = new Reader(suite, "insp-01");

        Assert.Equal(1, await Complete());
        Assert.DoesNotContain("End of the detention", (await inspector.Open("/oversight/exports")).Html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("2 children are still held.", (await inspector.Open("/oversight/exports")).Html, StringComparison.Ordinal);

        suite.Clock.Reset(Instant.FromUtc(2026, 6, 10, 20, 1));

        Assert.Equal(0.5, await Complete());
        Assert.Contains("The end of the detention is not recorded</a>: 1 row", (await inspector.Open("/oversight/exports")).Html, StringComparison.Ordinal);
        Assert.Contains("1 child is still held.", (await inspector.Open("/oversight/exports")).Html, StringComparison.Ordinal);
        var (status, rows) = await inspector.Open("/oversight/exports/gaps?gap=The end of the detention is not recorded");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("CR-LONG", rows, StringComparison.Ordinal);
        Assert.DoesNotContain("CR-HELD", rows, StringComparison.Ordinal);

        async Task<double?> Complete() => (await suite.As("insp-01").Read("/statistics")).Measure("lengthMedianHours")!["completeness"].Real();
    }
}

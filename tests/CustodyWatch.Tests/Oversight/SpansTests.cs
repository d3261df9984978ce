using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Oversight;

public sealed class SpansTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("?from=2024-12-01", "2024-12-01")]
    [InlineData("?from=2025-02-01&to=2026-07-01", "2025-02-01")]
    [InlineData("?from=2025-01-01&to=2026-01-01", "2025-01-01")]
    public async Task Years_quarters_and_months_together_are_the_months_of_the_period_each_once(string query, string from)
    {
        await using var suite = await CustodySuite.Open("2026-07-01T12:00:00Z");
        var feed = suite.As("feed-01");
        foreach (var (month, i) in Months().Select((month, i) => (month, i)))
            await feed.Taken(
                Told.Arrived($"{month}-15T10:00:00Z", record: $"CR-{i}"), Told.Authorised($"{month}-15T10:20:00Z", $"CR-{i}"),
                Told.Released($"{month}-15T{12 + i % 8}:00:00Z", record: $"CR-{i}"));
        var inspector = suite.As("insp-01");
        var until = query.Contains("to=", StringComparison.Ordinal) ? query[^10..^3] : "9999-99";
        var expected = Months().Count(month => string.CompareOrdinal(month, from.Length == 0 ? "" : from[..7]) >= 0 && string.CompareOrdinal(month, until) < 0);

        // Divided by month every one is read by itself.
        var byMonth = await inspector.Read($"/statistics{query}{(query.Length == 0 ? '?' : '&')}by=month");
        foreach (var by in new[] { "suite", "force" })
        {
            var divided = await inspector.Read($"/statistics{query}{(query.Length == 0 ? '?' : '&')}by={by}");
            Assert.Equal(expected, divided.Measure("detentions")!["numerator"].Whole());
            Assert.Equal(byMonth.Body!["measures"]!.ToJsonString(), divided.Body!["measures"]!.ToJsonString());
        }
        Assert.Equal(byMonth.Body!["measures"]!.ToJsonString(), (await inspector.Read("/statistics" + query)).Body!["measures"]!.ToJsonString());
    }

    private static IEnumerable<string> Months()
    {
        for (var month = new YearMonth(2024, 11); month < new YearMonth(2026, 7); month = month.PlusMonths(1)) yield return month.ToString("uuuu-MM", null);
    }
}

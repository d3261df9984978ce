using System.Text.RegularExpressions;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Oversight;

public sealed partial class DistanceTests
{
    [Fact]
    public async Task A_suite_is_set_against_the_best_of_its_whole_force_whichever_are_shown_and_never_against_itself_alone()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("feed-01").Taken([.. Children("CR", Told.Central, heard: 3)]);
        await suite.As("sgt-02").Taken([.. Children("NR", Told.North, heard: 4)]);

        Assert.Equal(["CENTRAL 60% – 80% – 20 points", "NORTH 80% – 80% – the best"], await Rows("insp-01", ""));
        Assert.Equal(["CENTRAL 60% – 80% – 20 points"], await Rows("insp-01", "?suite=CENTRAL"));
        Assert.Equal(["CENTRAL 60% – 80% – 20 points"], await Rows("hmi-01", "?force=99&suite=CENTRAL"));
        Assert.Equal(["99/CENTRAL 60% – 80% – 20 points"], await Rows("hmi-01", "?suite=CENTRAL&measure=childViewRecorded"));
        // A sergeant is shown the figures of no other suite.
        Assert.Equal(["CENTRAL 60% – – – –"], await Rows("sgt-01", ""));
        Assert.Equal(["NORTH 80% – – – –"], await Rows("sgt-02", "?suite=NORTH"));

        async Task<string[]> Rows(string persona, string query)
        {
            using var reader = new Reader(suite, persona);
            var html = (await reader.Open("/oversight/distance" + query)).Html;
            var section = html[html.IndexOf("id=\"distance-childViewRecorded\"", StringComparison.Ordinal)..];
            var body = section[section.IndexOf("<tbody", StringComparison.Ordinal)..section.IndexOf("</tbody>", StringComparison.Ordinal)];
            return [.. body.Split("</tr>").SkipLast(1).Select(row => Space().Replace(Tag().Replace(row, " "), " ").Trim())];
        }
    }

    private static IEnumerable<System.Text.Json.Nodes.JsonObject> Children(string prefix, string source, int heard)
    {
        for (var i = 0; i < 5; i++)
        {
            var record = $"{prefix}-{i}";
            yield return Told.Arrived($"2026-06-0{i + 1}T10:00:00Z", record: record, source: source);
            if (i < heard) yield return Told.Event("child-view", $"2026-06-0{i + 1}T11:00:00Z", new { text = "I want to go home" }, record, source);
        }
    }

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}

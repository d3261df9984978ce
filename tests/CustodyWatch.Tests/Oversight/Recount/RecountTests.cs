using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Oversight.Recount;

/// <summary>
/// The same figures from the API, the page, the file and an independent query: every measure counted again from the entries in the
/// table of events, by code that knows neither the figures nor the projections nor the law of the service.
/// </summary>
public sealed class RecountTests(InventedForces forces) : IClassFixture<InventedForces>
{
    [Fact]
    public async Task Every_measure_is_the_same_by_the_service_the_page_the_file_and_a_count_over_the_log()
    {
        var recounted = Recounted.Of(forces.Stories);
        // A count of nothing could not go wrong.
        Assert.All(recounted, number => Assert.True(number.Value.Numerator > 0, number.Key));
        var everyone = forces.Suite.As("hmi-01");

        var answer = await everyone.Read("/statistics");
        Same(Lines(recounted), Lines(answer.Body!));

        Same(
            Lines(recounted.ToDictionary(number => number.Key, number => number.Value with { Completeness = null })),
            Lines(CsvTests.Numbers(CsvTests.Rows(await everyone.GetStringAsync("/api/v1/statistics/export")))
                .ToDictionary(number => number.Key, number => new Number(number.Value.Numerator, number.Value.Denominator, number.Value.Value, null))));

        using var reader = new Reader(forces.Suite, "hmi-01");
        foreach (var (name, number) in recounted)
        {
            var (status, page) = await reader.Open($"/oversight/measures/{name}?months=6");
            Assert.Equal(HttpStatusCode.OK, status);
            var time = Regex.IsMatch(name, "(Minutes|Hours)$");
            Assert.Contains(number.Denominator is null ? $"{number.Numerator}" : $"{number.Numerator}{(time ? " known" : "")} of {number.Denominator}", Plain(page), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("force")]
    [InlineData("suite")]
    [InlineData("month")]
    [InlineData("ethnicity")]
    [InlineData("sex")]
    [InlineData("age")]
    [InlineData("lookedAfter")]
    public async Task Every_measure_of_every_part_is_the_same_by_a_count_over_the_log(string by)
    {
        var answer = await forces.Suite.As("hmi-01").Read($"/statistics?by={by}");
        var parts = forces.Stories.GroupBy(story => PartOf(story, by)).SelectMany(part => Lines(Recounted.Of(part)).Select(line => $"{part.Key} {line}"));
        Same(parts, answer.Body!["groups"]!.AsArray().SelectMany(group => Lines(group!).Select(line => $"{group!["group"]} {line}")));
    }

    [Fact]
    public async Task Every_night_is_the_same_by_the_list_and_by_a_clock_on_the_wall()
    {
        var nights = forces.Stories.SelectMany(story => Slept.Of(story).Select(night =>
            $"{night.Night:uuuu-MM-dd} {story.Arrival.Force} {story.Arrival.Subject} {night.Before} {night.After} {(night.Minutes >= 240 ? "counted" : "")}"));
        var listed = (await forces.Suite.As("hmi-01").Read("/overnight?limit=500")).Body!;
        Assert.Null(listed["next"]);
        Same(nights, listed["items"]!.AsArray().Select(item =>
            $"{item!["night"]} {item["force"]} {item["custodyRecordNumber"]} {item["minutesBeforeCharge"]} {item["minutesAfterCharge"]} {(item["counted"]!.GetValue<bool>() ? "counted" : "")}"));
    }

    private static void Same(IEnumerable<string> recounted, IEnumerable<string> said)
    {
        var (mine, theirs) = (recounted.Order(StringComparer.Ordinal).ToArray(), said.Order(StringComparer.Ordinal).ToArray());
        Assert.True(mine.SequenceEqual(theirs), $"Over the log: {string.Join("; ", mine.Except(theirs))}. By the service: {string.Join("; ", theirs.Except(mine))}.");
    }

    private static string PartOf(Story story, string by) => by switch
    {
        "force" => story.Arrival.Force,
        "suite" => $"{story.Arrival.Force}/{story.Arrival.Suite}",
        "month" => Wall.Date(story.Arrived).ToString("uuuu-MM", CultureInfo.InvariantCulture),
        "ethnicity" => story.Arrival.Says("child", "selfDefinedEthnicity")![0] switch { 'W' => "White", 'B' => "Black", 'A' => "Asian", 'M' => "Mixed", 'O' => "Other", _ => "Not stated" },
        "sex" => story.Arrival.Says("child", "sex")!,
        "age" => story.Age(story.Arrived).ToString(CultureInfo.InvariantCulture),
        _ => story.Arrival.Says("child", "lookedAfter") ?? "false",
    };

    private static IEnumerable<string> Lines(IReadOnlyDictionary<string, Number> numbers) => numbers.Select(number => $"{number.Key}: {number.Value}");

    private static IEnumerable<string> Lines(JsonNode answer) => Lines(answer["measures"]!.AsArray().ToDictionary(
        measure => measure!["name"]!.ToString(),
        measure => new Number(measure!["numerator"].Whole()!.Value, measure["denominator"].Whole(), measure["value"].Real(), measure["completeness"].Real())));

    private static string Plain(string html) => Regex.Replace(html, "<[^>]+>", " ").Replace(",", "", StringComparison.Ordinal);
}

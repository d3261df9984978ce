using System.Text.Json.Nodes;
using CsCheck;
using CustodyWatch.Features.Oversight;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Oversight;

public sealed class PublicationTests
{
    [Fact]
    public void No_hidden_cell_can_be_had_from_those_shown_and_the_total() =>
        Gen.Int[0, 30].Array[1, 8].Sample(cells =>
        {
            var (hidden, totalHidden) = Suppression.Of(cells, cells.Sum());
            Assert.All(cells.Zip(hidden).Where(cell => cell.First < 5), cell => Assert.True(cell.Second));
            if (totalHidden || !hidden.Contains(true)) return;
            Assert.True(hidden.Count(hide => hide) >= 2, "One hidden cell alone is the total less the rest.");
            Assert.True(cells.Where((_, i) => hidden[i]).Sum() >= 5, "What is hidden is itself a number that may be published.");
        }, iter: 2000);

    [Fact]
    public async Task Small_numbers_are_left_out_of_what_may_be_published_and_cannot_be_had_from_the_rest()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        await suite.As("feed-01").Taken(Invented.Children());
        foreach (var by in new[] { "ethnicity", "sex", "age", "lookedAfter", "month" })
        {
            var open = await suite.As("insp-01").Read($"/statistics?by={by}");
            var published = await suite.As("insp-01").Read($"/statistics?by={by}&publication=true");
            foreach (var measure in published.Body!["measures"]!.AsArray())
            {
                var name = measure!["name"]!.ToString();
                var cells = published.Body!["groups"]!.AsArray().Select(group => published.Measure(name, group!["group"]!.ToString())!).ToArray();
                var counts = open.Body!["groups"]!.AsArray().Select(group => open.Measure(name, group!["group"]!.ToString())!["numerator"].Whole()!.Value).ToArray();
                foreach (var (cell, count) in cells.Append(measure).Zip(counts.Append(open.Measure(name)!["numerator"].Whole()!.Value)))
                {
                    if (count < 5) Assert.True(IsHidden(cell), $"{by} {name}: {count} is shown");
                    if (IsHidden(cell)) Assert.Null(cell["value"]);
                    else Assert.Equal(count, cell["numerator"].Whole());
                }
                // Is one cell alone unknown? Then the total gives it away.
                var unknown = cells.Append(measure).Count(cell => cell["numerator"] is null);
                Assert.True(unknown != 1, $"{by} {name}: one cell alone is left out");
            }
            foreach (var group in published.Body!["groups"]!.AsArray().Where(group => IsHidden(group!["measures"]![0]!)))
                Assert.All(group!["measures"]!.AsArray(), measure => Assert.True(measure!["numerator"] is null && measure["denominator"] is null));
        }
    }

    [Fact]
    public async Task A_number_of_which_all_but_a_few_are_shown_is_left_out_with_the_few()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        for (var i = 0; i < 12; i++)
            await suite.As("feed-01").Taken(
                Told.Arrived("2026-05-10T10:00:00Z", record: $"CR-{i}").With(told =>
                {
                    if (i >= 10) return;
                    told["data"]!["child"]!["lookedAfter"] = true;
                    told["data"]!["child"]!["lookedAfterBy"] = "E08000099";
                }),
                Told.Released("2026-05-10T16:00:00Z", record: $"CR-{i}"));
        var lookedAfter = (await suite.As("insp-01").Read("/statistics?publication=true")).Measure("lookedAfter")!;
        Assert.True(IsHidden(lookedAfter));
        Assert.Null(lookedAfter["numerator"]);
    }

    [Fact]
    public async Task The_longest_stay_is_one_childs_and_is_never_published()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        await suite.As("feed-01").Taken(Invented.Children());
        var published = await suite.As("insp-01").Read("/statistics?by=sex&publication=true");
        Assert.NotNull((await suite.As("insp-01").Read("/statistics")).Measure("lengthLongestHours")!["value"]);
        Assert.NotNull(published.Measure("lengthMedianHours")!["value"]);
        foreach (var measure in published.Body!["groups"]!.AsArray().Select(group => published.Measure("lengthLongestHours", group!["group"]!.ToString())!).Append(published.Measure("lengthLongestHours")!))
            Assert.True(IsHidden(measure) && measure["value"] is null);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(19)]
    [InlineData(20)]
    [InlineData(31)]
    public void Nothing_that_is_published_tells_how_long_one_child_was_held_or_waited(int children)
    {
        var published = Published(7 * 60 + 13);

        Assert.Equal(Json(published), Json(Published(31 * 60 + 47)));
        foreach (var (name, value) in published.Measures.Concat(published.Groups.SelectMany(group => group.Measures))
            .Where(measure => Measures.Find(measure.Name)!.IsTime && measure.Value is not null).Select(measure => (measure.Name, measure.Value!.Value)))
            Assert.True(value % (name.EndsWith("Hours", StringComparison.Ordinal) ? 1 : 5) == 0, $"{name} is {value}");
        Assert.NotNull(published.Groups[0].Measures.Single(measure => measure.Name == "lengthMedianHours").Value);
        Assert.Equal(children < 20, published.Groups[0].Measures.Single(measure => measure.Name == "length90thHours").Value is null);

        // The longest of each kind is one girl's: what is said of girls and of all children is read together.
        StatisticsAnswer Published(int longest) =>
            StatisticsAnswer.Of([new("female", Held(longest)), new("male", Held(400))], divided: true, publication: true);

        Totals Held(int longest)
        {
            var totals = new Totals();
            for (var i = 0; i < children; i++) totals.Add(Lasting(i == 0 ? longest : 60 + i * 11), Moment);
            return totals;
        }
    }

    [Fact]
    public async Task How_a_length_is_made_coarse_is_said_where_it_is_published_and_nowhere_else()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        await suite.As("feed-01").Taken(Invented.Children());
        var (open, published) = (await suite.As("insp-01").Read("/statistics"), await suite.As("insp-01").Read("/statistics?publication=true"));

        foreach (var name in new[] { "lengthMedianHours", "adultArrivalMedianMinutes" })
        {
            var unit = name.EndsWith("Hours", StringComparison.Ordinal) ? "hour" : "five minutes";
            Assert.EndsWith($"For publication it is the length of the nearest rank, to the nearest {unit}.", published.Measure(name)!["definition"]!.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("publication", open.Measure(name)!["definition"]!.ToString(), StringComparison.Ordinal);
        }
        Assert.EndsWith("to the nearest hour, of 20 lengths or more.", published.Measure("length90thHours")!["definition"]!.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("read by straight line.", open.Measure("length90thHours")!["definition"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disproportionality_leaves_small_numbers_out_and_what_would_give_them_away()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        await suite.As("feed-01").Taken(Invented.Children());
        foreach (var stage in new[] { "detentions", "overnight", "strip-search", "bail-refused", "transferred" })
        {
            var open = (await suite.As("insp-01").Read($"/statistics/disproportionality?stage={stage}")).Body!["groups"]!.AsArray();
            var published = (await suite.As("insp-01").Read($"/statistics/disproportionality?stage={stage}&publication=true")).Body!["groups"]!.AsArray();
            var hidden = published.Where(group => group!["suppressed"]!.GetValue<bool>()).ToArray();
            Assert.NotEqual(1, hidden.Length);
            Assert.All(open.Zip(published).Where(pair => pair.First!["count"].Whole() < 5), pair => Assert.True(pair.Second!["suppressed"]!.GetValue<bool>()));
            Assert.All(hidden, group => Assert.True(group!["count"] is null && group["rate"] is null && group["relativeRate"] is null && group["lower95"] is null));
            if (hidden.Any(group => group!["group"]!.ToString() == "White")) Assert.All(published, group => Assert.Null(group!["relativeRate"]));
        }
    }

    private static readonly Instant Moment = Instant.FromUtc(2026, 7, 1, 12, 0);

    private static DetentionFigures Lasting(int minutes) => new()
    {
        ArrivedAt = Moment,
        AuthorisedAt = Moment,
        ChargedAt = Moment,
        BailRefusedAt = Moment,
        EndedAt = Moment,
        AdultAwaited = true,
        Requested = true,
        LengthMinutes = minutes,
        AdultAskMinutes = minutes,
        AdultArrivalMinutes = minutes,
        AdultWithChildMinutes = minutes,
        RequestMinutes = minutes,
        ReplyMinutes = minutes,
        TransferMinutes = minutes,
    };

    private static string Json(StatisticsAnswer answer) => System.Text.Json.JsonSerializer.Serialize(answer);

    private static bool IsHidden(JsonNode measure) => measure["suppressed"]!.GetValue<bool>();
}

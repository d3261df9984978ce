using System.Text.Json.Nodes;
using CsCheck;
using CustodyWatch.Access;
using CustodyWatch.Features.Oversight;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
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
                var groups = published.Body!["groups"]!.AsArray().Select(group => group!["group"]!.ToString()).ToArray();
                var cells = groups.Select(group => published.Measure(name, group)!).ToArray();
                // A group of whom nobody was held is told of among those that may be published, and nowhere else.
                var held = open.Body!["groups"]!.AsArray().Select(group => group!["group"]!.ToString()).ToArray();
                Assert.Empty(held.Except(groups));
                var counts = groups.Select(group => held.Contains(group) ? open.Measure(name, group)!["numerator"].Whole()!.Value : 0).ToArray();
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
    public async Task Where_a_group_is_small_every_one_is_listed_so_that_one_left_out_may_be_of_nobody()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        foreach (var born in new[] { 2015, 2014, 2013, 2009, 2008 })
            await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T10:00:00Z", record: $"CR-{born}").With(told => told["data"]!["child"]!["dateOfBirth"] = $"{born}-12-01"));

        Assert.Equal(["10", "11", "12", "16", "17"], Groups(await suite.As("insp-01").Read("/statistics?by=age")));
        var byAge = await suite.As("insp-01").Read("/statistics?publication=true&by=age");
        Assert.Equal(["10", "11", "12", "13", "14", "15", "16", "17"], Groups(byAge));
        Assert.Equal(5, byAge.Measure("detentions")!["numerator"].Whole());
        Assert.All(Groups(byAge), group => Assert.True(IsHidden(byAge.Measure("detentions", group)!)));

        // Nobody is hidden among these, so that no group of nobody has to stand beside them, and none is left out for its sake.
        foreach (var (who, by, group) in new[]
        {
            ("insp-01", "sex", "female"), ("insp-01", "suite", "CENTRAL"), ("insp-01", "force", "99"), ("sgt-01", "suite", "CENTRAL"), ("hmi-01", "suite", "99/CENTRAL"), ("hmi-01", "force", "99"),
        })
        {
            var published = await suite.As(who).Read($"/statistics?publication=true&by={by}");
            Assert.Equal([group], Groups(published));
            Assert.Equal(5, published.Measure("detentions")!["numerator"].Whole());
            Assert.Equal(5, published.Measure("detentions", group)!["numerator"].Whole());
        }

        static IEnumerable<string> Groups(Answer answer) => answer.Body!["groups"]!.AsArray().Select(group => group!["group"]!.ToString());
    }

    [Theory]
    [InlineData(23, 22, 0, false)]
    [InlineData(23, 19, 0, false)]
    [InlineData(23, 18, 0, true)]
    [InlineData(23, 23, 0, true)]
    [InlineData(30, 20, 7, false)] // how many are held still would tell the three of whom no end is known
    [InlineData(30, 20, 5, true)]
    [InlineData(30, 20, 10, true)]
    public void Completeness_does_not_tell_of_how_few_the_end_is_not_known(int detentions, int ended, int held, bool told)
    {
        var totals = new Totals();
        for (var i = 0; i < detentions; i++)
            totals.Add(
                new DetentionFigures
                {
                    ArrivedAt = i < ended + held ? Moment : Moment - Totals.LongestLawful - Duration.FromHours(1),
                    EndedAt = i < ended ? Moment : null,
                    LengthMinutes = i < ended ? 90 : null,
                    LookedAfter = i % 2 == 0,
                },
                Moment);
        var published = StatisticsAnswer.Of([new("", totals)], divided: false, publication: true).Measures;
        Assert.Equal(told, published.Single(measure => measure.Name == "lookedAfter") is { Suppressed: false, Completeness: not null });
        if (!told) Assert.All(published.Where(measure => measure.Name is not "detentions"), measure => Assert.Null(measure.Completeness));
        Assert.Equal((detentions + 1) / 2, published.Single(measure => measure.Name == "lookedAfter").Numerator);
    }

    [Fact]
    public void Cells_are_not_left_out_of_whom_every_one_is_counted_and_nobody_else()
    {
        // Of 19 girls and 5 whose sex is not known all are counted: 24 of the 54, which the total less the boys would tell.
        var hidden = Hidden(30);
        Assert.True(hidden.InPart("counted", 2));
        Assert.False(hidden.InAll("counted"));
        // Of two of them not: that is too few as well.
        Assert.True(Hidden(30, girls: 17).InPart("counted", 2));
        Assert.False(Hidden(30, girls: 14).InPart("counted", 2));
        // All of all of them are counted, and that is published.
        Assert.False(Hidden(36).InPart("counted", 2));

        static HiddenCounts Hidden(int boys, int girls = 19) => new(
            [new("held", [19, 5, 36, 60], []), new("counted", [girls, 5, boys, girls + 5 + boys], ["held"])], [],
            elsewhere: (count, slot) => count == "counted" && slot < 2);
    }

    [Theory]
    [InlineData(Dimensions.LookedAfter, "true", "false", Tally.LookedAfter)]
    [InlineData(Dimensions.Ethnicity, "White", "Not stated", Tally.EthnicityStated)]
    public void A_part_that_is_the_same_number_as_what_is_left_out_of_all_is_left_out_with_it(string way, string counted, string others, Tally tally)
    {
        Part[] parts = [Held(counted, 12), Held(others, 14)];
        var published = StatisticsAnswer.Of(
            Publication.Listed(parts, way, new Scope()), divided: true, publication: true,
            (count, slot) => count == tally.ToString() && slot == (way == Dimensions.Ethnicity ? 6 : 2));

        Assert.Equal(26, published.Measures[0].Numerator);
        Assert.All(published.Groups.Where(group => group.Group == counted || group.Group == others), group => Assert.Null(group.Measures[0].Numerator));

        Part Held(string name, int children)
        {
            var totals = new Totals();
            for (var i = 0; i < children; i++)
                totals.Add(new DetentionFigures { ArrivedAt = Moment, LookedAfter = name == counted, Ethnicity = name == counted ? "W1" : "NS" }, Moment);
            return new(name, totals);
        }
    }

    [Fact]
    public async Task What_is_left_out_of_a_suite_among_others_is_left_out_where_it_is_asked_about_alone()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        await suite.As("feed-01").Taken([.. Enumerable.Range(0, 26).Select(i => Told.Arrived("2026-05-10T10:00:00Z", record: $"CR-{i}"))]);
        await suite.As("sgt-02").Taken([.. Enumerable.Range(0, 2).Select(i => Told.Arrived("2026-05-10T10:00:00Z", record: $"NR-{i}", source: Told.North))]);

        var bySuite = await suite.As("insp-01").Read("/statistics?publication=true&by=suite");
        Assert.Equal(28, bySuite.Measure("detentions")!["numerator"].Whole());
        Assert.Null(bySuite.Measure("detentions", "CENTRAL")!["numerator"]);
        foreach (var (who, alone) in new[]
        {
            ("insp-01", "suite=CENTRAL"), ("insp-01", "force=99&suite=CENTRAL"), ("sgt-01", ""), ("sgt-01", "by=suite"), ("sgt-01", "by=force"), ("hmi-01", "suite=CENTRAL"),
            ("insp-01", "suite=CENTRAL&by=sex"),
        })
        {
            var published = await suite.As(who).Read($"/statistics?publication=true&{alone}");
            Assert.True(IsHidden(published.Measure("detentions")!), $"{who} {alone}");
            Assert.All(published.Body!["groups"]!.AsArray(), group => Assert.True(IsHidden(group!["measures"]![0]!)));
        }
        Assert.All(
            (await suite.As("insp-01").Read("/statistics/disproportionality?publication=true&suite=CENTRAL")).Body!["groups"]!.AsArray(), group => Assert.Null(group!["count"]));
        Assert.Equal(28, (await suite.As("insp-01").Read("/statistics?publication=true")).Measure("detentions")!["numerator"].Whole());
        Assert.Equal(26, (await suite.As("insp-01").Read("/statistics?suite=CENTRAL")).Measure("detentions")!["numerator"].Whole());

        // Of the other force nobody was held, so that nothing is left out beside it.
        Assert.Equal(28, (await suite.As("hmi-01").Read("/statistics?publication=true&force=99")).Measure("detentions")!["numerator"].Whole());
        Assert.Equal(28, (await suite.As("hmi-01").Read("/statistics?publication=true")).Measure("detentions")!["numerator"].Whole());
    }

    [Fact]
    public void Nothing_left_out_of_suites_and_forces_can_be_had_from_answers_about_parts_of_them()
    {
        var chance = new Random(20261127);
        for (var table = 0; table < 300; table++)
        {
            (SuiteCode Suite, int Counted)[] suites =
                [.. Enumerable.Range(0, chance.Next(1, 9)).Select(i => (new SuiteCode($"{i % 3}", $"S{i}"), chance.Next(3) == 0 ? chance.Next(6) : chance.Next(40)))];
            var areas = new HiddenAreas<int>(suites, parts => parts.Sum(), (parts, all, elsewhere) => new([new("held", [.. parts, all], [])], [], elsewhere: elsewhere));
            var hides = suites.Where(one => areas.Of(suite => suite == one.Suite)("held")).ToArray();
            var forces = suites.GroupBy(one => one.Suite.Force).ToArray();
            var hiddenForces = forces.Where(force => areas.Of(suite => suite.Force == force.Key)("held")).ToArray();
            var hidesAll = areas.Of(_ => true)("held");

            Assert.All(suites.Where(one => one.Counted < 5), one => Assert.Contains(one, hides));
            if (!hidesAll) AssertKept([.. hiddenForces.Select(force => force.Sum(one => one.Counted))]);
            foreach (var force in forces)
                if (hiddenForces.Contains(force)) Assert.True(forces.Length == 1 || force.All(hides.Contains));
                else AssertKept([.. force.Where(hides.Contains).Select(one => one.Counted)]);
            if (!hidesAll) AssertKept([.. hides.Select(one => one.Counted)]);
        }

        static void AssertKept(int[] hidden) => Assert.True(hidden.Length == 0 || (hidden.Length > 1 && hidden.Sum() >= 5), string.Join(' ', hidden));
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

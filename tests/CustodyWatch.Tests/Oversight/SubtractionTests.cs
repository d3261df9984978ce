using CustodyWatch.Features.Oversight;
using CustodyWatch.Log;
using CustodyWatch.Pace.Oversight;
using NodaTime;

namespace CustodyWatch.Tests.Oversight;

/// <summary>What is left out cannot be had by taking what is shown, in all that is published of one period, from one another.</summary>
public sealed class SubtractionTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 7, 1, 12, 0);

    // Numbers that are the same by definition, whatever they are called.
    private static readonly Dictionary<string, string> Same = new()
    {
        ["requestMedianMinutes"] = "Requested",
        ["request90thMinutes"] = "Requested",
        ["transferMedianMinutes"] = "Transferred",
        ["transfer90thMinutes"] = "Transferred",
        ["transferredNotSameDay"] = "Transferred",
    };

    [Fact]
    public void Children_kept_cannot_be_had_from_how_many_lengths_of_a_move_are_known()
    {
        var answer = StatisticsAnswer.Of([Held("", 60, 60, 23, 20)], divided: false, publication: true);
        Assert.All(
            answer.Measures.Where(measure => measure.Name is "keptAfterCharge" or "transferred" or "transferredNotSameDay" or "transferMedianMinutes" or "transfer90thMinutes"),
            measure => Assert.True(measure is { Suppressed: true, Numerator: null, Value: null }, measure.Name));
        Assert.Equal(23, answer.Measures.Single(measure => measure.Name == "bailRefused").Numerator);
    }

    [Fact]
    public void Statistics_and_disproportionality_leave_out_the_same_groups()
    {
        Part[] parts = [Held("White", 50, 30, 20, 10), Held("Mixed", 30, 10, 5, 0), Held("Asian", 4, 4, 2, 0), Held("Black", 20, 15, 8, 5)];
        var statistics = StatisticsAnswer.Of(Publication.EveryGroup(parts), divided: true, publication: true);
        foreach (var stage in Stage.All)
            Assert.All(statistics.Groups.Zip(Disproportionality(parts, stage).Groups), pair =>
            {
                var counted = pair.First.Measures.Single(measure => measure.Name == Measures.All.First(measure => measure.Numerator == stage.Counted).Name);
                Assert.Equal(counted.Numerator, pair.Second.Count);
            });
        AssertNothingIsGivenAway(parts);
    }

    [Fact]
    public void Nothing_left_out_of_what_is_published_by_ethnicity_can_be_had_from_the_rest_of_it()
    {
        var chance = new Random(20260701);
        for (var table = 0; table < 400; table++)
        {
            var most = chance.Next(2) == 0 ? 14 : 50;
            AssertNothingIsGivenAway([.. EthnicGroup.All.Select(group =>
            {
                var detentions = chance.Next(4) == 0 ? chance.Next(8) : chance.Next(most);
                var charged = Some(detentions);
                var refused = Some(charged);
                return Held(group, detentions, charged, refused, Some(refused), chance);
            }).Where(part => !part.Totals.IsEmpty)]);
        }

        int Some(int of) => chance.Next(3) == 0 ? Math.Max(0, of - chance.Next(5)) : chance.Next(of + 1);
    }

    private static Part Held(string group, int detentions, int charged, int refused, int moved, Random? chance = null)
    {
        var totals = new Totals();
        for (var i = 0; i < detentions; i++)
            totals.Add(
                new DetentionFigures
                {
                    ArrivedAt = Now,
                    AuthorisedAt = Sometimes() ? null : Now,
                    DetentionRefused = i >= charged && Sometimes(),
                    Ethnicity = group == EthnicGroup.NotStated ? "NS" : group is "" ? "W1" : group[..1] + "1",
                    LookedAfter = Sometimes(),
                    StripSearches = Sometimes() ? 1 : 0,
                    OvernightFrom = Sometimes() ? Now : null,
                    ChargedAt = i < charged ? Now : null,
                    BailRefusedAt = i < refused ? Now : null,
                    TransferMinutes = i < moved ? 60 + i : null,
                    CourtSameDay = i >= moved && i < refused && Sometimes(),
                    Requested = i < refused && i % 2 == 0,
                    RequestMinutes = i < refused && i % 2 == 0 ? 30 : null,
                },
                Now);
        return new(group, totals);

        bool Sometimes() => chance?.Next(5) == 0;
    }

    private static DisproportionalityAnswer Disproportionality(IReadOnlyList<Part> parts, Stage stage) =>
        DisproportionalityAnswer.Of(parts, Populations.Read(null).Populations!, new Scope(), stage, publication: true);

    private static void AssertNothingIsGivenAway(IReadOnlyList<Part> parts)
    {
        var every = Publication.EveryGroup(parts);
        var statistics = StatisticsAnswer.Of(every, divided: true, publication: true);
        Assert.Equal(
            StatisticsAnswer.Of(every, divided: false, publication: true).Measures.Select(measure => (measure.Numerator, measure.Denominator)),
            statistics.Measures.Select(measure => (measure.Numerator, measure.Denominator)));

        var shown = new Dictionary<(string Count, string Group), int>();
        foreach (var (group, measures) in statistics.Groups.Select(group => (group.Group, group.Measures)).Append(("", statistics.Measures)))
            foreach (var answer in measures)
            {
                var measure = Measures.Find(answer.Name)!;
                Show(Same.GetValueOrDefault(answer.Name, measure.Wait?.ToString() + measure.Numerator), group, answer.Numerator);
                if (measure.Denominator is { } of) Show(of.ToString(), group, answer.Denominator);
            }
        foreach (var stage in Stage.All)
            foreach (var group in Disproportionality(parts, stage).Groups)
            {
                Show(stage.Counted.ToString(), group.Group, group.Count);
                if (stage.Of is { } of) Show(of.ToString(), group.Group, group.Denominator);
            }

        // Where ethnicity is stated of all, everyone knows that nothing is counted of those of whom it is not.
        if (shown.TryGetValue(("Detentions", ""), out var all) && shown.TryGetValue(("EthnicityStated", ""), out var stated) && all == stated)
            foreach (var (count, _) in shown.Keys.ToArray()) shown[(count, EthnicGroup.NotStated)] = 0;

        foreach (var (count, group, value) in Determined(shown).Where(cell => cell is not { Group: EthnicGroup.NotStated, Count: "EthnicityStated" }))
            Assert.False(value < Suppression.Least, $"{count} of {(group == "" ? "all" : group)}, {value}, can be had from {string.Join(", ", shown.Select(cell => $"{cell.Key.Count} of {cell.Key.Group} {cell.Value}"))}");

        void Show(string count, string group, int? value)
        {
            if (value is { } number) shown[(count, group)] = number;
        }
    }

    // Every total is the sum of its groups, those refused bail are moved or kept, and ethnicity is stated of the groups that are named.
    private static IEnumerable<(string Count, string Group, int Value)> Determined(Dictionary<(string Count, string Group), int> shown)
    {
        var counts = shown.Keys.Select(cell => cell.Count).Union(["Transferred", "KeptAfterCharge", "BailRefused", "Detentions", "EthnicityStated"]).ToArray();
        string[] groups = [.. EthnicGroup.All, ""];
        var sums = counts.Select(count => ((string, string)[])[(count, ""), .. EthnicGroup.All.Select(group => (count, group))])
            .Concat(groups.Select(group => ((string, string)[])[("BailRefused", group), ("Transferred", group), ("KeptAfterCharge", group)]))
            .Append([("EthnicityStated", ""), .. EthnicGroup.All.Where(group => group != EthnicGroup.NotStated).Select(group => ("Detentions", group))])
            .ToArray();
        var unknown = sums.SelectMany(sum => sum).Distinct().Where(cell => !shown.ContainsKey(cell)).ToArray();
        var rows = sums.Select(sum =>
        {
            var row = new double[unknown.Length + 1];
            foreach (var (cell, sign) in sum.Select((cell, i) => (cell, i == 0 ? 1 : -1)))
                if (shown.TryGetValue(cell, out var value)) row[^1] -= sign * value;
                else row[Array.IndexOf(unknown, cell)] += sign;
            return row;
        }).ToList();
        return Solved(rows, unknown.Length).Select(one => (unknown[one.Unknown].Item1, unknown[one.Unknown].Item2, one.Value));
    }

    // Gauss and Jordan: what stands alone in its row is known.
    private static IEnumerable<(int Unknown, int Value)> Solved(List<double[]> rows, int unknowns)
    {
        var done = 0;
        for (var column = 0; column < unknowns && done < rows.Count; column++)
        {
            var pivot = rows.FindIndex(done, row => Math.Abs(row[column]) > 1e-9);
            if (pivot < 0) continue;
            (rows[done], rows[pivot]) = (rows[pivot], rows[done]);
            var by = rows[done][column];
            rows[done] = [.. rows[done].Select(value => value / by)];
            for (var other = 0; other < rows.Count; other++)
                if (other != done && rows[other][column] is var times && Math.Abs(times) > 1e-9)
                    rows[other] = [.. rows[other].Zip(rows[done], (value, taken) => value - times * taken)];
            done++;
        }
        return rows.Take(done).Where(row => row[..^1].Count(value => Math.Abs(value) > 1e-9) == 1)
            .Select(row => (Array.FindIndex(row, value => Math.Abs(value) > 1e-9), (int)Math.Round(row[^1])));
    }
}

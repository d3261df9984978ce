using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Tests.Alerting;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Examples;

/// <summary>An officer who does the sum of a sentence comes out where the clock does.</summary>
public sealed class SumsTests
{
    [Fact]
    public void The_sum_in_every_sentence_comes_out_at_the_due_time()
    {
        var faults = ExampleFile.All.Select(ExampleFile.Read).SelectMany(example => Instants(example)
            .SelectMany(at => PaceRules.Clocks(example.Events, example.Settings, at).History)
            .Select(SumInWords.Fault).OfType<string>().Distinct().Select(fault => $"{example.Name}: {fault}")).ToList();
        if (faults.Count > 0) Assert.Fail(string.Join('\n', faults));
    }

    [Theory]
    [InlineData("24 hours from the arrival at the first police station, 14:40: the child must be charged or released by 14:40 on Thu 11 Jun.", null)]
    [InlineData("24 hours from the arrival at the first police station, 14:40, with 1 hour at hospital for treatment left out: the child must be charged or released by 14:40 on Thu 11 Jun.", "otherwise")]
    [InlineData("Extended at 06:00 on Thu 11 Jun to 14:40 on Thu 11 Jun, with 3 hours at hospital for treatment left out: the child must be charged or released by 14:40 on Thu 11 Jun.", "otherwise")]
    [InlineData("24 hours, less 26 hours used before bail, leave nothing from the arrival at 14:40 on Thu 11 Jun: the child must be charged or released by 14:40 on Thu 11 Jun.", "what is left")]
    [InlineData("24 hours from the arrival at the first police station, 14:40: the child must be charged or released by 15:40 on Thu 11 Jun.", "otherwise")]
    [InlineData("24 hours from the arrival at the first police station, 13:40: the child must be charged or released by 13:40 on Thu 11 Jun.", "another time")]
    [InlineData("36 hours from the warrant issued at 14:40, but never past 24 hours from 14:40: the child must be charged or released by 14:40 on Thu 11 Jun.", null)]
    [InlineData("12 hours from the warrant issued at 14:40, but never past 24 hours from 14:40: the child must be charged or released by 14:40 on Thu 11 Jun.", "the most")]
    [InlineData("The child must be charged or released by 14:40 on Thu 11 Jun.", "has no sum")]
    public void A_sum_that_does_not_come_out_is_found(string sentence, string? fault)
    {
        var arrival = Instant.FromUtc(2026, 6, 10, 13, 40);
        var clock = Invented.DetentionLimit(ClockState.Running) with { Cycle = Invented.Cycle(sentence), StartedAt = arrival, DueAt = arrival + Duration.FromHours(24) };
        Assert.Equal(fault is null, SumInWords.Fault(clock) is null);
        Assert.Contains(fault ?? "", SumInWords.Fault(clock) ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A visit to the cell is due every 30 minutes at observation level 4: from 14:52, by 15:37.", false)]
    [InlineData("A visit to the cell is due every 30 minutes at observation level 4: 30 minutes from 14:52 had passed when the level was changed at 15:37, so it is due by then.", true)]
    public void A_visit_that_a_change_made_due_says_so(string sentence, bool right)
    {
        var start = Instant.FromUtc(2026, 6, 10, 13, 52);
        var clock = Invented.Review(ClockState.Running) with
        {
            Name = ClockName.Visit,
            Cycle = Invented.Cycle(sentence),
            StartedAt = start,
            DueAt = start + Duration.FromMinutes(45),
        };
        Assert.Equal(right, SumInWords.Fault(clock) is null);
    }

    private static IEnumerable<Instant> Instants(Example example) =>
        example.Expect.Select(expectation => expectation.At).Concat(example.Events.Select(e => e.Occurred)).Distinct();
}

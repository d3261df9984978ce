using CsCheck;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Pace.Tests.Properties;

/// <summary>The properties would hold of nothing if nothing were invented: here is what the invented detentions hold.</summary>
public sealed class GeneratorTests
{
    private const int Enough = 2_000;

    private static readonly Lazy<List<Detention>> Invented = new(() =>
    {
        var dice = new PCG(1, 2026);
        return [.. Enumerable.Range(0, Enough).Select(_ => Detentions.Any.Generate(dice, null, out var _))];
    });

    private static readonly Lazy<ILookup<ClockName, ClockState>> Seen = new(() => Invented.Value
        .SelectMany(detention => Reading.All(detention.Events, detention.At))
        .ToLookup(reading => reading.Name, reading => reading.State));

    /// <summary>What starts no clock, meets none and ends none.</summary>
    private static readonly EventKind[] Idle =
    [
        EventKind.ResponsiblePersonNotReached, EventKind.AaDeclined, EventKind.LegalAdviserContacted, EventKind.YouthJusticeTold, EventKind.ChildView,
        EventKind.WarrantApplied, EventKind.WarrantRefused,
    ];

    [Fact]
    public void Everything_that_moves_a_clock_happens_in_them() => Assert.Equal(
        Enum.GetValues<EventKind>().Except(Idle),
        Invented.Value.SelectMany(detention => detention.Events).Select(entry => entry.Kind).Distinct().Order());

    [Fact]
    public void Every_route_is_taken() => Assert.Equal(
        Enum.GetValues<Route>(),
        Invented.Value.SelectMany(detention => detention.Events).Select(entry => entry.Fact).OfType<Arrived>().Select(arrived => arrived.Route).Distinct().Order());

    [Fact]
    public void Every_clock_runs_in_them_and_every_one_that_can_be_broken_is_broken()
    {
        foreach (var clock in Enum.GetValues<ClockName>())
            Assert.True(Seen.Value[clock].Any(state => state is ClockState.Breached or ClockState.MetLate), $"{clock} is never broken");
    }

    [Fact]
    public void Clocks_are_met_late_paused_and_ended_in_them() => Assert.Equal(
        Enum.GetValues<ClockState>(), Seen.Value.SelectMany(states => states).Distinct().Order());

    [Fact]
    public void Entries_are_put_right_in_every_way_before_and_after_they_come()
    {
        var corrections = Invented.Value.SelectMany(detention => detention.Events, (detention, entry) => (detention.Events, entry.Occurred, Fact: entry.Fact as Corrected))
            .Where(one => one.Fact is not null)
            .Select(one => (one.Occurred, Fact: one.Fact!, Target: one.Events.FirstOrDefault(entry => entry.Id == one.Fact!.Corrects)))
            .ToList();
        Assert.True(corrections.Count(one => one.Target is null) > Enough / 20, "of what never comes");
        Assert.True(corrections.Count(one => one.Target?.Fact is Corrected && one.Fact.Action == CorrectionAction.Retract) > Enough / 20, "a correction taken back");
        Assert.True(corrections.Count(one => one.Target?.Occurred > one.Occurred) > Enough / 20, "of what comes later");
        Assert.True(corrections.Count(one => one.Target?.Fact is not (null or Corrected) && one.Fact.Action == CorrectionAction.Retract) > Enough / 4, "taken back");
        Assert.True(corrections.Count(one => one.Target is not null && one.Fact.ReplacementTime is not null) > Enough / 4, "another time");
        Assert.True(corrections.Count(one => one.Target is { } target && one.Fact.ReplacementData is { } data && Corrections.Replacement(target.Kind, data, new()) is { } fact && fact != target.Fact) > Enough / 10, "other data");
    }

    [Fact]
    public void Things_happen_at_one_and_the_same_instant_and_on_nights_when_the_clocks_change()
    {
        Assert.True(Invented.Value.Count(detention => detention.Events.GroupBy(entry => entry.Occurred).Any(group => group.Count() > 2)) > Enough / 4);
        Assert.Contains(Invented.Value, detention => LondonTime.DateAt(detention.Arrived) == new NodaTime.LocalDate(2026, 3, 28));
        Assert.Contains(Invented.Value, detention => LondonTime.DateAt(detention.Arrived) == new NodaTime.LocalDate(2026, 10, 24));
    }
}

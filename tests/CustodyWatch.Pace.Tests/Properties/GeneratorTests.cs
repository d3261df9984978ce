using CsCheck;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Pace.Tests.Properties;

/// <summary>The properties would hold of nothing if nothing were invented: here is what the invented detentions hold.</summary>
public sealed class GeneratorTests
{
    private const int Enough = 1_500;

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
        EventKind.WarrantApplied, EventKind.WarrantRefused, EventKind.Corrected,
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
    public void Things_happen_at_one_and_the_same_instant_and_on_nights_when_the_clocks_change()
    {
        Assert.True(Invented.Value.Count(detention => detention.Events.GroupBy(entry => entry.Occurred).Any(group => group.Count() > 2)) > Enough / 4);
        Assert.Contains(Invented.Value, detention => LondonTime.DateAt(detention.Arrived) == new NodaTime.LocalDate(2026, 3, 28));
        Assert.Contains(Invented.Value, detention => LondonTime.DateAt(detention.Arrived) == new NodaTime.LocalDate(2026, 10, 24));
    }
}

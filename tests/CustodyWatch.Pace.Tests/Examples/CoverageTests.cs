using CustodyWatch.Pace.Clocks;

namespace CustodyWatch.Pace.Tests.Examples;

/// <summary>No clock of the law goes without examples.</summary>
public sealed class CoverageTests
{
    private static readonly Lazy<ILookup<ClockName, (string File, ClockState? State)>> Expected = new(() => ExampleFile.All
        .SelectMany(file => ExampleFile.Read(file).Expect.Where(e => !e.Absent).Select(e => (e.Clock, (file, e.State))))
        .ToLookup(pair => pair.Clock, pair => pair.Item2));

    public static TheoryData<ClockName> Names => [.. Enum.GetValues<ClockName>()];

    /// <summary>Gates for which the law gives no remedy: once raised they stay.</summary>
    private static readonly ClockName[] NoRemedy =
    [
        ClockName.InterviewWithoutAdult, ClockName.StripSearchWithoutAdult, ClockName.StripSearch, ClockName.ExtensionVoid,
        ClockName.ImpossibleCheck, ClockName.ForceUsed,
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_clock_and_gate_is_in_two_examples_and_is_broken_in_one(ClockName clock)
    {
        Assert.True(Expected.Value[clock].Select(e => e.File).Distinct().Count() >= 2);
        Assert.Contains(Expected.Value[clock], e => e.State is ClockState.Breached or ClockState.MetLate);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_clock_and_every_gate_with_a_remedy_is_kept_or_put_right_in_one(ClockName clock)
    {
        if (NoRemedy.Contains(clock)) Assert.DoesNotContain(Expected.Value[clock], e => e.State is not ClockState.Breached);
        else if (clock is ClockName.SoftLimit) Assert.Contains(Expected.Value[clock], e => e.State is ClockState.Ended);
        else Assert.Contains(Expected.Value[clock], e => e.State is ClockState.Met or ClockState.MetLate);
    }
}

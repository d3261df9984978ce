using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Tests.Examples;

namespace CustodyWatch.Pace.Tests.Clocks;

public sealed class ClockKindTests
{
    [Fact]
    public void What_is_known_of_a_clock_beforehand_is_what_every_example_finds()
    {
        var unlike = ExampleFile.All.Select(ExampleFile.Read)
            .SelectMany(example => PaceRules.Clocks(example.Events, example.Settings, example.Expect.Max(expected => expected.At)).History)
            .Where(clock => ClockKind.Of(clock.Name) is var kind && (kind.Name != clock.Name || kind.IsGate != clock.IsGate
                || kind.Authority != clock.Basis.Authority
                // The limit on detention goes from one section to the next as it is extended.
                || (kind is { Name: not ClockName.DetentionLimit, Citation: { } citation } && !clock.Basis.Citation!.StartsWith(citation, StringComparison.Ordinal))))
            .Select(clock => $"{clock.Name} {clock.Basis}").Distinct();
        Assert.Empty(unlike);
    }

    [Fact]
    public void A_local_level_of_a_duty_under_an_Act_is_known_by_that_Act_beforehand()
    {
        var unlike = ExampleFile.All.Select(ExampleFile.Read)
            .SelectMany(example => PaceRules.Clocks(example.Events, example.Settings, example.Expect.Max(expected => expected.At)).History)
            .Where(clock => clock.Basis.Authority == Authority.Local)
            .Where(clock => ClockKind.Of(clock.Name).Act != (clock.Basis.Citation is { } duty && !duty.StartsWith("PACE Code C", StringComparison.Ordinal) ? duty : null))
            .Select(clock => $"{clock.Name} {clock.Basis}").Distinct();
        Assert.Empty(unlike);
        Assert.All(ClockKind.All.Where(kind => kind.Authority == Authority.Statute), kind => Assert.Equal(kind.Citation, kind.Act));
    }
}

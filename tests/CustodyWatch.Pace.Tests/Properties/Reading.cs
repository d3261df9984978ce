using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Settings;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Properties;

/// <summary>What a clock shows, to compare two workings-out of the same thing.</summary>
internal sealed record Reading(
    ClockName Name, int Sequence, ClockState State, Instant StartedAt, Instant? WarnAt, Instant? DueAt, Instant? MetAt, string Explanation)
{
    public static List<Reading> All(IReadOnlyCollection<CustodyEvent> events, Instant at) => [.. Sheet(events, at).History.Select(Of)];

    /// <summary>Fails with the clocks that differ, and only those.</summary>
    public static void Same(IReadOnlyList<Reading> expected, IReadOnlyList<Reading> actual)
    {
        if (expected.SequenceEqual(actual)) return;
        Assert.Fail($"expected\n  {Lines(expected.Except(actual))}\nbut found\n  {Lines(actual.Except(expected))}");
    }

    /// <summary>Without the sentence, which may say how long a pause has lasted so far.</summary>
    public static List<Reading> Numbers(IReadOnlyCollection<CustodyEvent> events, Instant at) =>
        [.. All(events, at).Select(reading => reading with { Explanation = "" })];

    public static ClockSheet Sheet(IReadOnlyCollection<CustodyEvent> events, Instant at) => PaceRules.Clocks(events, LocalSettings.Default, at);

    public static Reading Of(Clock clock) =>
        new(clock.Name, clock.Sequence, clock.State, clock.StartedAt, clock.WarnAt, clock.DueAt, clock.MetAt, clock.Explanation);

    private static string Lines(IEnumerable<Reading> readings) => string.Join("\n  ", readings);
}
